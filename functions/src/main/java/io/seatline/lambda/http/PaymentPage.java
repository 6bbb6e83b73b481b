package io.seatline.lambda.http;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import io.seatline.domain.booking.Booking;
import io.seatline.domain.booking.BookingState;
import io.seatline.domain.payment.Payment;
import io.seatline.domain.payment.PaymentState;
import io.seatline.domain.seating.SeatNumber;
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
 * The page to which MoMo sends the customer's browser back. It shows the booking as Seatline knows it, whatever the
 * address says, and looks again while the payment is not confirmed.
 */
public final class PaymentPage {
    private static final String TEMPLATE = resource("payment.html");
    private static final Map<String, String> HEADERS = Map.of(
            "cache-control", "no-store",
            "referrer-policy", "no-referrer",
            "content-security-policy", "default-src 'none'; style-src 'unsafe-inline'");

    private PaymentPage() {}

    public static APIGatewayV2HTTPResponse show(APIGatewayV2HTTPEvent event, FindBookings findBookings) {
        Optional<PaymentWithBooking> attempt =
                Http.queryParameter(event, "orderId").flatMap(findBookings::payment);
        return attempt.map(a -> page(200, a.booking(), a.payment()))
                .orElseGet(
                        () -> page(404, "We do not know this payment", "Please look into your bookings.", "", false));
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
        boolean returned = payment.state() == PaymentState.REFUND_PENDING || payment.state() == PaymentState.REFUNDED;
        return switch (booking.state()) {
            case PAID ->
                page(
                        status,
                        "Your seats are booked",
                        returned ? "They were paid twice: MoMo returns this payment." : "Enjoy the movie!",
                        facts,
                        waiting);
            case IN_BOOKING ->
                waiting
                        ? page(status, "Waiting for MoMo", "This page looks again every few seconds.", facts, true)
                        : page(
                                status,
                                "Nothing was paid",
                                "Your seats are still held for a while: go back to your booking and pay again.",
                                facts,
                                false);
            case EXPIRED ->
                page(
                        status,
                        "The hold has run out",
                        "If MoMo took your money, you get the seats, if they are still free, or the money back.",
                        facts,
                        waiting);
            case CANCELLED -> page(status, "The booking was cancelled", "Nothing is to be paid.", facts, waiting);
            case REFUND_PENDING ->
                page(status, "Your money is on its way back", "MoMo is returning it.", facts, waiting);
            case REFUNDED -> page(status, "Your money has gone back", "MoMo has returned it.", facts, waiting);
            case REFUND_FAILED ->
                page(status, "We are looking into your refund", "Our support is on it.", facts, waiting);
        };
    }

    private static APIGatewayV2HTTPResponse page(
            int status, String title, String text, String facts, boolean lookAgain) {
        String html = TEMPLATE.replace("{{refresh}}", lookAgain ? "<meta http-equiv=\"refresh\" content=\"3\">" : "")
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
