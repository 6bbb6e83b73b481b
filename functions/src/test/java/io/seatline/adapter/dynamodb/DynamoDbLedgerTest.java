package io.seatline.adapter.dynamodb;

import static io.seatline.testing.Fixture.ALICE;
import static io.seatline.testing.Fixture.BOB;
import static io.seatline.testing.Fixture.HELD_UNTIL;
import static io.seatline.testing.Fixture.LINKS;
import static io.seatline.testing.Fixture.NOW;
import static io.seatline.testing.Fixture.SHOW;
import static io.seatline.testing.Fixture.SHOW_ID;
import static io.seatline.testing.Fixture.TRANS_ID;
import static io.seatline.testing.Fixture.id;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.seatline.adapter.dynamodb.table.BookingsTable;
import io.seatline.domain.BookingId;
import io.seatline.domain.CustomerId;
import io.seatline.domain.Deadline;
import io.seatline.domain.PaymentId;
import io.seatline.domain.StaffId;
import io.seatline.domain.Vnd;
import io.seatline.domain.booking.ActiveHold;
import io.seatline.domain.booking.BookedShowBuilder;
import io.seatline.domain.booking.Booking;
import io.seatline.domain.booking.BookingBuilder;
import io.seatline.domain.booking.BookingChange;
import io.seatline.domain.booking.BookingPosition;
import io.seatline.domain.booking.BookingState;
import io.seatline.domain.booking.HoldEnd;
import io.seatline.domain.catalog.CinemaPolicies;
import io.seatline.domain.payment.CaseId;
import io.seatline.domain.payment.Payment;
import io.seatline.domain.payment.PaymentBuilder;
import io.seatline.domain.payment.PaymentState;
import io.seatline.domain.payment.Refund;
import io.seatline.domain.payment.RefundBuilder;
import io.seatline.domain.payment.RefundId;
import io.seatline.domain.payment.RefundState;
import io.seatline.domain.payment.StaffAction;
import io.seatline.domain.payment.SupportCase;
import io.seatline.domain.payment.SupportCaseBuilder;
import io.seatline.domain.seating.SeatClaim;
import io.seatline.domain.seating.SeatNumber;
import io.seatline.testing.BoxOffice;
import io.seatline.testing.Fixture;
import io.seatline.testing.TestTables;
import io.seatline.usecase.port.Ledger.BookingDetails;
import io.seatline.usecase.port.Ledger.Commit;
import io.seatline.usecase.port.Ledger.FailedCondition;
import io.seatline.usecase.port.Ledger.Found;
import io.seatline.usecase.port.PendingDeadline;
import io.seatline.usecase.port.Write;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Each condition of the ledger holds on the table engine, and items are read back as they were written. */
class DynamoDbLedgerTest {
    private static final BookingId A = id('a');
    private static final BookingId B = id('b');
    private static final SeatNumber A1 = new SeatNumber("A1");
    private static final int SHARDS = 4;

    private static TestTables db;
    private DynamoDbLedger ledger;

    @BeforeAll
    static void start() {
        db = TestTables.start();
    }

    @AfterAll
    static void stop() {
        db.close();
    }

    @BeforeEach
    void empty() {
        BoxOffice.empty(db);
        ledger = new DynamoDbLedger(db.client(), BoxOffice.TABLES, SHARDS, new Random(1));
    }

    @Test
    void hold_is_written_with_booking_payment_claims_and_active_hold() {
        Booking hold = Fixture.hold(A, "A1", "A2");
        done(reserve(hold));

        assertEquals(
                Optional.of(new BookingDetails(hold, List.of(Fixture.attempt(hold)), List.of())), ledger.details(A));
        assertEquals(activeHold(hold), ledger.activeHold(ALICE));
        SeatClaim held = new SeatClaim.Held(A, HELD_UNTIL);
        assertEquals(Map.of(A1, held, new SeatNumber("A2"), held), ledger.claims(SHOW_ID));
        assertEquals(Map.of(A1, held, new SeatNumber("A2"), held), ledger.recentClaims(SHOW_ID));
    }

