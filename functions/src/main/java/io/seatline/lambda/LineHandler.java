package io.seatline.lambda;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import com.amazonaws.services.lambda.runtime.events.SQSEvent.SQSMessage;
import io.seatline.domain.BookingId;
import io.seatline.domain.OrderId;
import io.seatline.domain.ShowId;
import io.seatline.events.EventsJson;
import io.seatline.events.JoinV1;
import io.seatline.events.LatePaymentV1;
import io.seatline.events.LeaveV1;
import io.seatline.events.MailboxMessage;
import io.seatline.events.SeatsReleasedV1;
import io.seatline.events.UnreadableMessage;
import io.seatline.usecase.DeadLetters;
import io.seatline.usecase.ServeLine;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The shows' mailboxes: one message of a show at a time, in order; shows do not wait for each other. */
public final class LineHandler implements RequestHandler<SQSEvent, SQSBatchResponse> {
    private static final Logger LOG = LoggerFactory.getLogger(LineHandler.class);
    private static final String GROUP = "MessageGroupId";

    private final ServeLine serveLine;
    private final DeadLetters deadLetters;
    private final Invocation invocation;

    /** For the Lambda runtime. */
    public LineHandler() {
        this(Aws.wiring());
    }

    public LineHandler(Wiring wiring) {
        serveLine = wiring.serveLine();
        deadLetters = wiring.mailboxDeadLetters();
        invocation = wiring.invocation();
    }

    @Override
    public SQSBatchResponse handleRequest(SQSEvent event, Context context) {
        return invocation.run(context, () -> SqsBatch.inGroups(event, LineHandler::group, this::handle));
    }

    /** Some emulators leave the group out of the event; the body names the show too. */
    private static String group(SQSMessage message) {
        String group =
                message.getAttributes() == null ? null : message.getAttributes().get(GROUP);
        if (group != null) {
            return group;
        }
        try {
            return EventsJson.read(message.getBody(), MailboxMessage.class).showId();
        } catch (UnreadableMessage e) {
            return message.getMessageId();
        }
    }

    private void handle(SQSMessage message) {
        MailboxMessage read;
        try {
            read = EventsJson.read(message.getBody(), MailboxMessage.class);
        } catch (UnreadableMessage e) {
            // It can never succeed; waiting for it would stall the show's line.
            LOG.error("mailbox message {} cannot be read; it goes to the dead-letter queue", message.getMessageId(), e);
            deadLetters.put(group(message), message.getMessageId(), message.getBody());
            return;
        }
        ShowId show = new ShowId(read.showId());
        switch (read) {
            case SeatsReleasedV1 released -> serveLine.seatsReleased(show, new BookingId(released.bookingId()));
            case LatePaymentV1 late -> serveLine.latePayment(show, new OrderId(late.orderId()));
            case JoinV1 _, LeaveV1 _ -> throw new IllegalStateException("this writer has no waiting line yet");
        }
    }
}
