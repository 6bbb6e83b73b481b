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
import io.seatline.usecase.mail.SendMail;
import io.seatline.usecase.port.Redelivery;
import java.util.Optional;

/** Mails customers for events that a rule of the bus puts on the mail queue. Without a sender it drops them. */
public final class MailHandler implements RequestHandler<SQSEvent, SQSBatchResponse> {
    private final Optional<SendMail> sendMail;
    private final Redelivery redelivery;
    private final Invocation invocation;

    /** For the Lambda runtime. */
    public MailHandler() {
        this(LambdaPlatform.primed());
    }

    public MailHandler(Wiring wiring) {
        sendMail = wiring.sendMail();
        redelivery = wiring.mailRedelivery();
        invocation = wiring.invocation();
    }

    @Override
    public SQSBatchResponse handleRequest(SQSEvent event, Context context) {
        return invocation.run(
                context,
                () -> SqsBatch.each(
                        event,
                        redelivery,
                        message -> sendMail.ifPresent(mail -> send(mail, BusEvent.read(message.getBody())))));
    }

    private static void send(SendMail mail, BusEvent event) {
        switch (event.type()) {
            case OfferMadeV1.DETAIL_TYPE -> mail.offerMade(event.as(OfferMadeV1.class));
            case BookingPaidV1.DETAIL_TYPE -> mail.bookingPaid(event.as(BookingPaidV1.class));
            case RefundSucceededV1.DETAIL_TYPE -> mail.refundSucceeded(event.as(RefundSucceededV1.class));
            case RefundRequestedV1.DETAIL_TYPE -> mail.refundRequested(event.as(RefundRequestedV1.class));
            case BookingCancelledV1.DETAIL_TYPE -> mail.bookingCancelled(event.as(BookingCancelledV1.class));
            case WaitlistLapsedV1.DETAIL_TYPE -> mail.waitlistLapsed(event.as(WaitlistLapsedV1.class));
            default ->
                throw new IllegalStateException(
                        "no mail for event \"" + event.type() + "\"; check the rule in infra-cdk");
        }
    }
}
