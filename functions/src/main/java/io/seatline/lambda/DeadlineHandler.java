package io.seatline.lambda;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import io.seatline.domain.BookingId;
import io.seatline.domain.Deadline;
import io.seatline.domain.PaymentId;
import io.seatline.domain.ShowId;
import io.seatline.domain.WaitlistEntryId;
import io.seatline.domain.payment.RefundId;
import io.seatline.events.contract.EventsJson;
import io.seatline.events.message.DeadlineV1;
import io.seatline.lambda.runtime.Invocation;
import io.seatline.lambda.runtime.LambdaPlatform;
import io.seatline.lambda.runtime.SqsBatch;
import io.seatline.lambda.runtime.Wiring;
import io.seatline.lambda.runtime.Wiring.Read;
import io.seatline.usecase.availability.CountSeats;
import io.seatline.usecase.deadline.MeetDeadline;

/** Meets deadlines of bookings, payments, refunds, waitlist entries and shows. Reads the delay queue. */
public final class DeadlineHandler implements RequestHandler<SQSEvent, SQSBatchResponse> {

    private final MeetDeadline meetDeadline;
    private final CountSeats countSeats;
    private final Invocation invocation;

    /** For the Lambda runtime. */
    public DeadlineHandler() {
        this(LambdaPlatform.primed(Read.BOOKINGS, Read.ENTRIES));
    }

    public DeadlineHandler(Wiring wiring) {
        meetDeadline = wiring.meetDeadline();
        countSeats = wiring.countSeats();
        invocation = wiring.invocation();
    }

    @Override
    public SQSBatchResponse handleRequest(SQSEvent event, Context context) {
        return invocation.run(
                context,
                () -> SqsBatch.each(event, message -> {
                    DeadlineV1 deadline = EventsJson.read(message.getBody(), DeadlineV1.class);
                    switch (deadline.type()) {
                        case "BOOKING" -> meetDeadline.booking(new BookingId(deadline.id()));
                        case "PAYMENT" -> meetDeadline.payment(new PaymentId(deadline.id()));
                        case "REFUND" ->
                            meetDeadline.refund(RefundId.parse(deadline.id()).orElseThrow());
                        case "SHOW" -> show(new ShowId(deadline.id()), deadline.kind());
                        default -> meetDeadline.entry(WaitlistEntryId.of(deadline.id()));
                    }
                }));
    }

    private void show(ShowId id, String kind) {
        if (kind.equals(Deadline.Kind.COUNT.name())) {
            countSeats.count(id);
        } else {
            meetDeadline.show(id);
        }
    }
}
