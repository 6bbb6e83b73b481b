/** What follows from a commit: messages, refunds, deadlines and domain events. */
package io.seatline.usecase.outbox;

