package io.seatline.lambda;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import io.seatline.domain.OrderId;
import io.seatline.events.EventsJson;
import io.seatline.events.RefundV1;
import io.seatline.lambda.Wiring.Read;
import io.seatline.usecase.RefundPayment;

/** Sends payments back, from the refund queue. */
public final class RefundHandler implements RequestHandler<SQSEvent, SQSBatchResponse> {
    private final RefundPayment refundPayment;
    private final Invocation invocation;

    /** For the Lambda runtime. */
    public RefundHandler() {
        this(Aws.primed(Read.BOOKINGS));
    }

    public RefundHandler(Wiring wiring) {
        refundPayment = wiring.refundPayment();
        invocation = wiring.invocation();
    }

    @Override
    public SQSBatchResponse handleRequest(SQSEvent event, Context context) {
        return invocation.run(
                context,
                () -> SqsBatch.each(
                        event,
                        message -> refundPayment.refund(new OrderId(EventsJson.read(message.getBody(), RefundV1.class)
                                .orderId()))));
    }
}
