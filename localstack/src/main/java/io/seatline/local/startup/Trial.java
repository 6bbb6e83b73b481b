package io.seatline.local.startup;

import java.time.Duration;

/**
 * What one start took.
 *
 * @param ready from the start of the process to the runtime's first question for an event; of a snapshot, to the checkpoint
 * @param answer from the start of the process to the first answer; of a snapshot, from the event to its answer
 * @param first the first invocation alone
 * @param second the second invocation, which finds everything loaded
 * @param cpu the time of processors that the process had used at its first answer
 */
record Trial(Duration ready, Duration answer, Duration first, Duration second, Duration cpu) {}
