package io.seatline.lambda;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import io.seatline.events.BookingPaidV1;
import io.seatline.events.OfferMadeV1;
import io.seatline.events.RefundCompletedV1;
import io.seatline.usecase.TellCustomer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** Tells customers what concerns them; EventBridge's rule sends the events. */
public final class NoticeHandler implements RequestStreamHandler {
    private final TellCustomer tellCustomer;
    private final Invocation invocation;

    /** For the Lambda runtime. */
    public NoticeHandler() {
        this(Aws.primed());
    }

    public NoticeHandler(Wiring wiring) {
        tellCustomer = wiring.tellCustomer();
        invocation = wiring.invocation();
    }

    @Override
    public void handleRequest(InputStream input, OutputStream output, Context context) throws IOException {
        BusEvent event = BusEvent.read(input);
        invocation.run(context, () -> tell(event));
        output.write("{}".getBytes(StandardCharsets.UTF_8));
    }

    private boolean tell(BusEvent event) {
        switch (event.type()) {
            case OfferMadeV1.DETAIL_TYPE -> tellCustomer.offerMade(event.as(OfferMadeV1.class));
            case BookingPaidV1.DETAIL_TYPE -> tellCustomer.bookingPaid(event.as(BookingPaidV1.class));
            case RefundCompletedV1.DETAIL_TYPE -> tellCustomer.refundCompleted(event.as(RefundCompletedV1.class));
            default ->
                throw new IllegalStateException("no customer is told of \"" + event.type() + "\"; see infra-cdk");
        }
        return true;
    }
}
