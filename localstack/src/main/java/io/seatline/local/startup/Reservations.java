package io.seatline.local.startup;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.seatline.domain.catalog.Show;
import io.seatline.domain.seating.ShowSeat;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.List;

/** Events that reserve three free seats: each for another customer, each pair in another show. */
final class Reservations {
    private static final String SAMPLE = "/samples/lambda/reserve.json";
    private static final int SEATS = 3;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Iterator<Show> shows;
    private final ObjectNode sample;
    private int made;

    Reservations(List<Show> shows) {
        this.shows = shows.iterator();
        try (InputStream in = Reservations.class.getResourceAsStream(SAMPLE)) {
            sample = (ObjectNode) JSON.readTree(in);
        } catch (IOException e) {
            throw new UncheckedIOException("no sample of a reservation", e);
        }
    }

    /** Two events in a show that nobody has asked for before. */
    List<byte[]> pair() {
        Show show = shows.next();
        List<String> seats = show.layout().rows().stream()
                .flatMap(row -> row.seats().stream())
                .map(seat -> new ShowSeat(show.id(), seat.number()).id())
                .limit(2 * SEATS)
                .toList();
        return List.of(event(seats.subList(0, SEATS)), event(seats.subList(SEATS, 2 * SEATS)));
    }

    private byte[] event(List<String> seats) {
        ObjectNode event = sample.deepCopy();
        String customer = "customer-" + ++made;
        ((ObjectNode) event.at("/requestContext/authorizer/jwt/claims")).put("sub", customer);
        ((ObjectNode) event.get("headers")).put("idempotency-key", "start-" + customer);
        try {
            event.put(
                    "body",
                    JSON.writeValueAsString(JSON.createObjectNode().set("show_seats", JSON.valueToTree(seats))));
            return JSON.writeValueAsBytes(event);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Makes sure that seats were reserved.
     *
     * @throws IllegalStateException when the answer is no 201, or Seatline's names no page to pay on
     */
    static void check(Subject subject, String answer) {
        try {
            JsonNode response = JSON.readTree(answer);
            JsonNode body = JSON.readTree(response.path("body").asText());
            boolean payable = body.at("/payment/pay_url").asText().startsWith("http");
            if (response.path("statusCode").asInt() != 201 || (subject == Subject.SEATLINE && !payable)) {
                throw new IllegalStateException("no reservation: " + answer);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("no answer of an HTTP function: " + answer, e);
        }
    }
}
