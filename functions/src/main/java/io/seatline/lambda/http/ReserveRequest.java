package io.seatline.lambda.http;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.fasterxml.jackson.databind.JsonNode;
import io.seatline.domain.CustomerId;
import io.seatline.domain.Policies;
import io.seatline.domain.ShowId;
import io.seatline.domain.seating.ShowSeat;
import io.seatline.usecase.booking.ReserveSeats;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads {@code POST /reserve}. Invalid input is a 400 that names the field. */
public final class ReserveRequest {
    private static final String SEATS = "show_seats";
    private static final int MAX_KEY_LENGTH = 255;

    private ReserveRequest() {}

    public static ReserveSeats.Request read(APIGatewayV2HTTPEvent event) {
        CustomerId customer = Http.customer(event);
        Optional<String> key = Http.header(event, "idempotency-key").map(String::strip);
        key.ifPresent(k -> {
            if (k.isEmpty() || k.length() > MAX_KEY_LENGTH) {
                throw Http.invalid("Idempotency-Key", "must have 1-" + MAX_KEY_LENGTH + " characters");
            }
        });
        List<ShowSeat> seats = seats(Http.jsonBody(event));
        ShowId show = seats.getFirst().show();
        return new ReserveSeats.Request(
                customer, show, seats.stream().map(ShowSeat::seat).toList(), key);
    }

    private static List<ShowSeat> seats(JsonNode body) {
        body.fieldNames().forEachRemaining(name -> {
            if (!name.equals(SEATS)) {
                throw Http.invalid(name, "unknown field; the only field is show_seats");
            }
        });
        JsonNode ids = body.get(SEATS);
        if (ids == null || !ids.isArray()) {
            throw Http.invalid(SEATS, "must be an array of show seat ids such as \"sh7f3k.F12\"");
        }
        if (ids.isEmpty() || ids.size() > Policies.MAX_SEATS) {
            throw Http.invalid(SEATS, "must contain 1-" + Policies.MAX_SEATS + " seats, not " + ids.size());
        }
        List<ShowSeat> seats = new ArrayList<>();
        Set<ShowSeat> seen = new HashSet<>();
        for (int i = 0; i < ids.size(); i++) {
            String field = SEATS + "[" + i + "]";
            if (!ids.get(i).isTextual()) {
                throw Http.invalid(field, "must be a show seat id such as \"sh7f3k.F12\"");
            }
            ShowSeat seat = ShowSeat.parse(ids.get(i).textValue())
                    .orElseThrow(() -> Http.invalid(field, "must be a show seat id such as \"sh7f3k.F12\""));
            if (!seen.add(seat)) {
                throw Http.invalid(field, "duplicate seat \"" + seat.id() + "\"");
            }
            if (!seat.show()
                    .equals(seats.isEmpty() ? seat.show() : seats.getFirst().show())) {
                throw Http.invalid(field, "belongs to another show; a booking is for one show");
            }
            seats.add(seat);
        }
        return seats;
    }
}
