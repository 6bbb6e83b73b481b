package io.seatline.lambda.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import io.seatline.domain.BookingId;
import io.seatline.domain.CustomerId;
import io.seatline.domain.booking.BookingPosition;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads and writes the cursor of a customer's bookings: the position after which the next page begins, and the
 * customer, in base64url. It needs no signature, because a query reads only bookings that the caller may see.
 */
public final class BookingsCursor {
    private static final String CURSOR = "cursor";
    private static final Pattern FORM = Pattern.compile("(\\d{1,15})\\.(bk[a-z2-7]{26})\\..+", Pattern.DOTALL);

    private BookingsCursor() {}

    /** Reads the position after which the caller's page begins; empty for the first page, 400 for a bad cursor. */
    public static Optional<BookingPosition> read(APIGatewayV2HTTPEvent event) {
        return read(event, Http.customer(event));
    }

    /** Reads the position after which a page of this customer's bookings begins. */
    public static Optional<BookingPosition> read(APIGatewayV2HTTPEvent event, CustomerId customer) {
        return Http.queryParameter(event, CURSOR).map(cursor -> parse(cursor)
                .filter(position -> write(position, customer).equals(cursor))
                .orElseThrow(() -> Http.invalid(CURSOR, "must be the next_cursor of a page of the same bookings")));
    }

    private static Optional<BookingPosition> parse(String cursor) {
        try {
            Matcher parts = FORM.matcher(new String(Base64.getUrlDecoder().decode(cursor), UTF_8));
            return parts.matches()
                    ? Optional.of(new BookingPosition(
                            Instant.ofEpochMilli(Long.parseLong(parts.group(1))), new BookingId(parts.group(2))))
                    : Optional.empty();
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    static String write(BookingPosition position, CustomerId customer) {
        String text = position.createdAt().toEpochMilli() + "." + position.booking() + "." + customer;
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(UTF_8));
    }
}