    @Test
    void held_seat_rejects_the_whole_reservation() {
        done(reserve(Fixture.hold(A, "A2")));
        Booking late = Fixture.hold(B, BOB, "A1", "A2", "A3");

        List<FailedCondition> failed = refused(reserve(late));

        assertEquals(List.of(new Found.OfSeat(new SeatNumber("A2"), new SeatClaim.Held(A, HELD_UNTIL))), found(failed));
        assertEquals(Optional.empty(), ledger.details(B));
        assertEquals(Optional.empty(), ledger.payment(PaymentId.attempt(B, 1)));
        assertEquals(ActiveHold.none(BOB), ledger.activeHold(BOB));
        assertEquals(Set.of(new SeatNumber("A2")), ledger.claims(SHOW_ID).keySet());
    }

    @Test
    void released_and_sold_seats_cannot_be_reserved() {
        done(reserve(Fixture.hold(A, "A1", "A2")));
        done(List.of(
                move("A1", new SeatClaim.Held(A, HELD_UNTIL), new SeatClaim.Released(A)),
                move("A2", new SeatClaim.Held(A, HELD_UNTIL), new SeatClaim.Sold(A))));

        assertEquals(
                List.of(
                        new Found.OfSeat(A1, new SeatClaim.Released(A)),
                        new Found.OfSeat(new SeatNumber("A2"), new SeatClaim.Sold(A))),
                found(refused(reserve(Fixture.hold(B, BOB, "A1", "A2")))));
    }

    @Test
    void reserving_under_a_used_id_returns_the_stored_booking() {
        Booking hold = Fixture.hold(A, "A1");
        done(reserve(hold));

        assertTrue(found(refused(reserve(Fixture.hold(A, BOB, "A5")))).contains(new Found.OfBooking(hold)));
    }

    @Test
    void second_reservation_returns_the_active_hold_of_the_customer() {
        Booking hold = Fixture.hold(A, "A1");
        done(reserve(hold));

        assertEquals(List.of(new Found.OfActiveHold(activeHold(hold))), found(refused(reserve(Fixture.hold(B, "A2")))));
    }

    @Test
    void active_hold_is_replaced_from_its_expiry_on() {
        Booking hold = Fixture.hold(A, "A1");
        done(reserve(hold));
        Booking next = Fixture.hold(B, "A2");

        refused(List.of(new Write.TakeActiveHold(next, HELD_UNTIL.minusMillis(1))));
        done(List.of(new Write.TakeActiveHold(next, HELD_UNTIL)));
        assertEquals(activeHold(hold).taken(next), ledger.activeHold(ALICE));
    }

    @Test
    void active_hold_changes_only_in_the_version_read() {
        Booking hold = Fixture.hold(A, "A1");
        done(reserve(hold));
        ActiveHold read = activeHold(hold);
        ActiveHold extended = read.extended(HELD_UNTIL.plusSeconds(60));
        ActiveHold ended = extended.ended(hold, HoldEnd.EXPIRED, HELD_UNTIL.plusSeconds(60));

        refused(List.of(new Write.ChangeActiveHold(extended, ended)));
        done(List.of(new Write.ChangeActiveHold(read, extended)));
        refused(List.of(new Write.ChangeActiveHold(read, extended)));
        done(List.of(new Write.ChangeActiveHold(extended, ended)));
        assertEquals(ended, ledger.activeHold(ALICE));
        assertEquals(Optional.empty(), ended.hold());
    }

    @Test
    void cooldown_refuses_holds_of_its_show_alone_until_it_is_over() {
        ActiveHold cooling = ActiveHold.none(ALICE);
        for (int i = 0; i < 3; i++) {
            cooling = cooling.ended(Fixture.hold(A, "A1"), HoldEnd.EXPIRED, NOW);
        }
        ActiveHold none = ActiveHold.none(ALICE);
        done(List.of(new Write.ChangeActiveHold(none, cooling)));
        Instant over = NOW.plus(Duration.ofMinutes(15));
        Booking hold = Fixture.hold(B, "A2");

        assertEquals(
                List.of(new Found.OfActiveHold(cooling)),
                found(refused(List.of(new Write.TakeActiveHold(hold, over.minusMillis(1))))));
        Booking ofAnotherShow = Fixture.ofShow("sh2", hold);
        done(List.of(new Write.TakeActiveHold(ofAnotherShow, NOW)));
        done(List.of(new Write.TakeActiveHold(hold, over)));
    }

