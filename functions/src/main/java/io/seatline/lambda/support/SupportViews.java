package io.seatline.lambda.support;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.seatline.domain.CustomerId;
import io.seatline.domain.payment.Payment;
import io.seatline.lambda.http.Views;
import io.seatline.usecase.payment.CustomerBooking;
import io.seatline.usecase.support.FindForSupport;
import io.seatline.usecase.support.HistoryStep;
import java.util.List;

/** Converts a booking with its payments, cases and history to JSON views of the API. */
final class SupportViews {
    private SupportViews() {}

    /**
     * A booking; {@code customer_id} is null if staff booked at the counter, {@code correlation_id} if the booking is from
     * before such ids.
     */
    @JsonNaming(SnakeCaseStrategy.class)
    record DetailsView(
            Views.BookingView booking,
            String customerId,
            String correlationId,
            List<PaymentView> payments,
            List<Views.CaseView> cases,
            List<StepView> history) {}

    /** A payment; {@code trans_id} is MoMo's transaction, null until it is captured. */
    @JsonNaming(SnakeCaseStrategy.class)
    record PaymentView(
            String orderId, String provider, String status, long amount, long refundedAmount, String transId) {}

    record StepView(String at, String event, String by, String detail) {}

    static DetailsView details(FindForSupport.Found found) {
        return new DetailsView(
                Views.booking(CustomerBooking.of(found.details())),
                found.details().booking().customer().map(CustomerId::value).orElse(null),
                found.correlationId().orElse(null),
                found.details().payments().stream().map(SupportViews::payment).toList(),
                found.cases().stream().map(Views::supportCase).toList(),
                found.history().stream().map(SupportViews::step).toList());
    }

    private static PaymentView payment(Payment p) {
        return new PaymentView(
                p.id().value(),
                p.provider().name(),
                p.state().name(),
                p.amount().amount(),
                p.refunded().amount(),
                p.transId().orElse(null));
    }

    private static StepView step(HistoryStep step) {
        return new StepView(step.at().toString(), step.event(), step.by(), step.detail());
    }
}
