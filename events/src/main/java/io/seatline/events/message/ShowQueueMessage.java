package io.seatline.events.message;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/**
 * A message for the show worker: a message of {@code waitlist.fifo} in the message group {@link #showId()}. The JSON
 * field {@code type} contains the kind of message.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(value = SeatsReleasedV1.class, name = "SeatsReleased.v1"),
    @JsonSubTypes.Type(value = LatePaymentV1.class, name = "LatePayment.v1"),
    @JsonSubTypes.Type(value = JoinV1.class, name = "Join.v1"),
    @JsonSubTypes.Type(value = LeaveV1.class, name = "Leave.v1"),
    @JsonSubTypes.Type(value = ShowChangedV1.class, name = "ShowChanged.v1")
})
public sealed interface ShowQueueMessage extends FunctionMessage
        permits SeatsReleasedV1, LatePaymentV1, JoinV1, LeaveV1, ShowChangedV1 {

    /** Returns the show, which is also the message group. */
    String showId();

    /**
     * Returns the SQS deduplication id, at most 128 letters, digits and punctuation marks: the same each time that this
     * message is sent, and different for every other message.
     */
    String deduplicationId();
}