    @Test
    void seats_are_not_sold_if_one_claim_is_not_the_bookings_own() {
        Booking hold = Fixture.hold(A, "A1", "A2");
        done(reserve(hold));
        done(List.of(move("A2", new SeatClaim.Held(A, HELD_UNTIL), new SeatClaim.Released(A))));
        Payment attempt = Fixture.attempt(hold);

        refused(List.of(
                move("A1", new SeatClaim.Held(A, HELD_UNTIL), new SeatClaim.Sold(A)),
                move("A2", new SeatClaim.Held(A, HELD_UNTIL), new SeatClaim.Sold(A)),
                new Write.ChangeBooking(hold, hold.paid(attempt.id(), NOW)),
                new Write.ChangePayment(attempt, attempt.captured(TRANS_ID))));

        assertEquals(new SeatClaim.Held(A, HELD_UNTIL), ledger.claims(SHOW_ID).get(A1));
        assertEquals(Optional.of(new BookingDetails(hold, List.of(attempt), List.of())), ledger.details(A));
    }

    @Test
    void another_bookings_seat_is_not_released() {
        done(reserve(Fixture.hold(A, "A1")));

        refused(List.of(move("A1", new SeatClaim.Held(B, HELD_UNTIL), new SeatClaim.Released(B))));
        assertEquals(new SeatClaim.Held(A, HELD_UNTIL), ledger.claims(SHOW_ID).get(A1));
    }

    @Test
    void seat_without_a_claim_is_not_moved() {
        refused(List.of(move("A1", new SeatClaim.Held(A, HELD_UNTIL), new SeatClaim.Sold(A))));
        assertEquals(Map.of(), ledger.claims(SHOW_ID));
    }

    @Test
    void released_seat_is_freed_once() {
        SeatClaim.Released released = new SeatClaim.Released(A);
        done(List.of(take("A1", released)));

        done(List.of(new Write.FreeSeat(SHOW_ID, A1, released)));
        assertEquals(Map.of(), ledger.claims(SHOW_ID));
        refused(List.of(new Write.FreeSeat(SHOW_ID, A1, released)));
    }

    @Test
    void seat_that_was_sold_again_is_not_freed() {
        done(List.of(take("A1", new SeatClaim.Sold(B))));
        refused(List.of(new Write.FreeSeat(SHOW_ID, A1, new SeatClaim.Released(A))));
        refused(List.of(new Write.FreeSeat(SHOW_ID, A1, new SeatClaim.Released(B))));
        done(List.of(move("A1", new SeatClaim.Sold(B), new SeatClaim.Released(B))));
        refused(List.of(new Write.FreeSeat(SHOW_ID, A1, new SeatClaim.Released(A))));

        assertEquals(Map.of(A1, new SeatClaim.Released(B)), ledger.claims(SHOW_ID));
    }

    @Test
    void booking_is_not_changed_from_a_stale_version_or_state() {
        Booking hold = Fixture.hold(A, "A1");
        done(reserve(hold));
        Booking touched = hold.touched();
        done(List.of(new Write.ChangeBooking(hold, touched)));

        refused(List.of(new Write.ChangeBooking(hold, hold.cancelled(NOW))));
        done(List.of(new Write.ChangeBooking(touched, touched.cancelled(NOW))));
        refused(List.of(new Write.ChangeBooking(touched, touched.paid(PaymentId.attempt(A, 1), NOW))));
        assertEquals(touched.cancelled(NOW), booking(A));
    }

    @Test
    void missing_booking_is_not_changed() {
        Booking hold = Fixture.hold(A, "A1");

        refused(List.of(new Write.ChangeBooking(hold, hold.touched())));
        assertEquals(Optional.empty(), ledger.details(A));
    }

