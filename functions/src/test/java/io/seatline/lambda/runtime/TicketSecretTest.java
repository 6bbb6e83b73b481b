package io.seatline.lambda.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.seatline.domain.BookingId;
import io.seatline.domain.ShowId;
import io.seatline.domain.seating.SeatNumber;
import io.seatline.domain.ticket.Ticket;
import io.seatline.testing.CountingMetrics;
import io.seatline.usecase.ticket.TicketTokens;
import io.seatline.usecase.ticket.TicketTokens.Reading;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Reading the ticket keys from Secrets Manager. */
class TicketSecretTest {
    private static final String SECRET = "{\"current\":\"%s\",\"previous\":\"%s\"}";
    private static final String FIRST = "the first random text of the keys";
    private static final String SECOND = "the second random text of the keys";
    private static final Ticket TICKET =
            new Ticket(new ShowId("sh7f3k"), new BookingId("bk" + "a".repeat(26)), List.of(new SeatNumber("F12")), 0);

    private Instant now = Instant.parse("2026-11-23T08:00:00Z");
    private String stored = SECRET.formatted(FIRST, "");
    private int reads;

    @Test
    void door_learns_a_rotated_key_and_reads_the_secret_at_most_each_ten_seconds() {
        CachedSecrets secrets = new CachedSecrets(
                _ -> {
                    reads++;
                    return stored;
                },
                () -> now);
        TicketTokens door = wiring(secrets).ticketTokens();
        String old = door.sign(TICKET);
        stored = SECRET.formatted(SECOND, FIRST);
        String fresh = wiring(_ -> stored).ticketTokens().sign(TICKET);

        for (int scan = 0; scan < 100; scan++) {
            assertInstanceOf(Reading.Forged.class, door.read(fresh));
        }
        assertEquals(1, reads);

        now = now.plus(Duration.ofSeconds(11));
        assertInstanceOf(Reading.Genuine.class, door.read(fresh));
        assertInstanceOf(Reading.Genuine.class, door.read(old));
        assertEquals(2, reads);
    }

    private static Wiring wiring(Platform.Secrets secrets) {
        return new Wiring(new Platform(
                Map.of("TICKET_SECRET_ID", "seatline-test-tickets"),
                Instant::now,
                new Random(1),
                () -> {
                    throw new AssertionError();
                },
                () -> {
                    throw new AssertionError();
                },
                () -> {
                    throw new AssertionError();
                },
                () -> {
                    throw new AssertionError();
                },
                secrets,
                new CountingMetrics()));
    }
}
