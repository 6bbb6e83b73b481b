package io.seatline.local.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.seatline.events.metric.Metric;
import io.seatline.local.e2e.NoticeWebhook.Notice;
import io.seatline.local.testing.ApiClient.Answer;
import io.seatline.local.testing.Customer;
import io.seatline.local.testing.SeatlineExtension;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What the operator's webhook hears of customers, also when it was away. */
class NoticesTest {
    private static final String QUEUE = "seatline-dev-notices";
    private static final String DEAD_LETTERS = "seatline-dev-notices-dlq";

    @AutoClose
    private final NoticeWebhook webhook = new NoticeWebhook();

    @RegisterExtension
    final SeatlineExtension seatline =
            new SeatlineExtension(settings -> settings.withNoticeWebhook(webhook.url(), webhook.secret()));

    private Customer alice;
    private String show;

    @BeforeEach
    void takeAShow() {
        alice = seatline.customer("alice");
        show = seatline.show();
    }

    private Answer paid() {
        Answer held = alice.reserve(show, "B1", "B2");
        seatline.approve(held.payUrl());
        seatline.pass(Duration.ofSeconds(2));
        assertEquals("PAID", alice.booking(held.bookingId()).state());
        return held;
    }

    private Answer offered() {
        Answer joined = alice.join(show, 2);
        seatline.settle();
        Answer entry = alice.entry(joined.entry());
        assertEquals("OFFERED", entry.state(), entry::text);
        return entry;
    }

    private Notice only(String type) {
        List<Notice> notices = webhook.taken(type);
        assertEquals(1, notices.size(), notices::toString);
        assertTrue(notices.getFirst().signed());
        return notices.getFirst();
    }

    @Test
    void an_offer_is_told_signed() {
        Answer entry = offered();

        Notice notice = only("offer.made");
        assertEquals(entry.bookingId(), notice.data().path("booking_id").asText());
        assertEquals("alice", notice.data().path("customer_id").asText());
        assertEquals(
                entry.body().path("offer_expires_at").asText(),
                notice.data().path("offer_expires_at").asText());
    }

    @Test
    void a_payment_and_its_refund_are_told_signed() {
        Answer paid = paid();
        seatline.support().post("/api/v1/support/bookings/" + paid.bookingId() + "/refund", "");
        seatline.pass(Duration.ofSeconds(5));

        for (String type : List.of("booking.paid", "refund.completed")) {
            Notice notice = only(type);
            assertEquals(paid.bookingId(), notice.data().path("booking_id").asText());
            assertEquals("alice", notice.data().path("customer_id").asText());
            assertEquals(180_000, notice.data().path("amount").asLong());
        }
    }

    @Test
    void what_a_webhook_did_not_take_it_hears_once_it_is_back() {
        webhook.breakDown();
        paid();
        seatline.pass(Duration.ofMinutes(10));
        webhook.mend();
        seatline.pass(Duration.ofMinutes(2));

        List<Notice> refused = webhook.refused("booking.paid");
        assertTrue(refused.size() >= 8 && refused.size() <= 12, () -> refused.size() + " tries in ten minutes");
        Notice told = only("booking.paid");
        assertEquals(refused.getFirst().id(), told.id());
        assertEquals(refused.getFirst().data(), told.data());
        assertTrue(told.timestamp() > refused.getLast().timestamp(), "it says when it was sent, not when it was made");
        assertEquals(0, seatline.messagesIn(QUEUE));
        assertEquals(0, seatline.messagesIn(DEAD_LETTERS));
    }

    @Test
    void an_offer_that_ran_out_while_the_webhook_was_away_is_not_told() {
        webhook.breakDown();
        offered();
        seatline.pass(SeatlineExtension.HOLD);
        webhook.mend();
        seatline.pass(Duration.ofMinutes(3));

        assertTrue(webhook.refused("offer.made").size() >= 7);
        assertEquals(List.of(), webhook.taken("offer.made"));
        assertEquals(1, seatline.running().metrics().counted(Metric.NOTICE_TOO_LATE));
        assertEquals(0, seatline.messagesIn(QUEUE));
        assertEquals(0, seatline.messagesIn(DEAD_LETTERS));
    }

    @Test
    void what_a_webhook_does_not_take_for_an_hour_is_set_aside() {
        webhook.breakDown();
        paid();
        for (int minutes = 0; minutes < 75; minutes++) {
            seatline.clock().advance(Duration.ofMinutes(1));
            seatline.settle();
        }

        List<Notice> refused = webhook.refused("booking.paid");
        Duration tried =
                Duration.between(refused.getFirst().sentAt(), refused.getLast().sentAt());
        assertTrue(tried.compareTo(Duration.ofMinutes(55)) > 0, tried::toString);
        assertTrue(tried.compareTo(Duration.ofMinutes(70)) < 0, tried::toString);
        assertEquals(0, seatline.messagesIn(QUEUE));
        assertEquals(1, seatline.messagesIn(DEAD_LETTERS));
    }
}