    @Test
    void hold_does_not_end_before_its_time() {
        Booking hold = Fixture.hold(A, "A1");
        done(reserve(hold));
        Instant early = HELD_UNTIL.minusMillis(1);

        refused(List.of(new Write.EndHold(hold, hold.expired(early), early)));
        done(List.of(new Write.EndHold(hold, hold.expired(HELD_UNTIL), HELD_UNTIL)));
        assertEquals(hold.expired(HELD_UNTIL), booking(A));
    }

    @Test
    void payment_is_not_changed_from_another_state() {
        Booking hold = Fixture.hold(A, "A1");
        done(reserve(hold));
        Payment attempt = Fixture.attempt(hold);
        done(List.of(new Write.ChangePayment(attempt, attempt.captured(TRANS_ID))));

        refused(List.of(new Write.ChangePayment(attempt, attempt.failed())));
        assertEquals(Optional.of(attempt.captured(TRANS_ID)), ledger.payment(attempt.id()));
    }

    @Test
    void stale_number_of_refunds_changes_nothing() {
        Booking hold = Fixture.hold(A, "A1");
        done(reserve(hold));
        Payment attempt = Fixture.attempt(hold);
        Payment captured = attempt.captured(TRANS_ID);
        Payment first = captured.refunding(new Vnd(30_000));
        done(List.of(new Write.ChangePayment(attempt, captured)));
        done(List.of(new Write.ChangePayment(captured, first)));

        refused(List.of(new Write.ChangePayment(captured, captured.refunding(new Vnd(80_000)))));
        refused(List.of(new Write.PaymentUnchanged(captured)));
        done(List.of(new Write.PaymentUnchanged(first)));
        assertEquals(Optional.of(first), ledger.payment(attempt.id()));
    }

    @Test
    void refund_is_opened_once_and_changed_only_as_read() {
        Refund refund = refund(1);
        Refund paused = refund.paused(NOW);
        done(List.of(new Write.OpenRefund(refund)));

        refused(List.of(new Write.OpenRefund(refund)));
        done(List.of(new Write.ChangeRefund(refund, paused)));
        refused(List.of(new Write.ChangeRefund(refund, refund.failed(NOW))));
        refused(List.of(new Write.RefundUnchanged(refund)));
        done(List.of(new Write.RefundUnchanged(paused)));
        done(List.of(new Write.ChangeRefund(paused, paused.succeeded(NOW))));
        refused(List.of(new Write.ChangeRefund(paused, paused.failed(NOW))));
        refused(List.of(new Write.RefundUnchanged(paused)));
        assertEquals(Optional.of(paused.succeeded(NOW)), ledger.refund(refund.id()));
    }

    @Test
    void refunds_are_those_of_the_payment_by_number() {
        List<Refund> ofFirst = IntStream.rangeClosed(1, 11)
                .mapToObj(DynamoDbLedgerTest::refund)
                .toList();
        PaymentId eleventh = PaymentId.attempt(A, 11);
        Refund ofEleventh =
                RefundBuilder.builder(refund(1)).id(new RefundId(eleventh, 1)).build();
        ofFirst.forEach(refund -> done(List.of(new Write.OpenRefund(refund))));
        done(List.of(new Write.OpenRefund(ofEleventh)));

        assertEquals(ofFirst, ledger.refunds(PaymentId.attempt(A, 1)));
        assertEquals(List.of(ofEleventh), ledger.refunds(eleventh));
        assertEquals(Optional.empty(), ledger.refund(new RefundId(eleventh, 2)));
    }

    private static Refund refund(int number) {
        return RefundBuilder.builder(Payment.stray(PaymentId.attempt(A, 1), new Vnd(80_000), TRANS_ID, NOW)
                        .refunding(new Vnd(1))
                        .newRefund(new Vnd(1), Refund.Reason.CUSTOMER, NOW))
                .id(new RefundId(PaymentId.attempt(A, 1), number))
                .build();
    }

