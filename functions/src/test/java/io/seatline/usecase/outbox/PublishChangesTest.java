package io.seatline.usecase.outbox;

import static io.seatline.testing.Fixture.HELD_UNTIL;
import static io.seatline.testing.Fixture.NOW;
import static io.seatline.testing.Fixture.SHOW;
import static io.seatline.testing.Fixture.TRANS_ID;
import static io.seatline.testing.Fixture.id;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.seatline.domain.BookingId;
import io.seatline.domain.Deadline;
import io.seatline.domain.PaymentId;
import io.seatline.domain.ScanId;
import io.seatline.domain.StaffId;
import io.seatline.domain.Vnd;
import io.seatline.domain.booking.Booking;
import io.seatline.domain.booking.NewBooking;
import io.seatline.domain.payment.CaseId;
import io.seatline.domain.payment.Payment;
import io.seatline.domain.payment.Refund;
import io.seatline.domain.payment.RefundId;
import io.seatline.domain.payment.SupportCase;
import io.seatline.domain.payment.SupportCaseBuilder;
import io.seatline.domain.ticket.Admission;
import io.seatline.domain.ticket.AdmissionBuilder;
import io.seatline.events.AdmissionUndoneV1;
import io.seatline.events.BookingCancelledV1;
import io.seatline.events.BookingExpiredV1;
import io.seatline.events.BookingPaidV1;
import io.seatline.events.DomainEvent;
import io.seatline.events.RefundFailedV1;
import io.seatline.events.RefundRequestedV1;
import io.seatline.events.RefundSucceededV1;
import io.seatline.events.SeatsBlockedV1;
import io.seatline.events.SeatsHeldV1;
import io.seatline.events.SeatsUnblockedV1;
import io.seatline.events.SupportCaseClosedV1;
import io.seatline.events.SupportCaseOpenedV1;
import io.seatline.events.TicketAdmittedV1;
import io.seatline.events.message.LatePaymentV1;
import io.seatline.events.message.SeatsReleasedV1;
import io.seatline.testing.DetailsLedger;
import io.seatline.testing.Fixture;
import io.seatline.testing.MovableClock;
import io.seatline.testing.NoCounts;
import io.seatline.testing.RecordingQueues;
import io.seatline.usecase.availability.OrderCounts;
import io.seatline.usecase.correlation.Correlated;
import io.seatline.usecase.outbox.PublishChanges.Change;
import io.seatline.usecase.port.Ledger;
import io.seatline.usecase.port.Ledger.BookingDetails;
import io.seatline.usecase.port.PendingDeadline;
import io.seatline.usecase.port.Queues.Delayed;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PublishChangesTest {
    private static final BookingId ID = id('a');
    private static final String BOOKING = ID.value();
    private static final Booking HOLD = Fixture.hold(ID, "A1", "A2");
    private static final PaymentId ORDER = PaymentId.attempt(ID, 1);
    private static final Payment PAYMENT = Fixture.attempt(HOLD);
    private static final Payment CAPTURED = PAYMENT.captured(TRANS_ID);
    private static final Payment REFUNDING = CAPTURED.refunding(new Vnd(80_000));
    private static final Refund PENDING =
            REFUNDING.newRefund(new Vnd(80_000), Refund.Reason.CUSTOMER, NOW).forSeats(Fixture.seats("A2"), List.of());
    private static final RefundId REFUND = PENDING.id();
    private static final List<String> SEATS = List.of("A1", "A2");
    private static final StaffId STAFF = new StaffId("mai");

    /** The time at which the stream reports the change. */
    private static final Instant AT = NOW.plusSeconds(1);

    private static final Ledger LEDGER = DetailsLedger.of(new BookingDetails(HOLD, List.of(PAYMENT), List.of(PENDING)));

    private final MovableClock clock = new MovableClock(NOW);
    private final RecordingQueues queues = new RecordingQueues();
    private final List<DomainEvent> published = new ArrayList<>();
    private final PublishChanges outbox = new PublishChanges(
            LEDGER, queues, events -> events.forEach(event -> published.add(event.value())), NoCounts.order(), clock);

    @Test
    void new_hold_is_published_and_its_deadline_left_to_the_tick() {
        booking(Optional.empty(), HOLD);

        assertPublished(
                new SeatsHeldV1(BOOKING + ".1", AT, BOOKING, "alice", "sh1", SEATS, 160_000, "VND", HELD_UNTIL));
        assertNothingIsSent();
    }

    @Test
    void paid_booking_is_published_with_its_payment() {
        booking(Optional.of(HOLD), HOLD.paid(ORDER, NOW));

        assertPublished(new BookingPaidV1(
                BOOKING + ".2", AT, BOOKING, Optional.of("alice"), "sh1", SEATS, 160_000, "VND", ORDER.value()));
        assertNothingIsSent();
    }

    @Test
    void sale_at_the_counter_is_published_without_a_customer() {
        booking(Optional.empty(), NewBooking.sale(ID, STAFF, SHOW, HOLD.seats(), NOW));

        assertPublished(new BookingPaidV1(
                BOOKING + ".1", AT, BOOKING, Optional.empty(), "sh1", SEATS, 160_000, "VND", ORDER.value()));
        assertNothingIsSent();
    }

    @Test
    void admission_and_its_undoing_are_published_once_each() {
        Admission admission = AdmissionBuilder.builder()
                .conflicting(List.of())
                .scan(new ScanId("s1"))
                .booking(ID)
                .show(SHOW.id())
                .seats(HOLD.seats())
                .door(STAFF)
                .at(NOW.minusSeconds(60))
                .recordedAt(NOW)
                .build();
        Admission undone = admission.undone(STAFF, NOW, "wrong ticket");
        outbox.publish(Correlated.all(List.of(
                new Change.OfAdmission(Optional.empty(), admission, AT),
                new Change.OfAdmission(Optional.of(admission), undone, AT),
                new Change.OfAdmission(Optional.of(undone), undone, AT))));

        assertPublished(
                new TicketAdmittedV1(
                        BOOKING + ".scan.s1", AT, "s1", BOOKING, "sh1", SEATS, "mai", NOW.minusSeconds(60)),
                new AdmissionUndoneV1(
                        BOOKING + ".scan.s1.undone", AT, "s1", BOOKING, "sh1", SEATS, "mai", "wrong ticket"));
        assertNothingIsSent();
    }

    @Test
    void block_is_published_and_its_end_is_posted() {
        Booking block = NewBooking.block(ID, STAFF, SHOW, HOLD.seats(), "Broken springs", NOW);
        booking(Optional.empty(), block);
        assertNothingIsSent();
        booking(Optional.of(block), block.cancelledBy(STAFF, NOW));

        assertPublished(
                new SeatsBlockedV1(BOOKING + ".1", AT, BOOKING, "sh1", SEATS, "Broken springs"),
                new SeatsUnblockedV1(BOOKING + ".2", AT, BOOKING, "sh1", SEATS));
        assertEquals(List.of(new SeatsReleasedV1("sh1", BOOKING, 1)), queues.showQueue());
    }

    @Test
    void expired_hold_is_posted_once_to_the_show_queue() {
        clock.moveTo(HELD_UNTIL.plusSeconds(59));
        booking(Optional.of(HOLD), HOLD.expired(HELD_UNTIL));

        assertPublished(new BookingExpiredV1(BOOKING + ".2", AT, BOOKING, "alice", "sh1", SEATS));
        assertEquals(List.of(new SeatsReleasedV1("sh1", BOOKING, 1)), queues.showQueue());
        assertEquals(List.of(), queues.delayed());
    }

    @Test
    void release_seen_late_is_also_delayed_to_its_deadline() {
        clock.moveTo(HELD_UNTIL.plusSeconds(90));
        Booking expired = HOLD.expired(HELD_UNTIL);
        booking(Optional.of(HOLD), expired);

        assertEquals(
                List.of(new Delayed(
                        new PendingDeadline.OfBooking(ID, expired.deadline().orElseThrow()), Duration.ofSeconds(90))),
                queues.delayed());
    }

    @Test
    void backing_off_publishes_and_posts_nothing() {
        Instant deadline = NOW.plusSeconds(180);
        clock.moveTo(deadline);
        Booking released = HOLD.cancelled(NOW);
        Payment late = PAYMENT.capturedLate(TRANS_ID, NOW);
        booking(Optional.of(released), released.backedOff(deadline));
        payment(Optional.of(late), late.backedOff(deadline));

        assertPublished();
        assertNothingIsSent();
    }

    @Test
    void cancelled_hold_is_published_and_posted() {
        booking(Optional.of(HOLD), HOLD.cancelled(NOW));

        assertPublished(new BookingCancelledV1(BOOKING + ".2", AT, BOOKING, "alice", "sh1", SEATS, "NOT_PAID"));
        assertEquals(List.of(new SeatsReleasedV1("sh1", BOOKING, 1)), queues.showQueue());
    }

    @Test
    void hold_that_ends_with_its_show_is_published_with_the_reason() {
        booking(Optional.of(HOLD), HOLD.withdrawn(NOW));

        assertPublished(new BookingCancelledV1(BOOKING + ".2", AT, BOOKING, "alice", "sh1", SEATS, "SHOW_CANCELLED"));
        assertNothingIsSent();
    }

    @Test
    void each_release_is_a_message_of_its_own() {
        Booking seated = HOLD.expired(NOW).reallocated().paid(ORDER, NOW);
        booking(
                Optional.of(seated),
                seated.returned(Fixture.seats("A2"), List.of(PENDING), NOW, Optional.empty())
                        .released(NOW));

        assertEquals(List.of(new SeatsReleasedV1("sh1", BOOKING, 2)), queues.showQueue());
        assertEquals(BOOKING + ".release.2", queues.showQueue().getFirst().deduplicationId());
        assertPublished();
    }

    @Test
    void changes_that_concern_nobody_send_nothing() {
        booking(Optional.of(HOLD), HOLD.touched());
        booking(Optional.of(HOLD), HOLD.withNextAttempt());
        booking(Optional.of(HOLD.expired(NOW)), HOLD.expired(NOW).reallocated());
        booking(Optional.of(HOLD.expired(NOW)), HOLD.expired(NOW).touched());
        payment(Optional.of(PAYMENT), PAYMENT.with(Fixture.LINKS));
        payment(Optional.empty(), PAYMENT);
        payment(Optional.of(PAYMENT), PAYMENT.failed());
        payment(Optional.of(PAYMENT), CAPTURED);
        payment(Optional.of(CAPTURED), REFUNDING);

        assertPublished();
        assertNothingIsSent();
    }

    @Test
    void booking_that_follows_its_refund_sends_nothing() {
        Booking ended = HOLD.expired(NOW);
        booking(Optional.of(ended), ended.following(List.of(PENDING), NOW));

        assertPublished();
        assertNothingIsSent();
    }

    @Test
    void extension_is_delayed_to_its_second() {
        clock.moveTo(HELD_UNTIL);
        booking(Optional.of(HOLD), HOLD.extended(HELD_UNTIL.plusSeconds(60)));

        assertEquals(
                List.of(delayed(
                        Optional.empty(), Deadline.Kind.HOLD, HELD_UNTIL.plusSeconds(60), Duration.ofMinutes(1))),
                queues.delayed());
        assertPublished();
    }

    @Test
    void only_a_hold_shorter_than_two_minutes_is_delayed() {
        booking(Optional.empty(), holdUntil(NOW.plusSeconds(120)));
        assertEquals(List.of(), queues.delayed());

        booking(Optional.empty(), holdUntil(NOW.plusMillis(119_999)));
        assertEquals(
                List.of(delayed(
                        Optional.empty(), Deadline.Kind.HOLD, NOW.plusMillis(119_999), Duration.ofMillis(119_999))),
                queues.delayed());
    }

    @Test
    void overdue_deadline_is_sent_without_delay() {
        clock.moveTo(NOW.plusSeconds(600));
        booking(Optional.empty(), HOLD);

        assertEquals(
                List.of(delayed(Optional.empty(), Deadline.Kind.HOLD, HELD_UNTIL, Duration.ZERO)), queues.delayed());
    }

    @Test
    void late_payment_is_posted_to_the_show_queue() {
        payment(Optional.of(PAYMENT), PAYMENT.capturedLate(TRANS_ID, NOW));

        assertEquals(List.of(new LatePaymentV1("sh1", BOOKING, ORDER.value())), queues.showQueue());
        assertEquals(List.of(), queues.delayed());
        assertPublished();
    }

    @Test
    void settled_late_payment_sends_nothing() {
        payment(Optional.of(PAYMENT.capturedLate(TRANS_ID, NOW)), CAPTURED);

        assertNothingIsSent();
    }

    @Test
    void pending_refund_is_sent_to_the_refund_queue() {
        refund(Optional.empty(), PENDING);

        assertEquals(List.of(REFUND), queues.refunds());
        assertPublished(requested(REFUND + ".PENDING.1"));
        assertEquals(List.of(), queues.delayed(), "a deadline in three minutes is left to the tick");
    }

    @Test
    void retried_refund_is_another_event() {
        Refund failed = PENDING.failed(NOW);
        refund(Optional.of(failed), failed.retried(new StaffId("staff-1"), NOW));

        assertEquals(List.of(REFUND), queues.refunds());
        assertPublished(requested(REFUND + ".PENDING.2"));
    }

    @Test
    void paused_refund_sends_nothing() {
        refund(Optional.of(PENDING), PENDING.paused(NOW));

        assertPublished();
        assertNothingIsSent();
    }

    @Test
    void refund_that_succeeded_is_published_and_starts_the_payments_next_one() {
        Refund succeeded = PENDING.succeeded(NOW);
        Refund second = second();
        outbox(succeeded, second)
                .publish(Correlated.all(List.of(new Change.OfRefund(Optional.of(PENDING), succeeded, AT))));

        assertEquals(List.of(second.id()), queues.refunds());
        assertPublished(succeeded(REFUND + ".SUCCEEDED.1", false));
    }

    @Test
    void refund_that_failed_is_published_and_starts_the_payments_next_one() {
        Refund failed = PENDING.failed(NOW);
        Refund second = second();
        outbox(failed, second).publish(Correlated.all(List.of(new Change.OfRefund(Optional.of(PENDING), failed, AT))));

        assertEquals(List.of(second.id()), queues.refunds());
        assertPublished(new RefundFailedV1(
                REFUND + ".FAILED.1",
                AT,
                REFUND.value(),
                ORDER.value(),
                BOOKING,
                Optional.of("alice"),
                Optional.of("sh1"),
                List.of("A2"),
                80_000,
                "VND",
                "CUSTOMER"));
    }

    @Test
    void refund_by_hand_is_published_as_such() {
        Refund paid = PENDING.failed(NOW).paidByHand(new StaffId("staff-1"), "cash", NOW);
        outbox(paid).publish(Correlated.all(List.of(new Change.OfRefund(Optional.of(PENDING.failed(NOW)), paid, AT))));

        assertEquals(List.of(), queues.refunds());
        assertPublished(succeeded(REFUND + ".SUCCEEDED.1", true));
    }

    @Test
    void refund_of_stray_money_names_no_customer() {
        PaymentId stray = PaymentId.stray("nobody", "7");
        Refund money = Payment.stray(stray, new Vnd(5), "7", NOW)
                .refunding(new Vnd(5))
                .newRefund(new Vnd(5), Refund.Reason.SUPPORT, NOW);
        Refund succeeded = money.succeeded(NOW);
        outbox(succeeded).publish(Correlated.all(List.of(new Change.OfRefund(Optional.of(money), succeeded, AT))));

        assertPublished(new RefundSucceededV1(
                stray + "-r1.SUCCEEDED.1",
                AT,
                stray + "-r1",
                stray.value(),
                "stray",
                Optional.empty(),
                Optional.empty(),
                List.of(),
                5,
                "VND",
                "SUPPORT",
                false));
    }

    private static Refund second() {
        Vnd amount = new Vnd(80_000);
        return REFUNDING.refunding(amount).newRefund(amount, Refund.Reason.SUPPORT, NOW);
    }

    /** An outbox whose ledger has these refunds. */
    private PublishChanges outbox(Refund... refunds) {
        Ledger ledger = DetailsLedger.of(new BookingDetails(HOLD, List.of(PAYMENT), List.of(refunds)));
        return new PublishChanges(
                ledger,
                queues,
                events -> events.forEach(event -> published.add(event.value())),
                NoCounts.order(),
                clock);
    }

    private static RefundRequestedV1 requested(String eventId) {
        return new RefundRequestedV1(
                eventId,
                AT,
                REFUND.value(),
                ORDER.value(),
                BOOKING,
                Optional.of("alice"),
                Optional.of("sh1"),
                List.of("A2"),
                80_000,
                "VND",
                "CUSTOMER");
    }

    private static RefundSucceededV1 succeeded(String eventId, boolean byHand) {
        return new RefundSucceededV1(
                eventId,
                AT,
                REFUND.value(),
                ORDER.value(),
                BOOKING,
                Optional.of("alice"),
                Optional.of("sh1"),
                List.of("A2"),
                80_000,
                "VND",
                "CUSTOMER",
                byHand);
    }

    @Test
    void case_is_published_when_it_opens_and_when_it_closes() {
        SupportCase opened = SupportCaseBuilder.builder()
                .id(CaseId.of(REFUND))
                .reason(SupportCase.Reason.REFUND_FAILED)
                .open(true)
                .openedAt(NOW)
                .booking(Optional.of(ID))
                .momoOrder("momo-1")
                .amount(new Vnd(5))
                .detail("why")
                .note("")
                .build();
        supportCase(Optional.empty(), opened);
        supportCase(Optional.of(opened), opened);
        supportCase(Optional.of(opened), opened.closed("paid back"));
        supportCase(Optional.of(opened.closed("paid back")), opened.closed("and told"));

        long second = AT.getEpochSecond();
        assertPublished(
                new SupportCaseOpenedV1(
                        "case." + REFUND + ".opened." + second,
                        AT,
                        REFUND.value(),
                        "REFUND_FAILED",
                        Optional.of(BOOKING),
                        "momo-1",
                        5,
                        "VND",
                        "why"),
                new SupportCaseClosedV1("case." + REFUND + ".closed." + second, AT, REFUND.value(), "paid back"));
    }

    @Test
    void redelivered_changes_are_sent_again_under_the_same_ids() {
        booking(Optional.of(HOLD), HOLD.cancelled(NOW));
        payment(Optional.of(PAYMENT), PAYMENT.capturedLate(TRANS_ID, NOW));
        List<DomainEvent> firstPublished = List.copyOf(published);
        var firstPosted = queues.showQueue();
        clock.advance(Duration.ofSeconds(30));

        booking(Optional.of(HOLD), HOLD.cancelled(NOW));
        payment(Optional.of(PAYMENT), PAYMENT.capturedLate(TRANS_ID, NOW));
        assertEquals(firstPublished, published.subList(firstPublished.size(), published.size()));
        assertEquals(
                firstPosted,
                queues.showQueue()
                        .subList(firstPosted.size(), queues.showQueue().size()));
    }

    @Test
    void bus_failure_is_passed_on_for_retry() {
        PublishChanges broken = new PublishChanges(
                LEDGER,
                queues,
                _ -> {
                    throw new IllegalStateException("the bus is unreachable");
                },
                NoCounts.order(),
                clock);

        assertThrows(
                IllegalStateException.class,
                () -> broken.publish(Correlated.all(List.of(new Change.OfBooking(Optional.empty(), HOLD, AT)))));
    }

    @Test
    void messages_of_many_changes_are_sent_together_in_order() {
        List<List<Correlated<DomainEvent>>> calls = new ArrayList<>();
        PublishChanges counted = new PublishChanges(LEDGER, queues, calls::add, NoCounts.order(), clock);
        counted.publish(Correlated.all(List.of(
                new Change.OfBooking(Optional.empty(), HOLD, AT),
                new Change.OfBooking(Optional.of(HOLD), HOLD.touched(), AT),
                new Change.OfBooking(Optional.of(HOLD), HOLD.cancelled(NOW), AT),
                new Change.OfPayment(Optional.of(PAYMENT), PAYMENT.capturedLate(TRANS_ID, NOW), AT),
                new Change.OfRefund(Optional.empty(), PENDING, AT))));

        assertEquals(1, calls.size());
        assertEquals(
                List.of("SeatsHeld.v1", "BookingCancelled.v1", "RefundRequested.v1"),
                calls.getFirst().stream()
                        .map(event -> event.value().detailType())
                        .toList());
        assertEquals(
                List.of(new SeatsReleasedV1("sh1", BOOKING, 1), new LatePaymentV1("sh1", BOOKING, ORDER.value())),
                queues.showQueue());
        assertEquals(List.of(REFUND), queues.refunds());
    }

    @Test
    void show_of_changed_bookings_is_counted_once() {
        RecordingQueues delayQueue = new RecordingQueues();
        NoCounts counts = NoCounts.accepting();
        new PublishChanges(
                        LEDGER,
                        queues,
                        events -> events.forEach(event -> published.add(event.value())),
                        new OrderCounts(counts, delayQueue, clock),
                        clock)
                .publish(Correlated.all(List.of(
                        new Change.OfPayment(Optional.empty(), PAYMENT, AT),
                        new Change.OfBooking(Optional.empty(), HOLD, AT),
                        new Change.OfBooking(Optional.of(HOLD), HOLD.paid(ORDER, NOW), AT))));

        assertEquals(
                List.of(SHOW.id()),
                delayQueue.delayed().stream()
                        .map(delayed -> ((PendingDeadline.OfShow) delayed.item()).id())
                        .toList());
    }

    @Test
    void nothing_is_sent_if_a_later_change_cannot_be_read() {
        Booking unknown = Fixture.hold(id('z'), "A3");
        Payment late = Fixture.attempt(unknown).capturedLate(TRANS_ID, NOW);

        assertThrows(
                UnsupportedOperationException.class,
                () -> outbox.publish(Correlated.all(List.of(
                        new Change.OfBooking(Optional.of(HOLD), HOLD.cancelled(NOW), AT),
                        new Change.OfPayment(Optional.empty(), late, AT)))));
        assertPublished();
        assertNothingIsSent();
    }

    private static Booking holdUntil(Instant until) {
        return Booking.hold(ID, Fixture.ALICE, SHOW, HOLD.seats(), NOW, until);
    }

    private static Delayed delayed(Optional<PaymentId> payment, Deadline.Kind kind, Instant at, Duration delay) {
        Deadline deadline = new Deadline(kind, at);
        return new Delayed(
                payment.<PendingDeadline>map(paymentId -> new PendingDeadline.OfPayment(paymentId, deadline))
                        .orElseGet(() -> new PendingDeadline.OfBooking(new BookingId(BOOKING), deadline)),
                delay);
    }

    private void booking(Optional<Booking> before, Booking after) {
        outbox.publish(Correlated.all(List.of(new Change.OfBooking(before, after, AT))));
    }

    private void payment(Optional<Payment> before, Payment after) {
        outbox.publish(Correlated.all(List.of(new Change.OfPayment(before, after, AT))));
    }

    private void refund(Optional<Refund> before, Refund after) {
        outbox.publish(Correlated.all(List.of(new Change.OfRefund(before, after, AT))));
    }

    private void supportCase(Optional<SupportCase> before, SupportCase after) {
        outbox.publish(Correlated.all(List.of(new Change.OfCase(before, after, AT))));
    }

    private void assertPublished(DomainEvent... events) {
        assertEquals(List.of(events), published);
    }

    private void assertNothingIsSent() {
        assertEquals(List.of(), queues.showQueue());
        assertEquals(List.of(), queues.delayed());
        assertEquals(List.of(), queues.refunds());
    }
}
