package io.seatline.lambda.http;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import io.seatline.domain.booking.Booking;
import io.seatline.domain.booking.BookingState;
import io.seatline.domain.payment.Payment;
import io.seatline.domain.payment.PaymentState;
import io.seatline.domain.seating.SeatNumber;
import io.seatline.usecase.booking.CheckPayment;
import io.seatline.usecase.booking.FindBookings;
import io.seatline.usecase.booking.FindBookings.PaymentWithBooking;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Renders the page that MoMo redirects the customer's browser to. It shows the booking as stored and refreshes until the
 * payment is confirmed. The query never confirms a payment. If MoMo signed it and the payment is open, its IPN may be
 * lost, so the page has MoMo asked.
 */
public final class PaymentPage {
    private static final String IF_PAID_LATE = "If you paid, you get the seats if they are still free, or a refund.";

    private static final String TEMPLATE = resource("payment.html");
    private static final Map<String, String> HEADERS = Map.of(
            "cache-control", "no-store",
            "referrer-policy", "no-referrer",
            "content-security-policy", "default-src 'none'; style-src 'unsafe-inline'");

    private PaymentPage() {}

    public static APIGatewayV2HTTPResponse show(
            APIGatewayV2HTTPEvent event, FindBookings findBookings, CheckPayment checkPayment) {
        Optional<PaymentWithBooking> attempt =
                Http.queryParameter(event, "orderId").flatMap(findBookings::payment);
        return attempt.map(a -> checkPayment.checkReturn(a, QueryParameters.decoded(event)))
                .map(a -> page(200, a.booking(), a.payment()))
                .orElseGet(() -> page(404, "We do not know this payment", "Please check your bookings.", "", false));
    }

    private static APIGatewayV2HTTPResponse page(int status, Booking booking, Payment payment) {
        String seats = booking.seats().stream().map(SeatNumber::value).collect(Collectors.joining(", "));
        String facts = "<dl><dt>Booking</dt><dd>%s</dd><dt>Seats</dt><dd>%s</dd><dt>Amount</dt><dd>%s ₫</dd></dl>"
                .formatted(
                        booking.id(),
                        seats,
                        String.format(
                                Locale.of("vi", "VN"), "%,d", booking.amount().amount()));
        boolean waiting = booking.state() == BookingState.IN_BOOKING && payment.state() != PaymentState.FAILED;
        boolean paidTwice = payment.refunds() > 0 && !booking.paidBy().equals(Optional.of(payment.id()));
        return switch (booking.state()) {
            case PAID ->
                page(
                        status,
                        "Your seats are booked",
                        paidTwice ? "You paid twice. MoMo refunds this payment." : "Enjoy the movie!",
                        facts,
                        waiting);
            case IN_BOOKING ->
                waiting
                        ? page(status, "Waiting for MoMo", "This page refreshes every few seconds.", facts, true)
                        : page(
                                status,
                                "Nothing was paid",
                                "Your seats are still held. Go back to your booking and pay again.",
                                facts,
                                false);
            case EXPIRED -> page(status, "Your hold has expired", IF_PAID_LATE, facts, waiting);
            case CANCELLED, BLOCKED -> page(status, "The booking was cancelled", IF_PAID_LATE, facts, waiting);
            case REFUND_PENDING -> page(status, "Your refund is on its way", "MoMo is processing it.", facts, waiting);
            case REFUNDED -> page(status, "Your payment was refunded", "MoMo has sent the money back.", facts, waiting);
            case REFUND_FAILED ->
                page(status, "We are looking into your refund", "Our support team is handling it.", facts, waiting);
        };
    }

    private static APIGatewayV2HTTPResponse page(int status, String title, String text, String facts, boolean refresh) {
        String html = TEMPLATE.replace("{{refresh}}", refresh ? "<meta http-equiv=\"refresh\" content=\"3\">" : "")
                .replace("{{title}}", title)
                .replace("{{text}}", text)
                .replace("{{facts}}", facts);
        return Http.respond(status, "text/html; charset=utf-8", html, HEADERS);
    }

    private static String resource(String name) {
        try (InputStream in = PaymentPage.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