    @Test
    void payment_is_opened_once() {
        Booking hold = Fixture.hold(A, "A1");
        done(reserve(hold));

        refused(List.of(new Write.OpenPayment(Fixture.attempt(hold))));
    }

    @Test
    void missing_case_is_not_closed() {
        refused(List.of(
                new Write.CloseCase(supportCase(PaymentId.attempt(A, 1), NOW).closed("done"))));
        assertEquals(Optional.empty(), ledger.supportCase(CaseId.of(refund(1).id())));
    }

    @Test
    void bookings_payments_refunds_and_cases_round_trip() {
        Booking paid = BookingBuilder.builder()
                .id(A)
                .customer(Optional.of(ALICE))
                .bookedShow(Fixture.hold(A, "A1").bookedShow())
                .seats(Fixture.seats("A10", "A2"))
                .prices(List.of(new Vnd(80_000), new Vnd(95_000)))
                .returned(Fixture.seats("A7"))
                .amount(new Vnd(160_000))
                .state(BookingState.PAID)
                .createdAt(NOW.plusMillis(1))
                .heldUntil(HELD_UNTIL.plusMillis(2))
                .extended(true)
                .attempts(3)
                .offer(Optional.of(Fixture.ENTRY))
                .paidBy(Optional.of(PaymentId.attempt(A, 2)))
                .releases(4)
                .changes(List.of(
                        new BookingChange(BookingState.EXPIRED, NOW.plusMillis(4), Optional.empty()),
                        new BookingChange(BookingState.PAID, NOW, Optional.of(new StaffId("staff of hall 2")))))
                .version(5)
                .deadline(Optional.of(new Deadline(Deadline.Kind.REALLOCATE, NOW.plusMillis(3), NOW)))
                .build();
        BookingDetails bySale = new BookingDetails(
                BookingBuilder.builder(paid)
                        .id(B)
                        .customer(Optional.empty())
                        .bookedShow(BookedShowBuilder.builder(paid.bookedShow())
                                .rating(Optional.empty())
                                .refunds(Optional.of(new CinemaPolicies.Refunds(120, 10)))
                                .build())
                        .returned(List.of())
                        .changes(List.of())
                        .build(),
                List.of(),
                List.of());
        Payment refunded = PaymentBuilder.builder()
                .id(PaymentId.attempt(A, 2))
                .provider(Payment.Provider.CASH)
                .state(PaymentState.CAPTURED)
                .amount(new Vnd(160_000))
                .payableUntil(HELD_UNTIL)
                .links(Optional.of(LINKS))
                .transId(Optional.of(TRANS_ID))
                .refunds(1)
                .refunded(new Vnd(80_001))
                .deadline(Optional.of(new Deadline(Deadline.Kind.LATE_PAYMENT, NOW.plusMillis(4))))
                .build();
        Refund byHand = RefundBuilder.builder()
                .id(new RefundId(refunded.id(), 1))
                .amount(new Vnd(80_001))
                .seats(Fixture.seats("A7", "A8"))
                .admitted(Fixture.seats("A8"))
                .reason(Refund.Reason.SHOW_CANCELLED)
                .method(Refund.Method.BY_HAND)
                .by(Optional.of(new StaffId("staff-1")))
                .handled(Optional.of(new StaffAction(new StaffId("staff-2"), NOW.plusMillis(8))))
                .note("Đã chuyển khoản")
                .state(RefundState.FAILED)
                .tries(3)
                .requestedAt(NOW.plusMillis(5))
                .endedAt(Optional.of(NOW.plusMillis(6)))
                .deadline(Optional.of(new Deadline(Deadline.Kind.REFUND, NOW.plusMillis(7))))
                .build();
        Payment stray = Payment.stray(PaymentId.stray("x", "1"), new Vnd(1), "1", NOW);
        SupportCase ofStray = SupportCaseBuilder.builder()
                .id(CaseId.of(stray.id()))
                .reason(SupportCase.Reason.UNKNOWN_ORDER)
                .open(true)
                .openedAt(NOW)
                .momoOrder("x")
                .amount(new Vnd(1))
                .detail("Ai đó đã trả tiền")
                .note("")
                .build();

        done(List.of(
                new Write.OpenBooking(paid),
                new Write.OpenBooking(bySale.booking()),
                new Write.OpenPayment(refunded),
                new Write.OpenRefund(byHand),
                new Write.OpenPayment(stray),
                new Write.OpenCase(ofStray)));

        assertEquals(Optional.of(new BookingDetails(paid, List.of(refunded), List.of(byHand))), ledger.details(A));
        assertEquals(Optional.of(bySale), ledger.details(B));
        assertEquals(Optional.of(stray), ledger.payment(stray.id()));
        assertEquals(Optional.of(ofStray), ledger.supportCase(CaseId.of(stray.id())));
    }

