package io.seatline.lambda;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import io.seatline.events.BookingPaidV1;
import io.seatline.events.OfferMadeV1;
import io.seatline.events.RefundCompletedV1;
import io.seatline.lambda.runtime.BusEvent;
import io.seatline.lambda.runtime.Invocation;
import io.seatline.lambda.runtime.LambdaPlatform;
import io.seatline.lambda.runtime.SqsBatch;
import io.seatline.lambda.runtime.Wiring;
import io.seatline.usecase.notice.NotifyCustomer;
import io.seatline.usecase.port.Redelivery;

/** Tells customers what concerns them, from the queue on which a rule of the bus puts it. */
public final class NoticeHandler implements RequestHandler<SQSEvent, SQSBatchResponse> {
    private final NotifyCustomer notifyCustomer;
    private final Redelivery redelivery;
    private final Invocation invocation;

    /** For the Lambda runtime. */
    public NoticeHandler() {
        this(LambdaPlatform.primed());
    }

    public NoticeHandler(Wiring wiring) {
        notifyCustomer = wiring.notifyCustomer();
        redelivery = wiring.noticeRedelivery();
        invocation = wiring.invocation();
    }

    @Override
    public SQSBatchResponse handleRequest(SQSEvent event, Context context) {
        return invocation.run(
                context, () -> SqsBatch.each(event, redelivery, message -> tell(BusEvent.read(message.getBody()))));
    }

    private void tell(BusEvent event) {
        switch (event.type()) {
            case OfferMadeV1.DETAIL_TYPE -> notifyCustomer.offerMade(event.as(OfferMadeV1.class));
            case BookingPaidV1.DETAIL_TYPE -> notifyCustomer.bookingPaid(event.as(BookingPaidV1.class));
            case RefundCompletedV1.DETAIL_TYPE -> notifyCustomer.refundCompleted(event.as(RefundCompletedV1.class));
            default ->
                throw new IllegalStateException("no customer is told of \"" + event.type() + "\"; see infra-cdk");
        }
    }
}
