package io.seatline.lambda;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import io.seatline.domain.Booking;
import io.seatline.domain.BookingState;
import io.seatline.domain.SeatNumber;
import io.seatline.usecase.FindBookings;
import io.seatline.usecase.Sale;
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
final class PaymentPage {
    private static final String TEMPLATE = resource("payment.html");
    private static final Map<String, String> HEADERS = Map.of(
            "cache-control", "no-store",
            "referrer-policy", "no-referrer",
            "content-security-policy", "default-src 'none'; style-src 'unsafe-inline'");

    private PaymentPage() {}

    static APIGatewayV2HTTPResponse show(APIGatewayV2HTTPEvent event, FindBookings findBookings) {
        Optional<Sale> sale = Http.queryParameter(event, "orderId").flatMap(findBookings::ofOrder);
        return sale.map(s -> page(200, s.booking()))
                .orElseGet(
                        () -> page(404, "We do not know this payment", "Please look into your bookings.", "", false));
    }

    private static APIGatewayV2HTTPResponse page(int status, Booking booking) {
        String seats = booking.seats().stream().map(SeatNumber::value).collect(Collectors.joining(", "));
        String facts = "<dl><dt>Booking</dt><dd>%s</dd><dt>Seats</dt><dd>%s</dd><dt>Amount</dt><dd>%s ₫</dd></dl>"
                .formatted(
                        booking.id(),
                        seats,
                        String.format(
                                Locale.of("vi", "VN"), "%,d", booking.amount().amount()));
        boolean waiting = booking.state() == BookingState.IN_BOOKING;
        return switch (booking.state()) {
            case PAID -> page(status, "Your seats are booked", "Enjoy the movie!", facts, waiting);
            case IN_BOOKING ->
                page(status, "Waiting for MoMo", "This page looks again every few seconds.", facts, waiting);
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