    @Test
    void booking_details_leave_out_the_support_case() {
        Booking hold = Fixture.hold(A, "A1");
        done(reserve(hold));
        done(List.of(new Write.OpenCase(supportCase(PaymentId.attempt(A, 1), NOW))));

        assertEquals(
                Optional.of(new BookingDetails(hold, List.of(Fixture.attempt(hold)), List.of())), ledger.details(A));
    }

    @Test
    void recording_links_changes_nothing_else() {
        Booking hold = Fixture.hold(A, "A1");
        done(reserve(hold));
        Payment attempt = Fixture.attempt(hold);

        ledger.recordLinks(attempt.id(), LINKS);

        assertEquals(Optional.of(attempt.with(LINKS)), ledger.payment(attempt.id()));
        assertEquals(hold, booking(A));
    }

    @Test
    void links_are_not_recorded_for_ended_or_missing_payments() {
        Booking hold = Fixture.hold(A, "A1");
        done(reserve(hold));
        Payment attempt = Fixture.attempt(hold);
        Payment captured = attempt.captured(TRANS_ID);
        done(List.of(new Write.ChangePayment(attempt, captured)));

        ledger.recordLinks(attempt.id(), LINKS);
        ledger.recordLinks(PaymentId.attempt(A, 2), LINKS);

        assertEquals(Optional.of(captured), ledger.payment(attempt.id()));
        assertEquals(Optional.empty(), ledger.payment(PaymentId.attempt(A, 2)));
    }

    @Test
    void check_is_recorded_once_in_an_interval_and_changes_nothing_else() {
        assertEquals(
                "attribute_exists(booking_id) AND (attribute_not_exists(checked_at) OR checked_at <= :last)",
                BookingsTable.NOT_CHECKED_SINCE);
        Booking hold = Fixture.hold(A, "A1");
        done(reserve(hold));
        Payment attempt = Fixture.attempt(hold);

        assertTrue(ledger.recordCheck(attempt.id(), NOW, NOW.minusSeconds(10)));
        assertFalse(ledger.recordCheck(attempt.id(), NOW.plusSeconds(9), NOW.minusSeconds(1)));
        done(List.of(new Write.ChangePayment(attempt, attempt.captured(TRANS_ID))));
        assertFalse(ledger.recordCheck(attempt.id(), NOW.plusSeconds(9), NOW.minusSeconds(1)));
        assertTrue(ledger.recordCheck(attempt.id(), NOW.plusSeconds(10), NOW));

        assertFalse(ledger.recordCheck(PaymentId.attempt(A, 2), NOW, NOW));
        assertEquals(Optional.of(attempt.captured(TRANS_ID)), ledger.payment(attempt.id()));
        assertEquals(Optional.empty(), ledger.payment(PaymentId.attempt(A, 2)));
    }

    @Test
    void payment_changes_even_if_links_were_recorded_since_the_read() {
        Booking hold = Fixture.hold(A, "A1");
        done(reserve(hold));
        Payment attempt = Fixture.attempt(hold);
        ledger.recordLinks(attempt.id(), LINKS);

        done(List.of(new Write.ChangePayment(attempt, attempt.captured(TRANS_ID))));

        assertEquals(Optional.of(attempt.captured(TRANS_ID).with(LINKS)), ledger.payment(attempt.id()));
    }

