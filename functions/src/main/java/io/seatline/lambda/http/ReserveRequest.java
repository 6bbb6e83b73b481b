package io.seatline.lambda.http;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.fasterxml.jackson.databind.JsonNode;
import io.seatline.domain.CustomerId;
import io.seatline.domain.Policies;
import io.seatline.domain.ShowId;
import io.seatline.domain.Vnd;
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
    private static final String AMOUNT = "expected_amount";
    private static final String ACCESSIBLE = "accessible";
    private static final List<String> FIELDS = List.of(SEATS, AMOUNT, ACCESSIBLE);
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
        JsonNode body = Http.jsonBody(event);
        List<ShowSeat> seats = seats(body);
        ShowId show = seats.getFirst().show();
        return new ReserveSeats.Request(
                customer, show, seats.stream().map(ShowSeat::seat).toList(), key, terms(body));
    }

    private static ReserveSeats.Terms terms(JsonNode body) {
        JsonNode amount = body.path(AMOUNT);
        if (!isAbsent(amount) && !(amount.isIntegralNumber() && amount.canConvertToLong() && amount.longValue() >= 0)) {
            throw Http.invalid(AMOUNT, "must be a whole amount in VND");
        }
        JsonNode accessible = body.path(ACCESSIBLE);
        if (!isAbsent(accessible) && !accessible.isBoolean()) {
            throw Http.invalid(ACCESSIBLE, "must be true or false");
        }
        return new ReserveSeats.Terms(
                isAbsent(amount) ? Optional.empty() : Optional.of(new Vnd(amount.longValue())), accessible.asBoolean());
    }

    private static boolean isAbsent(JsonNode node) {
        return node.isMissingNode() || node.isNull();
    }

    private static List<ShowSeat> seats(JsonNode body) {
        body.fieldNames().forEachRemaining(name -> {
            if (!FIELDS.contains(name)) {
                throw Http.invalid(name, "unknown field; the fields are " + String.join(", ", FIELDS));
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
