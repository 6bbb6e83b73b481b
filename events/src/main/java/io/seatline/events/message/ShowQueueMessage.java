package io.seatline.events.message;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/**
 * What the worker of a show's waitlist gets to do: a message of {@code waitlist.fifo} in the message group
 * {@link #showId()}. In JSON the field {@code type} tells which.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(value = SeatsReleasedV1.class, name = "SeatsReleased.v1"),
    @JsonSubTypes.Type(value = LatePaymentV1.class, name = "LatePayment.v1"),
    @JsonSubTypes.Type(value = JoinV1.class, name = "Join.v1"),
    @JsonSubTypes.Type(value = LeaveV1.class, name = "Leave.v1")
})
public sealed interface ShowQueueMessage extends FunctionMessage
        permits SeatsReleasedV1, LatePaymentV1, JoinV1, LeaveV1 {

    /** The show whose show queue it is: also the message group. */
    String showId();

    /**
     * The same for every sending of the same message, different for every other one: the deduplication id for SQS, at
     * most 128 letters, digits and punctuation marks.
     */
    String deduplicationId();
}