    @Test
    void bookings_of_a_customer_are_listed_newest_first_after_a_position() {
        for (int i = 0; i < 3; i++) {
            done(List.of(new Write.OpenBooking(bookingOf(ALICE, (char) ('a' + i), NOW.plusSeconds(i)))));
        }
        done(List.of(new Write.OpenBooking(bookingOf(BOB, 'd', NOW))));

        assertEquals(List.of(id('c'), id('b'), id('a')), listed(ALICE, Optional.empty(), 3));
        assertEquals(List.of(id('c'), id('b')), listed(ALICE, Optional.empty(), 2));
        assertEquals(List.of(id('a')), listed(ALICE, Optional.of(new BookingPosition(NOW.plusSeconds(1), id('b'))), 2));
        assertEquals(List.of(), listed(ALICE, Optional.of(new BookingPosition(NOW, id('a'))), 2));
        assertEquals(List.of(), listed(new CustomerId("carol"), Optional.empty(), 2));
    }

    @Test
    void bookings_of_the_same_millisecond_are_each_listed_once() {
        Set<BookingId> made = new HashSet<>();
        for (char letter = 'a'; letter <= 'g'; letter++) {
            done(List.of(new Write.OpenBooking(bookingOf(ALICE, letter, NOW))));
            made.add(id(letter));
        }

        List<BookingId> listed = new ArrayList<>();
        Optional<BookingPosition> after = Optional.empty();
        for (List<BookingId> some = listed(ALICE, after, 2); !some.isEmpty(); some = listed(ALICE, after, 2)) {
            listed.addAll(some);
            after = Optional.of(new BookingPosition(NOW, some.getLast()));
        }

        assertEquals(made, Set.copyOf(listed));
        assertEquals(made.size(), listed.size());
    }

    @Test
    void open_cases_are_listed_oldest_first_without_closed_ones() {
        SupportCase newer = supportCase(PaymentId.attempt(A, 1), NOW.plusSeconds(1));
        SupportCase older = supportCase(PaymentId.attempt(B, 1), NOW);
        SupportCase closed = supportCase(PaymentId.attempt(B, 2), NOW.plusSeconds(2));
        done(Stream.of(newer, older, closed).<Write>map(Write.OpenCase::new).toList());
        done(List.of(new Write.CloseCase(closed.closed("paid back"))));

        assertEquals(List.of(older, newer), ledger.openCases());
        assertEquals(Optional.of(closed.closed("paid back")), ledger.supportCase(closed.id()));
        SupportCase byStaff = closed.closedBy(new StaffId("staff-1"), "told", NOW.plusMillis(1));
        done(List.of(new Write.CloseCase(byStaff)));
        assertEquals(Optional.of(byStaff), ledger.supportCase(closed.id()));
        done(List.of(new Write.OpenCase(closed)));
        assertEquals(List.of(older, newer, closed), ledger.openCases());
    }

    @Test
    void deadline_is_found_in_one_shard_until_it_is_met() {
        Booking hold = Fixture.hold(A, "A1");
        Payment attempt = Fixture.attempt(hold);
        done(reserve(hold));
        PendingDeadline end = new PendingDeadline.OfBooking(A, new Deadline(Deadline.Kind.HOLD, HELD_UNTIL));
        PendingDeadline settling =
                new PendingDeadline.OfPayment(attempt.id(), attempt.deadline().orElseThrow());

        assertEquals(List.of(), deadlinesBy(HELD_UNTIL.minusMillis(1)));
        assertEquals(List.of(end), deadlinesBy(HELD_UNTIL));
        assertEquals(List.of(end, settling), deadlinesBy(HELD_UNTIL.plusSeconds(120)));

        done(List.of(
                new Write.ChangeBooking(hold, hold.paid(attempt.id(), NOW)),
                new Write.ChangePayment(attempt, attempt.captured(TRANS_ID))));
        assertEquals(List.of(), deadlinesBy(HELD_UNTIL.plusSeconds(1_000_000)));

        Refund refund = refund(1);
        done(List.of(new Write.OpenRefund(refund)));
        assertEquals(
                List.of(new PendingDeadline.OfRefund(
                        refund.id(), refund.deadline().orElseThrow())),
                deadlinesBy(HELD_UNTIL.plusSeconds(1_000_000)));
        done(List.of(new Write.ChangeRefund(refund, refund.succeeded(NOW))));
        assertEquals(List.of(), deadlinesBy(HELD_UNTIL.plusSeconds(1_000_000)));
    }

