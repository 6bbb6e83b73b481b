package io.seatline.adapter.ticket;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.seatline.domain.BookingId;
import io.seatline.domain.ShowId;
import io.seatline.domain.seating.SeatNumber;
import io.seatline.domain.ticket.Ticket;
import io.seatline.usecase.ticket.TicketTokens;
import io.seatline.usecase.ticket.TicketTokens.Reading;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Compares keys and tokens with those of {@code golden.py}, which shares no code with Seatline. */
class GoldenTokensTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final JsonNode GOLDEN = golden();

    /** A token with its ticket, and the name of its key. */
    private record Golden(Ticket ticket, String key, String cose, String token) {}

    private static Stream<Golden> tickets() {
        return StreamSupport.stream(GOLDEN.get("tickets").spliterator(), false).map(vector -> {
            List<SeatNumber> seats = new ArrayList<>();
            vector.get("seats").forEach(seat -> seats.add(new SeatNumber(seat.asText())));
            Ticket ticket = new Ticket(
                    new ShowId(vector.get("show").asText()),
                    new BookingId(vector.get("booking").asText()),
                    seats,
                    vector.get("epoch").asInt());
            return new Golden(
                    ticket,
                    vector.get("key").asText(),
                    vector.get("cose").asText(),
                    vector.get("token").asText());
        });
    }

    @ParameterizedTest
    @MethodSource("tickets")
    void signs_the_same_bytes(Golden golden) {
        String text = GOLDEN.get("secret").get(golden.key).asText();

        String token = TicketFixture.tokens(text, "").sign(golden.ticket);

        assertEquals(golden.token, token);
        assertEquals(golden.cose, HexFormat.of().formatHex(Base45.decode(token).orElseThrow()));
    }

    @ParameterizedTest
    @MethodSource("tickets")
    void reads_tokens_of_both_keys(Golden golden) {
        assertEquals(new Reading.Genuine(golden.ticket), tokens().read(golden.token));
    }

    @Test
    void publishes_the_same_key_set() throws IOException {
        assertEquals(GOLDEN.get("jwks"), JSON.readTree(tokens().publicKeys()));
    }

    private static TicketTokens tokens() {
        JsonNode secret = GOLDEN.get("secret");
        return TicketFixture.tokens(
                secret.get("current").asText(), secret.get("previous").asText());
    }

    private static JsonNode golden() {
        try (InputStream vectors = GoldenTokensTest.class.getResourceAsStream("golden.json")) {
            return JSON.readTree(vectors);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
