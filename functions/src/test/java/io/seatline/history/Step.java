package io.seatline.history;

/** Something that happens. Numbers pick among what there is, so that every step can happen in every history. */
sealed interface Step {
    record Reserve(int customer, int show, int firstSeat, int seats) implements Step {}

    record PayAgain(int booking) implements Step {}

    record Look(int booking) implements Step {}

    record Cancel(int booking) implements Step {}

    /** The money is captured; MoMo then notifies so many times, none of which has arrived yet. */
    record Pay(int paymentId, int ipnReader) implements Step {}

    record Notify(int notification) implements Step {}

    record Join(int customer, int show, int seats, boolean accessible) implements Step {}

    record Leave(int entry) implements Step {}

    record SupportRefunds(int booking, boolean byHand) implements Step {}

    record SupportRetries(int supportCase, boolean byHand) implements Step {}

    record Pass(int seconds) implements Step {}

    /** The show's worker gets so many messages; what it then does not acknowledge comes again. */
    record Deliver(int show, int messages, boolean acknowledged) implements Step {}

    /** The outbox gets so many records of each stream, perhaps twice. */
    record Publish(int records, boolean twice) implements Step {}

    /** The queue of what is due delivers so many messages, perhaps twice. */
    record DoDeadline(int messages, boolean twice) implements Step {}

    record Refund(int messages, int outcome) implements Step {}

    record Tick() implements Step {}

    record LoseMessage(int show, int message) implements Step {}

    record LoseRecord(int stream) implements Step {}

    record MomoIs(boolean silent, boolean processing) implements Step {}

    /** The function that does this stands still after so many calls, until it goes on or dies. */
    record StandsStill(int calls, Step during) implements Step {}

    /** One of those that stand still goes on, for so many calls. */
    record GoesOn(int which, int calls) implements Step {}

    /** One of those that stand still dies there. */
    record Dies(int which) implements Step {}
}
