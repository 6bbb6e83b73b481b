package io.seatline.local.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.seatline.local.testing.ApiClient.Answer;
import io.seatline.local.testing.Customer;
import io.seatline.local.testing.SeatlineExtension;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The limits against hoarding: unpaid holds, lapsed holds and waitlist entries. */
class HoardingTest {
    @RegisterExtension
    static final SeatlineExtension seatline = new SeatlineExtension();

    @Test
    void three_lapsed_holds_of_a_show_refuse_a_fourth_for_fifteen_minutes() {
        String show = seatline.show();
        Customer alice = seatline.customer();
        alice.cancel(alice.reserve(show, "B1").bookingId());
        alice.reserve(show, "B2");
        seatline.pass(SeatlineExtension.HOLD.plusSeconds(2));
        alice.cancel(alice.reserve(show, "B3").bookingId());

        Answer refused = alice.reserve(show, "B4");

        assertEquals(429, refused.status(), refused::text);
        assertEquals("too_many_lapses", refused.code());
        assertEquals(show, refused.body().path("show_id").asText());
        int seconds = refused.body().path("retry_after").asInt();
        assertTrue(seconds > 890 && seconds <= 900, refused::text);
        assertEquals(Integer.toString(seconds), refused.header("retry-after").orElseThrow());
        Answer elsewhere = alice.reserve(seatline.show(), "B4");
        assertEquals(201, elsewhere.status(), elsewhere::text);
        alice.cancel(elsewhere.bookingId());

        seatline.pass(Duration.ofSeconds(seconds));

        assertEquals(201, alice.reserve(show, "B4").status());
    }

    @Test
    void sixth_live_waitlist_entry_is_refused_until_one_has_ended() {
        Customer alice = seatline.customer();
        List<String> entries = Stream.generate(seatline::show)
                .limit(5)
                .map(show -> {
                    seatline.customer().reserve(show, "B1");
                    return alice.join(show, 10).entry();
                })
                .toList();
        seatline.settle();
        String sixth = seatline.show();

        Answer refused = alice.join(sixth, 2);

        assertEquals(409, refused.status(), refused::text);
        assertEquals("too_many_entries", refused.code());
        assertEquals(entries, refused.texts("entry_ids"));
        assertEquals(entries.reversed(), listed(alice));
        alice.leave(entries.get(2));
        assertEquals(202, alice.join(sixth, 2).status());
        assertEquals(5, listed(alice).size());
        assertEquals(0, listed(seatline.customer()).size());
    }

    private static List<String> listed(Customer customer) {
        Answer answer = customer.get("/api/v1/waitlist");
        assertEquals(200, answer.status(), answer::text);
        return answer.body()
                .path("entries")
                .valueStream()
                .map((JsonNode entry) -> entry.path("entry_id").asText())
                .toList();
    }
}
