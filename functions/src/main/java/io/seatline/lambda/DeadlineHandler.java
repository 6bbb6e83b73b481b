package io.seatline.lambda;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import io.seatline.domain.BookingId;
import io.seatline.domain.PaymentId;
import io.seatline.domain.ShowId;
import io.seatline.domain.WaitlistEntryId;
import io.seatline.events.contract.EventsJson;
import io.seatline.events.message.DeadlineV1;
import io.seatline.lambda.runtime.Invocation;
import io.seatline.lambda.runtime.LambdaPlatform;
import io.seatline.lambda.runtime.SqsBatch;
import io.seatline.lambda.runtime.Wiring;
import io.seatline.lambda.runtime.Wiring.Read;
import io.seatline.usecase.deadline.MeetDeadline;

/** Does what is due, from the delay queue. */
public final class DeadlineHandler implements RequestHandler<SQSEvent, SQSBatchResponse> {
    private static final String PAYMENT_PREFIX = "PAYMENT#";
    private static final String TICKET_PREFIX = "TICKET#";

    private final MeetDeadline doDue;
    private final Invocation invocation;

    /** For the Lambda runtime. */
    public DeadlineHandler() {
        this(LambdaPlatform.primed(Read.BOOKINGS, Read.TICKETS));
    }

    public DeadlineHandler(Wiring wiring) {
        doDue = wiring.doDue();
        invocation = wiring.invocation();
    }

    @Override
    public SQSBatchResponse handleRequest(SQSEvent event, Context context) {
        return invocation.run(
                context,
                () -> SqsBatch.each(event, message -> {
                    DeadlineV1 due = EventsJson.read(message.getBody(), DeadlineV1.class);
                    if (due.part().startsWith(TICKET_PREFIX)) {
                        doDue.ticket(new WaitlistEntryId(
                                new ShowId(due.key()), due.part().substring(TICKET_PREFIX.length())));
                    } else if (due.part().startsWith(PAYMENT_PREFIX)) {
                        doDue.payment(new PaymentId(due.part().substring(PAYMENT_PREFIX.length())));
                    } else {
                        doDue.booking(new BookingId(due.key()));
                    }
                }));
    }
}
