package io.seatline.lambda;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import io.seatline.events.BookingCancelledV1;
import io.seatline.events.BookingPaidV1;
import io.seatline.events.OfferMadeV1;
import io.seatline.events.RefundRequestedV1;
import io.seatline.events.RefundSucceededV1;
import io.seatline.events.WaitlistLapsedV1;
import io.seatline.lambda.runtime.BusEvent;
import io.seatline.lambda.runtime.Invocation;
import io.seatline.lambda.runtime.LambdaPlatform;
import io.seatline.lambda.runtime.SqsBatch;
import io.seatline.lambda.runtime.Wiring;
import io.seatline.usecase.notice.SendNotice;
import io.seatline.usecase.port.Redelivery;

/** Sends customer notices for events that a rule of the bus puts on the notices queue. */
public final class NoticeHandler implements RequestHandler<SQSEvent, SQSBatchResponse> {
    private final SendNotice sendNotice;
    private final Redelivery redelivery;
    private final Invocation invocation;

    /** For the Lambda runtime. */
    public NoticeHandler() {
        this(LambdaPlatform.primed());
    }

    public NoticeHandler(Wiring wiring) {
        sendNotice = wiring.sendNotice();
        redelivery = wiring.noticeRedelivery();
        invocation = wiring.invocation();
    }

    @Override
    public SQSBatchResponse handleRequest(SQSEvent event, Context context) {
        return invocation.run(
                context, () -> SqsBatch.each(event, redelivery, message -> send(BusEvent.read(message.getBody()))));
    }

    private void send(BusEvent event) {
        switch (event.type()) {
            case OfferMadeV1.DETAIL_TYPE -> sendNotice.offerMade(event.as(OfferMadeV1.class));
            case BookingPaidV1.DETAIL_TYPE -> sendNotice.bookingPaid(event.as(BookingPaidV1.class));
            case RefundSucceededV1.DETAIL_TYPE -> sendNotice.refundSucceeded(event.as(RefundSucceededV1.class));
            case RefundRequestedV1.DETAIL_TYPE -> sendNotice.refundRequested(event.as(RefundRequestedV1.class));
            case BookingCancelledV1.DETAIL_TYPE -> sendNotice.bookingCancelled(event.as(BookingCancelledV1.class));
            case WaitlistLapsedV1.DETAIL_TYPE -> sendNotice.waitlistLapsed(event.as(WaitlistLapsedV1.class));
            default ->
                throw new IllegalStateException(
                        "no notice for event \"" + event.type() + "\"; check the rule in infra-cdk");
        }
    }
}
