package io.seatline.local.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.seatline.events.contract.EventsJson;
import io.seatline.local.testing.ApiClient.Answer;
import io.seatline.local.testing.Customer;
import io.seatline.local.testing.SeatlineExtension;
import io.seatline.local.testing.SeatlineExtension.SoldOut;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A correlation id links every log line, message and event that one request led to. */
class CorrelationTest {
    private final Recording recording = new Recording();

    @RegisterExtension
    final SeatlineExtension seatline = new SeatlineExtension().withCloud(recording::around);

    @Test
    void lapsed_hold_and_the_paid_offer_of_its_seats_have_two_ids() {
        SoldOut soldOut = seatline.soldOut(List.of(List.of("C5", "C6")));
        Answer held = soldOut.holds().getFirst();
        Customer bob = seatline.customer("bob");
        Answer joined = bob.join(soldOut.show(), 2);
        String holdId = requestId(held);
        String entryId = requestId(joined);
        assertNotEquals(holdId, entryId);
        seatline.pass(SeatlineExtension.HOLD.plusSeconds(5));
        String offer = bob.entry(joined.entry()).bookingId();
        Answer payment = bob.payAgain(offer);
        assertNotEquals(entryId, requestId(payment));
        seatline.approve(payment.payUrl());
        seatline.pass(Duration.ofMinutes(4));

        assertEquals(
                "EXPIRED",
                soldOut.customers().getFirst().booking(held.bookingId()).state());
        assertEquals("PAID", bob.booking(offer).state());
        assertCorrelated(
                holdId,
                List.of(held.bookingId()),
                Set.of("SeatsHeld.v1", "BookingExpired.v1", "SeatsReleased.v1", "BOOKING HOLD", "PAYMENT PAYMENT"));
        assertCorrelated(
                entryId,
                List.of(joined.entry(), offer),
                Set.of("Join.v1", "WaitlistJoined.v1", "OfferMade.v1", "SeatsHeld.v1", "BookingPaid.v1"));
        assertEquals(
                entryId,
                seatline.support()
                        .get("/api/v1/support/bookings/" + offer)
                        .body()
                        .path("correlation_id")
                        .asText());
    }

    /** Asserts the id of everything that names one of these bookings or entries, and that this includes these kinds. */
    private void assertCorrelated(String id, List<String> names, Set<String> kinds) {
        Set<String> found = new TreeSet<>();
        recording.sent().stream()
                .filter(sent -> names.stream().anyMatch(sent.json()::contains))
                .forEach(sent -> {
                    Optional<String> known = EventsJson.correlationId(sent.json());
                    // A tick finds a deadline by an index, which does not have the id.
                    assertTrue((isDeadline(sent) && known.isEmpty()) || known.equals(Optional.of(id)), sent::toString);
                    found.add(sent.kind());
                });
        assertTrue(found.containsAll(kinds), () -> "only " + found);
        List<Recording.Line> lines = recording.lines().stream()
                .filter(line -> names.stream().anyMatch(line.message()::contains))
                .toList();
        assertTrue(!lines.isEmpty(), "no log line");
        lines.forEach(line -> assertEquals(id, line.fields().get("correlation_id"), line::toString));
        seatline.bookingItems().stream()
                .filter(item -> names.contains(item.get("booking_id").s()))
                .forEach(item -> assertEquals(id, item.get("correlation_id").s(), item::toString));
    }

    private static boolean isDeadline(Recording.Sent sent) {
        return sent.kind().startsWith("BOOKING ") || sent.kind().startsWith("PAYMENT ");
    }

    /** The id that API Gateway gave to a request. */
    private static String requestId(Answer answer) {
        return answer.header("apigw-requestid").orElseThrow();
    }
}
