package io.seatline.local.e2e;

import static java.util.stream.Collectors.toCollection;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.seatline.events.metric.Metric;
import io.seatline.local.app.Settings.Webhooks;
import io.seatline.local.e2e.NoticeWebhook.Notice;
import io.seatline.local.testing.ApiClient.Answer;
import io.seatline.local.testing.Customer;
import io.seatline.local.testing.SeatlineExtension;
import io.seatline.local.testing.SeatlineExtension.SoldOut;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Notices to the operator's webhook, also after an outage of the webhook. */
class NoticesTest {
    private static final String QUEUE = "seatline-dev-notices";
    private static final String DEAD_LETTERS = "seatline-dev-notices-dlq";

    @AutoClose
    private final NoticeWebhook webhook = new NoticeWebhook();

    @RegisterExtension
    final SeatlineExtension seatline =
            new SeatlineExtension(settings -> settings.withWebhooks(new Webhooks("", webhook.url(), webhook.secret())));

    private Customer alice;
    private String show;

    @BeforeEach
    void chooseShow() {
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
        List<Notice> notices = webhook.accepted(type);
        assertEquals(1, notices.size(), notices::toString);
        assertTrue(notices.getFirst().signed());
        return notices.getFirst();
    }

    @Test
    void offer_is_sent_signed() {
        Answer entry = offered();

        Notice notice = only("offer.made");
        assertEquals(entry.bookingId(), notice.data().path("booking_id").asText());
        assertEquals("alice", notice.data().path("customer_id").asText());
        assertEquals(
                entry.body().path("offer_expires_at").asText(),
                notice.data().path("offer_expires_at").asText());
    }

    @Test
    void payment_and_refund_are_sent_signed() {
        Answer paid = paid();
        seatline.support().post("/api/v1/support/bookings/" + paid.bookingId() + "/refund", "");
        seatline.pass(Duration.ofSeconds(5));

        for (String type : List.of("booking.paid", "refund.succeeded")) {
            Notice notice = only(type);
            assertEquals(paid.bookingId(), notice.data().path("booking_id").asText());
            assertEquals("alice", notice.data().path("customer_id").asText());
            assertEquals(180_000, notice.data().path("amount").asLong());
        }
    }

    @Test
    void customers_of_a_cancelled_show_are_told_whether_they_paid_or_hold_or_wait() {
        SoldOut all = seatline.soldOut(List.of(List.of("B1"), List.of("C1")));
        Customer manager = seatline.customer("mai", "manager");
        String desk = "/api/v1/manage/shows/" + all.show();
        all.cancel(1);
        seatline.settle();
        Answer sold = manager.post(desk + "/sales", "{\"show_seats\":[\"%s.C1\"]}".formatted(all.show()));
        assertEquals(201, sold.status(), sold::text);
        Answer waiting = alice.join(all.show(), 2);
        seatline.settle();
        assertEquals(
                202,
                manager.post(desk + "/cancel", "{\"reason\":\"Projector\"}").status());
        seatline.pass(Duration.ofSeconds(5));

        List<String> customers = about("booking.paid");
        assertEquals(5, customers.size(), "none for the sale at the counter");
        assertEquals(customers, about("refund.succeeded"));
        customers.add(all.holds().getFirst().bookingId());
        customers.add(waiting.entry());
        assertEquals(customers.stream().sorted().toList(), about("show.cancelled"));
    }

    /** The bookings or waitlist entries of a customer that notices are about, sorted. */
    private List<String> about(String type) {
        return webhook.accepted(type).stream()
                .filter(notice -> notice.signed() && notice.data().hasNonNull("customer_id"))
                .map(Notice::data)
                .map(data -> data.path(data.has("entry_id") ? "entry_id" : "booking_id")
                        .asText())
                .sorted()
                .collect(toCollection(ArrayList::new));
    }

    @Test
    void rejected_notice_is_delivered_after_the_webhook_recovers() {
        webhook.startRejecting();
        paid();
        seatline.pass(Duration.ofMinutes(10));
        webhook.stopRejecting();
        seatline.pass(Duration.ofMinutes(2));

        List<Notice> rejected = webhook.rejected("booking.paid");
        assertTrue(rejected.size() >= 8 && rejected.size() <= 12, () -> rejected.size() + " tries in ten minutes");
        Notice delivered = only("booking.paid");
        assertEquals(rejected.getFirst().id(), delivered.id());
        assertEquals(rejected.getFirst().data(), delivered.data());
        assertTrue(
                delivered.timestamp() > rejected.getLast().timestamp(),
                "the timestamp is that of the delivery, not of the event");
        assertEquals(0, seatline.messagesIn(QUEUE));
        assertEquals(0, seatline.messagesIn(DEAD_LETTERS));
    }

    @Test
    void offer_that_expired_during_an_outage_is_not_sent() {
        webhook.startRejecting();
        offered();
        seatline.pass(SeatlineExtension.HOLD);
        webhook.stopRejecting();
        seatline.pass(Duration.ofMinutes(3));

        assertTrue(webhook.rejected("offer.made").size() >= 7);
        assertEquals(List.of(), webhook.accepted("offer.made"));
        assertEquals(1, seatline.running().metrics().counted(Metric.NOTICE_TOO_LATE));
        assertEquals(0, seatline.messagesIn(QUEUE));
        assertEquals(0, seatline.messagesIn(DEAD_LETTERS));
    }

    @Test
    void notice_rejected_for_an_hour_is_dead_lettered() {
        webhook.startRejecting();
        paid();
        for (int minutes = 0; minutes < 75; minutes++) {
            seatline.clock().advance(Duration.ofMinutes(1));
            seatline.settle();
        }

        List<Notice> rejected = webhook.rejected("booking.paid");
        Duration tried = Duration.between(
                rejected.getFirst().sentAt(), rejected.getLast().sentAt());
        assertTrue(tried.compareTo(Duration.ofMinutes(55)) > 0, tried::toString);
        assertTrue(tried.compareTo(Duration.ofMinutes(70)) < 0, tried::toString);
        assertEquals(0, seatline.messagesIn(QUEUE));
        assertEquals(1, seatline.messagesIn(DEAD_LETTERS));
    }
}
