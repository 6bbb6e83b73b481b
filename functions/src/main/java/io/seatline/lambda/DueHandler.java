package io.seatline.lambda;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import io.seatline.domain.BookingId;
import io.seatline.domain.OrderId;
import io.seatline.domain.ShowId;
import io.seatline.domain.TicketId;
import io.seatline.events.DueV1;
import io.seatline.events.EventsJson;
import io.seatline.lambda.Wiring.Read;
import io.seatline.usecase.DoDue;

/** Does what is due, from the delay queue. */
public final class DueHandler implements RequestHandler<SQSEvent, SQSBatchResponse> {
    private static final String PAYMENT_PREFIX = "PAYMENT#";
    private static final String TICKET_PREFIX = "TICKET#";

    private final DoDue doDue;
    private final Invocation invocation;

    /** For the Lambda runtime. */
    public DueHandler() {
        this(Aws.primed(Read.BOOKINGS, Read.TICKETS));
    }

    public DueHandler(Wiring wiring) {
        doDue = wiring.doDue();
        invocation = wiring.invocation();
    }

    @Override
    public SQSBatchResponse handleRequest(SQSEvent event, Context context) {
        return invocation.run(
                context,
                () -> SqsBatch.each(event, message -> {
                    DueV1 due = EventsJson.read(message.getBody(), DueV1.class);
                    if (due.part().startsWith(TICKET_PREFIX)) {
                        doDue.ticket(
                                new TicketId(new ShowId(due.key()), due.part().substring(TICKET_PREFIX.length())));
                    } else if (due.part().startsWith(PAYMENT_PREFIX)) {
                        doDue.payment(new OrderId(due.part().substring(PAYMENT_PREFIX.length())));
                    } else {
                        doDue.booking(new BookingId(due.key()));
                    }
                }));
    }
}
