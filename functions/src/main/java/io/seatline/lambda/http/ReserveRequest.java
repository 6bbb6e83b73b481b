package io.seatline.lambda.http;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import io.seatline.domain.CustomerId;
import io.seatline.domain.Policies;
import io.seatline.domain.ShowId;
import io.seatline.domain.Vnd;
import io.seatline.domain.seating.SeatNumber;
import io.seatline.domain.seating.ShowSeat;
import io.seatline.lambda.json.JsonFields;
import io.seatline.usecase.booking.ReserveSeats;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads {@code POST /reserve}. Invalid input is a 400 that names the field. */
public final class ReserveRequest {
    public static final String SEATS = "show_seats";
    static final String SEAT = "a show seat id such as \"sh7f3k.F12\"";
    private static final Pattern KEY = Pattern.compile("[!-~]{1,255}");
    public static final String AMOUNT = "expected_amount";
    private static final String ACCESSIBLE = "accessible";
    private static final long MAX_AMOUNT = 1_000_000_000;

    private ReserveRequest() {}

    public static ReserveSeats.Request read(APIGatewayV2HTTPEvent event) {
        CustomerId customer = Http.customer(event);
        JsonFields body = Http.fields(event).only(SEATS, AMOUNT, ACCESSIBLE);
        List<ShowSeat> seats = body.required(SEATS, body.list(SEATS, 1, Policies.MAX_SEATS, SEAT, ShowSeat::parse));
        ShowId show = seats.getFirst().show();
        requireOf(show, seats);
        return new ReserveSeats.Request(
                customer, show, seats.stream().map(ShowSeat::seat).toList(), key(event), terms(body));
    }

    /** The idempotency key of a request that books seats. */
    public static Optional<String> key(APIGatewayV2HTTPEvent event) {
        Optional<String> key = Http.header(event, "idempotency-key").map(String::strip);
        key.filter(k -> !KEY.matcher(k).matches()).ifPresent(_ -> {
            throw Http.invalid("Idempotency-Key", "must be 1-255 visible ASCII characters, without spaces");
        });
        return key;
    }

    /** One to {@code most} different seats of a show that the path names. */
    public static List<SeatNumber> seats(JsonFields body, ShowId show, int most) {
        List<ShowSeat> seats = body.required(SEATS, body.list(SEATS, 1, most, SEAT, ShowSeat::parse));
        requireOf(show, seats);
        return seats.stream().map(ShowSeat::seat).toList();
    }

    /** The seats of a body that has nothing else. */
    public static List<ShowSeat> seats(APIGatewayV2HTTPEvent event) {
        JsonFields body = Http.fields(event).only(SEATS);
        return body.required(SEATS, body.list(SEATS, 1, Policies.MAX_SEATS, SEAT, ShowSeat::parse));
    }

    /** Returns a 400 for one of the seats, which the booking does not keep. */
    public static Http.Problem notOfBooking(List<ShowSeat> seats, ShowSeat seat) {
        return Http.invalid(SEATS + "[" + seats.indexOf(seat) + "]", "the booking has no seat \"" + seat.id() + "\"");
    }

    /** The total that the client saw. */
    public static Optional<Vnd> amount(JsonFields body) {
        return body.integer(AMOUNT, 0, MAX_AMOUNT).map(Vnd::new);
    }

    private static ReserveSeats.Terms terms(JsonFields body) {
        return new ReserveSeats.Terms(amount(body), body.flag(ACCESSIBLE).orElse(false));
    }

    private static void requireOf(ShowId show, List<ShowSeat> seats) {
        Set<ShowSeat> seen = new HashSet<>();
        for (int i = 0; i < seats.size(); i++) {
            ShowSeat seat = seats.get(i);
            String field = SEATS + "[" + i + "]";
            if (!seen.add(seat)) {
                throw Http.invalid(field, "duplicate seat \"" + seat.id() + "\"");
            }
            if (!seat.show().equals(show)) {
                throw Http.invalid(field, "belongs to another show; a booking is for one show");
            }
        }
    }
}
