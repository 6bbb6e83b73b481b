package io.seatline.lambda;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import io.seatline.domain.payment.RefundId;
import io.seatline.events.contract.EventsJson;
import io.seatline.events.message.RefundV1;
import io.seatline.lambda.runtime.Invocation;
import io.seatline.lambda.runtime.LambdaPlatform;
import io.seatline.lambda.runtime.SqsBatch;
import io.seatline.lambda.runtime.Wiring;
import io.seatline.lambda.runtime.Wiring.Read;
import io.seatline.usecase.refund.MakeRefund;

/** Makes the refunds on the refund queue. */
public final class RefundHandler implements RequestHandler<SQSEvent, SQSBatchResponse> {
    private final MakeRefund makeRefund;
    private final Invocation invocation;

    /** For the Lambda runtime. */
    public RefundHandler() {
        this(LambdaPlatform.primed(Read.BOOKINGS));
    }

    public RefundHandler(Wiring wiring) {
        makeRefund = wiring.makeRefund();
        invocation = wiring.invocation();
    }

    @Override
    public SQSBatchResponse handleRequest(SQSEvent event, Context context) {
        return invocation.run(
                context,
                () -> SqsBatch.each(
                        event,
                        message -> makeRefund.make(RefundId.parse(EventsJson.read(message.getBody(), RefundV1.class)
                                        .refundId())
                                .orElseThrow())));
    }
}
