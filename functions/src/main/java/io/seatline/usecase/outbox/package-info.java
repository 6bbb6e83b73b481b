/** The outbox: sends the messages, refunds, deadlines and domain events that follow from a commit. */
package io.seatline.usecase.outbox;
