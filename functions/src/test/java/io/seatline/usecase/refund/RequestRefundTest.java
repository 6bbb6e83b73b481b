package io.seatline.usecase.refund;

import static io.seatline.testing.Fixture.ALICE;
import static io.seatline.testing.Fixture.BOB;
import static io.seatline.testing.Fixture.NOW;
import static io.seatline.testing.Fixture.PRICE;
import static io.seatline.testing.Fixture.SHOW_ID;
import static io.seatline.testing.Fixture.STAFF;
import static io.seatline.testing.Fixture.id;
import static io.seatline.testing.Fixture.seats;
import static io.seatline.testing.Fixture.showSeats;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.seatline.domain.BookingId;
import io.seatline.domain.CustomerId;
import io.seatline.domain.Deadline;
import io.seatline.domain.PaymentId;
import io.seatline.domain.ShowId;
import io.seatline.domain.Vnd;
import io.seatline.domain.WaitlistEntryId;
import io.seatline.domain.booking.BookingChange;
import io.seatline.domain.booking.BookingState;
import io.seatline.domain.catalog.CinemaPolicies;
import io.seatline.domain.catalog.SalesControl;
import io.seatline.domain.catalog.SeatRules;
import io.seatline.domain.catalog.Show;
import io.seatline.domain.catalog.ShowBuilder;
import io.seatline.domain.payment.Refund;
import io.seatline.domain.payment.RefundState;
import io.seatline.domain.seating.Party;
import io.seatline.domain.seating.SeatCategory;
import io.seatline.domain.seating.SeatClaim;
import io.seatline.domain.seating.SeatNumber;
import io.seatline.domain.seating.ShowSeat;
import io.seatline.testing.BoxOffice;
import io.seatline.testing.Fixture;
import io.seatline.testing.TornReading;
import io.seatline.testing.WithBoxOffice;
import io.seatline.usecase.booking.ReserveSeats;
import io.seatline.usecase.payment.CustomerBooking;
import io.seatline.usecase.port.Ledger;
import io.seatline.usecase.port.Ledger.BookingDetails;
import io.seatline.usecase.port.PaymentGateway.Refunded;
import io.seatline.usecase.refund.RequestRefund.Reason;
import io.seatline.usecase.refund.RequestRefund.Result;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RequestRefundTest extends WithBoxOffice {

    @Test
    void refunding_a_booking_releases_its_seats_and_its_money() {
        BookingId paid = paid("A1", "A2");

        CustomerBooking after = current(office.refundAll(paid));
        assertEquals(CustomerBooking.of(office.ledger.details(paid).orElseThrow()), after);
        assertEquals(BookingState.REFUND_PENDING, after.booking().state());
        assertEquals(
                Deadline.Kind.REALLOCATE,
                after.booking().deadline().orElseThrow().kind());
        assertEquals(
                new BookingChange(BookingState.REFUND_PENDING, NOW, Optional.of(STAFF)),
                after.booking().changes().getLast());
        Refund refund = office.refund(paid, 1);
        assertEquals(new Vnd(160_000), refund.amount());
        assertEquals(seats("A1", "A2"), refund.seats());
        assertEquals(Refund.Reason.SUPPORT, refund.reason());
        assertEquals(Optional.of(STAFF), refund.by());
        assertEquals(BoxOffice.all("RELEASED", paid, seats("A1", "A2")), office.claims());
    }

    @Test
    void some_seats_are_refunded_and_the_others_kept() {
        BookingId paid = paid("A1", "A2", "A3");

        CustomerBooking after = current(bySupport(paid, "A1", "A3"));
        assertEquals(BookingState.PAID, after.booking().state());
        assertEquals(seats("A2"), after.booking().seats());
        assertEquals(seats("A1", "A3"), after.booking().returned());
        assertEquals(after.booking(), office.booking(paid));
        assertEquals(new Vnd(160_000), office.refund(paid, 1).amount());
        assertEquals(seats("A1", "A3"), office.refund(paid, 1).seats());
        assertEquals(PRICE, office.payment(paid, 1).kept());
        Map<String, String> claims = new TreeMap<>(BoxOffice.all("RELEASED", paid, seats("A1", "A3")));
        claims.putAll(BoxOffice.all("SOLD", paid, seats("A2")));
        assertEquals(claims, office.claims());
    }

    @Test
    void booking_ends_when_its_last_seats_are_returned() {
        BookingId paid = paid("A1", "A2");
        bySupport(paid, "A1");
        office.makeRefund(paid, 1);
        assertEquals(BookingState.PAID, office.booking(paid).state());

        bySupport(paid, "A1", "A2");
        assertEquals(BookingState.REFUND_PENDING, office.booking(paid).state());
        assertEquals(Vnd.ZERO, office.payment(paid, 1).kept());
        office.ledger.refunds(PaymentId.attempt(paid, 1)).forEach(refund -> office.makeRefund.make(refund.id()));
        assertEquals(BookingState.REFUNDED, office.booking(paid).state());
        assertEquals(seats("A2"), office.booking(paid).seats(), "those that it kept last");
    }

    @Test
    void refund_by_hand_completes_at_once_and_releases_the_seats() {
        BookingId paid = paid("A1");
        office.requestRefund.bySupport(
                paid, Optional.empty(), STAFF, Optional.of("cash at the counter"), RequestRefund.AdmittedSeats.REFUSE);

        assertEquals(BookingState.REFUNDED, office.booking(paid).state());
        Refund refund = office.refund(paid, 1);
        assertEquals(RefundState.SUCCEEDED, refund.state());
        assertEquals(Refund.Method.BY_HAND, refund.method());
        assertEquals("cash at the counter", refund.note());
        assertEquals(Optional.empty(), refund.deadline());
        assertEquals(BoxOffice.all("RELEASED", paid, seats("A1")), office.claims());
        assertEquals(
                List.of(),
                office.momo.calls().stream().filter(q -> q.startsWith("refund")).toList());
    }

    @Test
    void refunding_the_same_booking_again_changes_nothing() {
        BookingId paid = paid("A1");
        office.refundAll(paid);
        var before = office.ledger.details(paid);

        current(office.refundAll(paid));
        current(bySupport(paid, "A1"));
        assertEquals(
                refused(Reason.REFUND_IN_PROGRESS),
                office.requestRefund.bySupport(
                        paid,
                        Optional.empty(),
                        STAFF,
                        Optional.of("cash at the counter"),
                        RequestRefund.AdmittedSeats.REFUSE));
        assertEquals(before, office.ledger.details(paid));
        office.makeRefund(paid, 1);
        assertEquals(refused(Reason.ALREADY_REFUNDED), office.refundAll(paid));
    }

    @Test
    void seats_whose_refund_is_at_momo_are_not_refunded_by_hand_too() {
        BookingId paid = paid("A1", "A2");
        bySupport(paid, "A1");
        var before = office.ledger.details(paid);

        assertEquals(refused(Reason.REFUND_IN_PROGRESS), byHand(paid, "A1", "A2"));
        assertEquals(before, office.ledger.details(paid));
        office.momo.willRefund(new Refunded.Refused(1088));
        office.makeRefund(paid, 1);
        assertEquals(refused(Reason.HAS_CASE), byHand(paid, "A1"));
        assertEquals(
                refused(Reason.HAS_CASE),
                office.requestRefund.bySupport(
                        paid, Optional.empty(), STAFF, Optional.of("cash"), RequestRefund.AdmittedSeats.REFUSE));
        current(byHand(paid, "A2"));
        assertEquals(BookingState.REFUND_FAILED, office.booking(paid).state());
    }

    @Test
    void seats_refunded_by_hand_are_not_refunded_by_hand_again_under_another_note() {
        BookingId paid = paid("A1", "A2");
        current(byHand(paid, "A1"));
        var before = office.ledger.details(paid);

        current(byHand(paid, "A1"));
        assertEquals(
                refused(Reason.ALREADY_REFUNDED),
                office.requestRefund.bySupport(
                        paid,
                        Optional.of(showSeats("A1", "A2")),
                        STAFF,
                        Optional.of("another receipt"),
                        RequestRefund.AdmittedSeats.REFUSE));
        assertEquals(before, office.ledger.details(paid));
    }

    private Result byHand(BookingId booking, String... seats) {
        return office.requestRefund.bySupport(
                booking, Optional.of(showSeats(seats)), STAFF, Optional.of("cash"), RequestRefund.AdmittedSeats.REFUSE);
    }

    @Test
    void customer_of_a_cancelled_show_pays_no_fee() {
        BookingId paid = returnable(60, 15, 90_000).hold("A1", "A2");
        office.pay(paid, 1);
        office.changeSales.decide(SHOW_ID, SalesControl.CANCELLED, "The projector is broken.", STAFF);

        assertEquals(
                refused(Reason.SHOW_CANCELLED),
                office.requestRefund.byCustomer(ALICE, paid, Optional.of(showSeats("A1"))));
        office.deliver();
        assertEquals(new Vnd(180_000), office.refund(paid, 1).amount());
        assertEquals(Refund.Reason.SHOW_CANCELLED, office.refund(paid, 1).reason());
    }

    @Test
    void returning_the_same_seats_again_changes_nothing() {
        BookingId paid = paid("A1", "A2");
        bySupport(paid, "A1");
        var before = office.ledger.details(paid);

        assertEquals(CustomerBooking.of(before.orElseThrow()), current(bySupport(paid, "A1")));
        assertEquals(before, office.ledger.details(paid));
    }

    @Test
    void seats_that_the_booking_never_had_are_unknown() {
        BookingId paid = paid("A1", "A2");
        bySupport(paid, "A1");
        var before = office.ledger.details(paid);
        ShowSeat ofAnotherShow = new ShowSeat(new ShowId("sh2"), new SeatNumber("A2"));

        assertEquals(
                new Result.UnknownSeats(List.of(ofAnotherShow, showSeats("A9").getFirst())),
                office.requestRefund.bySupport(
                        paid,
                        Optional.of(List.of(
                                showSeats("A1").getFirst(),
                                showSeats("A2").getFirst(),
                                ofAnotherShow,
                                showSeats("A9").getFirst())),
                        STAFF,
                        Optional.empty(),
                        RequestRefund.AdmittedSeats.REFUSE));
        assertEquals(before, office.ledger.details(paid));
    }

    @Test
    void unpaid_booking_is_not_refundable() {
        BookingId held = office.hold("A1");
        assertEquals(refused(Reason.NOT_PAID), office.refundAll(held));
        office.expire(held);
        assertEquals(refused(Reason.NOT_PAID), office.refundAll(held));
        assertEquals(new Result.NotFound(), office.refundAll(id('z')));
    }

    @Test
    void booking_whose_refund_failed_is_left_to_its_case() {
        BookingId paid = paid("A1");
        office.refundAll(paid);
        office.momo.willRefund(new Refunded.Refused(1088));
        office.makeRefund(paid, 1);

        assertEquals(refused(Reason.HAS_CASE), office.refundAll(paid));
    }

    @Test
    void booking_paid_in_cash_is_refunded_by_hand_only() {
        BookingId sold = office.soldForCash("A1", "A2");

        assertEquals(refused(Reason.PAID_IN_CASH), office.refundAll(sold));
        current(office.requestRefund.bySupport(
                sold, Optional.of(showSeats("A1")), STAFF, Optional.of("cash"), RequestRefund.AdmittedSeats.REFUSE));
        assertEquals(RefundState.SUCCEEDED, office.refund(sold, 1).state());
        assertEquals(PRICE, office.payment(sold, 1).kept());
    }

    @Test
    void cancelled_show_refunds_what_is_kept_and_blocks_the_seats() {
        BookingId paid = paid("A1", "A2");
        bySupport(paid, "A1");
        office.reallocate(paid);
        long releases = office.booking(paid).releases();

        office.requestRefund.forCancelledShow(paid);
        office.requestRefund.forCancelledShow(paid);

        List<Refund> refunds = office.ledger.refunds(PaymentId.attempt(paid, 1));
        assertEquals(2, refunds.size());
        assertEquals(Refund.Reason.SHOW_CANCELLED, refunds.getLast().reason());
        assertEquals(PRICE, refunds.getLast().amount());
        assertEquals(BookingState.REFUND_PENDING, office.booking(paid).state());
        assertEquals(releases, office.booking(paid).releases(), "the seats are not released");
        assertEquals(BoxOffice.all("BLOCKED", paid, seats("A2")), office.claims());
    }

    @Test
    void customer_returns_seats_less_the_fee_rounded_down() {
        BookingId paid = returnable(60, 15, 90_010).hold("A1", "A2");
        office.pay(paid, 1);

        CustomerBooking after = current(byCustomer(paid, "A1"));
        assertEquals(BookingState.PAID, after.booking().state());
        assertEquals(seats("A1"), after.booking().returned());
        Refund refund = office.refund(paid, 1);
        assertEquals(new Vnd(90_010 - 13_501), refund.amount());
        assertEquals(Refund.Reason.CUSTOMER, refund.reason());
        assertEquals(Optional.empty(), refund.by());

        office.requestRefund.byCustomer(ALICE, paid, Optional.empty());
        assertEquals(BookingState.REFUND_PENDING, office.booking(paid).state());
        assertEquals(new Vnd(2 * 13_501), office.payment(paid, 1).kept(), "the cinema keeps the fee");
    }

    @Test
    void fee_is_taken_from_the_sum_of_the_seats() {
        BookingId paid = returnable(60, 15, 90_010).hold("A1", "A2");
        office.pay(paid, 1);
        office.requestRefund.byCustomer(ALICE, paid, Optional.empty());

        assertEquals(new Vnd(180_020 - 27_003), office.refund(paid, 1).amount());
    }

    @Test
    void customer_returns_seats_until_so_many_minutes_before_the_start() {
        BookingId paid = returnable(45, 0, 80_000).hold("A1", "A2");
        office.pay(paid, 1);
        office.clock.moveTo(Fixture.SHOW.startsAt().minus(Duration.ofMinutes(45)));
        current(byCustomer(paid, "A1"));

        office.clock.advance(Duration.ofMillis(1));
        assertEquals(refused(Reason.TOO_LATE), byCustomer(paid, "A2"));
        assertEquals(refused(Reason.TOO_LATE), office.requestRefund.byCustomer(ALICE, paid, Optional.empty()));
        assertEquals(seats("A2"), office.booking(paid).seats());
        current(bySupport(paid, "A2"));
    }

    @Test
    void repeat_is_harmless_after_the_time_has_passed() {
        BookingId paid = returnable(45, 0, 80_000).hold("A1", "A2");
        office.pay(paid, 1);
        byCustomer(paid, "A1");
        var before = office.ledger.details(paid);
        office.clock.moveTo(Fixture.SHOW.startsAt());

        current(byCustomer(paid, "A1"));
        assertEquals(before, office.ledger.details(paid));
    }

    @Test
    void customer_may_repeat_the_return_of_all_seats() {
        BookingId paid = returnable(60, 10, 80_000).hold("A1", "A2");
        office.pay(paid, 1);
        current(office.requestRefund.byCustomer(ALICE, paid, Optional.empty()));
        var before = office.ledger.details(paid);

        current(office.requestRefund.byCustomer(ALICE, paid, Optional.empty()));
        current(byCustomer(paid, "A2"));
        office.makeRefund(paid, 1);
        current(office.requestRefund.byCustomer(ALICE, paid, Optional.empty()));
        assertEquals(1, before.orElseThrow().refunds().size());
        assertEquals(1, office.ledger.refunds(PaymentId.attempt(paid, 1)).size());
    }

    @ParameterizedTest
    @CsvSource({"10, 1_112, 1001", "10, 1_111, 1000", "10, 1_110, 0", "100, 80_000, 0", "99, 80_000, 0"})
    void less_than_1000_dong_after_the_fee_is_not_refunded(int feePercent, String price, long refunded) {
        BookingId paid = returnable(60, feePercent, Long.parseLong(price.replace("_", "")))
                .hold("A1");
        office.pay(paid, 1);
        Result result = byCustomer(paid, "A1");

        if (refunded == 0) {
            assertEquals(refused(Reason.TOO_SMALL), result);
            assertEquals(BoxOffice.all("SOLD", paid, seats("A1")), office.claims());
        } else {
            current(result);
            assertEquals(new Vnd(refunded), office.refund(paid, 1).amount());
        }
    }

    @Test
    void cinema_without_a_policy_takes_no_seats_back() {
        BookingId paid = paid("A1");

        assertEquals(refused(Reason.NO_POLICY), byCustomer(paid, "A1"));
    }

    @Test
    void terms_are_those_on_which_the_seats_were_booked() {
        BookingId paid = returnable(60, 10, 80_000).hold("A1");
        office.pay(paid, 1);

        // The catalog's show has no policy now.
        RequestRefund later = new RequestRefund(office.ledger, _ -> false, office.clock);
        current(later.byCustomer(ALICE, paid, Optional.empty()));
        assertEquals(new Vnd(72_000), office.refund(paid, 1).amount());
    }

    @Test
    void other_customer_does_not_find_the_booking() {
        BookingId paid = returnable(60, 0, 80_000).hold("A1");
        office.pay(paid, 1);
        BookingId sold = office.soldForCash("A5");

        assertEquals(new Result.NotFound(), office.requestRefund.byCustomer(BOB, paid, Optional.empty()));
        assertEquals(new Result.NotFound(), office.requestRefund.byCustomer(ALICE, sold, Optional.empty()));
        assertEquals(new Result.NotFound(), office.requestRefund.byCustomer(ALICE, id('z'), Optional.empty()));
    }

    @Test
    void customer_cannot_return_what_is_not_paid() {
        BookingId held = returnable(60, 0, 80_000).hold("A1");
        assertEquals(refused(Reason.NOT_PAID), byCustomer(held, "A1"));
        office.expire(held);
        assertEquals(refused(Reason.NOT_PAID), byCustomer(held, "A1"));
    }

    @Test
    void customer_names_a_seat_that_the_booking_never_had() {
        BookingId paid = returnable(60, 0, 80_000).hold("A1");
        office.pay(paid, 1);

        assertEquals(new Result.UnknownSeats(showSeats("A2")), byCustomer(paid, "A2"));
    }

    @Test
    void concurrent_returns_of_one_seat_refund_it_once() {
        BookingId paid = paid("A1", "A2");
        office.watched.beforeNextCommit(() -> bySupport(paid, "A1"));

        current(bySupport(paid, "A1"));
        assertEquals(1, office.ledger.refunds(PaymentId.attempt(paid, 1)).size());
        assertEquals(PRICE, office.payment(paid, 1).kept());
    }

    @Test
    void concurrent_returns_of_two_seats_are_two_refunds() {
        BookingId paid = paid("A1", "A2");
        office.watched.beforeNextCommit(() -> bySupport(paid, "A2"));

        current(bySupport(paid, "A1"));
        assertEquals(2, office.ledger.refunds(PaymentId.attempt(paid, 1)).size());
        assertEquals(BookingState.REFUND_PENDING, office.booking(paid).state());
        assertEquals(Vnd.ZERO, office.payment(paid, 1).kept());
    }

    @Test
    void refund_that_was_read_during_another_one_is_repeated() {
        BookingId paid = paid("A1", "A2");
        BookingDetails before = office.ledger.details(paid).orElseThrow();
        bySupport(paid, "A1");
        BookingDetails after = office.ledger.details(paid).orElseThrow();
        BookingDetails torn = new BookingDetails(before.booking(), after.payments(), after.refunds());

        current(on("details", Optional.of(torn))
                .bySupport(paid, Optional.empty(), STAFF, Optional.empty(), RequestRefund.AdmittedSeats.REFUSE));

        assertEquals(2, office.ledger.refunds(PaymentId.attempt(paid, 1)).size());
        assertEquals(Vnd.ZERO, office.payment(paid, 1).kept());
    }

    @Test
    void refund_that_was_read_during_the_payment_is_repeated() {
        BookingId id = office.hold("A1", "A2");
        BookingDetails before = office.ledger.details(id).orElseThrow();
        office.pay(id, 1);
        BookingDetails torn = new BookingDetails(office.booking(id), before.payments(), before.refunds());

        current(on("details", Optional.of(torn))
                .bySupport(id, Optional.empty(), STAFF, Optional.empty(), RequestRefund.AdmittedSeats.REFUSE));

        assertEquals(Vnd.ZERO, office.payment(id, 1).kept());
    }

    @Test
    void refund_that_was_read_with_a_stale_payment_is_not_committed() {
        BookingId paid = paid("A1", "A2");
        BookingDetails before = office.ledger.details(paid).orElseThrow();
        bySupport(paid, "A1");
        BookingDetails torn = new BookingDetails(
                office.booking(paid),
                before.payments(),
                office.ledger.details(paid).orElseThrow().refunds());

        current(on("details", Optional.of(torn))
                .bySupport(paid, Optional.empty(), STAFF, Optional.empty(), RequestRefund.AdmittedSeats.REFUSE));

        List<Refund> refunds = office.ledger.refunds(PaymentId.attempt(paid, 1));
        assertEquals(2, refunds.size());
        assertEquals(Vnd.ZERO, office.payment(paid, 1).kept());
        assertEquals(
                new Vnd(160_000),
                refunds.getFirst().amount().plus(refunds.getLast().amount()));
    }

    @Test
    void refund_that_was_read_with_a_stale_refund_is_not_committed() {
        BookingId paid = paid("A1", "A2");
        bySupport(paid, "A1");
        BookingDetails before = office.ledger.details(paid).orElseThrow();
        office.makeRefund(paid, 1);
        BookingDetails torn =
                new BookingDetails(office.booking(paid), List.of(office.payment(paid, 1)), before.refunds());

        current(on("details", Optional.of(torn))
                .bySupport(
                        paid,
                        Optional.of(showSeats("A2")),
                        STAFF,
                        Optional.of("cash at the counter"),
                        RequestRefund.AdmittedSeats.REFUSE));

        assertEquals(BookingState.REFUNDED, office.booking(paid).state(), "the first refund has succeeded");
    }

    @Test
    void refund_releases_all_seats_despite_a_half_written_payment() {
        BookingId paid = office.hold("A1", "A2");
        Map<SeatNumber, SeatClaim> notYetSold = office.ledger.claims(SHOW_ID);
        office.pay(paid, 1);

        current(on("claims", notYetSold)
                .bySupport(paid, Optional.empty(), STAFF, Optional.empty(), RequestRefund.AdmittedSeats.REFUSE));

        assertEquals(BookingState.REFUND_PENDING, office.booking(paid).state());
        assertEquals(BoxOffice.all("RELEASED", paid, seats("A1", "A2")), office.claims());
    }

    @Test
    void refund_releases_all_seats_despite_a_half_written_late_payment() {
        BookingId late = office.hold("A1", "A2");
        office.expire(late);
        office.reallocate(late);
        office.pay(late, 1);
        office.latePayment(PaymentId.attempt(late, 1));
        assertEquals(BookingState.PAID, office.booking(late).state());

        current(on("claims", Map.of())
                .bySupport(late, Optional.empty(), STAFF, Optional.empty(), RequestRefund.AdmittedSeats.REFUSE));

        assertEquals(BoxOffice.all("RELEASED", late, seats("A1", "A2")), office.claims());
    }

    @Test
    void returned_seats_reach_the_waitlist_before_the_public() {
        BookingId paid = paid("A1", "A2", "A3");
        WaitlistEntryId waits = waitingForOne();

        bySupport(paid, "A2");
        assertInstanceOf(ReserveSeats.Result.SeatsUnavailable.class, reserve(BOB, "A2"));
        office.reallocate(paid);

        assertEquals(seats("A2"), office.offer(waits).seats());
        assertEquals(BookingState.PAID, office.booking(paid).state());
        assertEquals(Optional.empty(), office.booking(paid).deadline());
    }

    @Test
    void returned_seat_that_nobody_waits_for_is_public_again() {
        BookingId paid = paid("A1", "A2");
        bySupport(paid, "A2");
        office.reallocate(paid);

        assertEquals(BoxOffice.all("SOLD", paid, seats("A1")), office.claims());
        assertInstanceOf(ReserveSeats.Result.Held.class, reserve(BOB, "A2"));
    }

    @Test
    void customer_may_buy_a_returned_seat_again_and_return_it_again() {
        BookingId paid = paid("A1", "A2");
        bySupport(paid, "A2");
        office.reallocate(paid);
        BookingId again = paid("A2");

        bySupport(again, "A2");
        assertEquals(BookingState.PAID, office.booking(paid).state());
        assertEquals(BookingState.REFUND_PENDING, office.booking(again).state());
        current(bySupport(paid, "A2"));
        assertEquals(1, office.ledger.refunds(PaymentId.attempt(paid, 1)).size());
    }

    @Test
    void repeated_reservation_is_the_same_booking_after_seats_were_returned() {
        ReserveSeats.Request request =
                new ReserveSeats.Request(ALICE, SHOW_ID, seats("A1", "A2"), Optional.of("key-1"));
        assertInstanceOf(ReserveSeats.Result.Held.class, office.reserveSeats.reserve(request));
        BookingId paid = office.bookingsOf(ALICE).getFirst().id();
        office.pay(paid, 1);
        bySupport(paid, "A1");
        office.reallocate(paid);

        var repeated = assertInstanceOf(ReserveSeats.Result.Repeated.class, office.reserveSeats.reserve(request));
        assertEquals(office.booking(paid), repeated.customerBooking().booking());
        assertInstanceOf(
                ReserveSeats.Result.KeyReused.class,
                office.reserveSeats.reserve(
                        new ReserveSeats.Request(ALICE, SHOW_ID, seats("A2"), Optional.of("key-1"))));
    }

    private BookingId paid(String... seats) {
        BookingId id = office.hold(seats);
        office.pay(id, 1);
        return id;
    }

    /** A party of one waits while the hall is full. */
    private WaitlistEntryId waitingForOne() {
        CustomerId dora = new CustomerId("dora");
        for (int first = 4; first <= 20; first += 10) {
            String[] seats = IntStream.rangeClosed(first, Math.min(20, first + 9))
                    .mapToObj(n -> "A" + n)
                    .toArray(String[]::new);
            BookingId others = office.hold(new CustomerId("carol"), seats);
            office.pay(others, 1);
        }
        return office.join(dora, new Party(1, false));
    }

    private ReserveSeats.Result reserve(CustomerId customer, String... seats) {
        return office.reserveSeats.reserve(new ReserveSeats.Request(customer, SHOW_ID, seats(seats), Optional.empty()));
    }

    private Result bySupport(BookingId id, String... seats) {
        return office.requestRefund.bySupport(
                id, Optional.of(showSeats(seats)), STAFF, Optional.empty(), RequestRefund.AdmittedSeats.REFUSE);
    }

    private Result byCustomer(BookingId id, String... seats) {
        return office.requestRefund.byCustomer(ALICE, id, Optional.of(showSeats(seats)));
    }

    /** The use case whose first call of this method of the ledger returns this reading. */
    private RequestRefund on(String method, Object reading) {
        return new RequestRefund(
                TornReading.first(Ledger.class, office.ledger, method, reading), _ -> false, office.clock);
    }

    /** Opens a box office whose cinema takes seats back on these terms, at this price. */
    private BoxOffice returnable(int untilMinutes, int feePercent, long price) {
        Show show = ShowBuilder.builder(Fixture.SHOW)
                .cinema(Fixture.SHOW
                        .cinema()
                        .with(new CinemaPolicies(
                                Optional.of(new CinemaPolicies.Refunds(untilMinutes, feePercent)), SeatRules.NONE)))
                .prices(Map.of(SeatCategory.STANDARD, new Vnd(price)))
                .build();
        office = officeFor(show);
        return office;
    }

    private static CustomerBooking current(Result result) {
        return assertInstanceOf(Result.Current.class, result).customerBooking();
    }

    private static Result refused(Reason reason) {
        return new Result.Refused(reason);
    }
}