    @Test
    void moved_deadline_moves_in_the_index() {
        Booking hold = Fixture.hold(A, "A1");
        done(reserve(hold));
        done(List.of(new Write.EndHold(hold, hold.extended(HELD_UNTIL.plusSeconds(60)), HELD_UNTIL)));

        assertEquals(List.of(), deadlinesBy(HELD_UNTIL.plusSeconds(59)));
        assertEquals(
                List.of(new Deadline(Deadline.Kind.HOLD, HELD_UNTIL.plusSeconds(60))),
                deadlinesBy(HELD_UNTIL.plusSeconds(60)).stream()
                        .map(PendingDeadline::deadline)
                        .toList());
    }

    /** Over all shards; each deadline is in one shard only. */
    private List<PendingDeadline> deadlinesBy(Instant by) {
        List<PendingDeadline> items = new ArrayList<>();
        for (int shard = 0; shard < SHARDS; shard++) {
            ledger.forEachDeadline(shard, by, page -> page.forEach(found -> items.add(found)));
        }
        return items;
    }

    private Booking booking(BookingId id) {
        return ledger.details(id).orElseThrow().booking();
    }

    private void done(List<Write> writes) {
        assertEquals(new Commit.Done(), ledger.commit(writes));
    }

    private List<FailedCondition> refused(List<Write> writes) {
        Supplier<String> why = () -> "committed: " + writes;
        if (ledger.commit(writes) instanceof Commit.Cancelled(List<FailedCondition> failed)) {
            assertTrue(
                    writes.containsAll(
                            failed.stream().map(FailedCondition::write).toList()),
                    why);
            return failed;
        }
        throw new AssertionError(why.get());
    }

    private static List<Found> found(List<FailedCondition> failed) {
        return failed.stream().flatMap(u -> u.found().stream()).toList();
    }

    private static List<Write> reserve(Booking booking) {
        List<Write> writes = new ArrayList<>();
        booking.seats()
                .forEach(seat -> writes.add(take(seat.value(), new SeatClaim.Held(booking.id(), booking.heldUntil()))));
        writes.add(new Write.OpenBooking(booking));
        writes.add(new Write.OpenPayment(Fixture.attempt(booking)));
        writes.add(new Write.TakeActiveHold(booking, NOW));
        return writes;
    }

    private static Write take(String seat, SeatClaim claim) {
        return new Write.TakeSeat(SHOW_ID, new SeatNumber(seat), claim, SHOW.claimsKeptUntil());
    }

    private static Write move(String seat, SeatClaim from, SeatClaim to) {
        return new Write.MoveClaim(SHOW_ID, new SeatNumber(seat), from, to);
    }

    private static ActiveHold activeHold(Booking booking) {
        return ActiveHold.none(booking.customer().orElseThrow()).taken(booking);
    }

    private List<BookingId> listed(CustomerId customer, Optional<BookingPosition> after, int limit) {
        return ledger.bookingsOf(customer, after, limit).stream()
                .map(Booking::id)
                .toList();
    }

    private static Booking bookingOf(CustomerId customer, char letter, Instant at) {
        return Booking.hold(id(letter), customer, Fixture.SHOW, List.of(A1), at, at.plusSeconds(300));
    }

    private static SupportCase supportCase(PaymentId payment, Instant openedAt) {
        return SupportCaseBuilder.builder()
                .id(CaseId.of(new RefundId(payment, 1)))
                .reason(SupportCase.Reason.REFUND_FAILED)
                .open(true)
                .openedAt(openedAt)
                .booking(payment.booking())
                .momoOrder(payment.value())
                .amount(new Vnd(80_000))
                .detail("MoMo refused.")
                .note("")
                .build();
    }
}
