package io.seatline.usecase.booking;

import static io.seatline.testing.Fixture.ALICE;
import static io.seatline.testing.Fixture.BOB;
import static io.seatline.testing.Fixture.HELD_UNTIL;
import static io.seatline.testing.Fixture.LINKS;
import static io.seatline.testing.Fixture.SHOW;
import static io.seatline.testing.Fixture.SHOW_ID;
import static io.seatline.testing.Fixture.seats;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.seatline.domain.BookingId;
import io.seatline.domain.CustomerId;
import io.seatline.domain.PaymentId;
import io.seatline.domain.ShowId;
import io.seatline.domain.Vnd;
import io.seatline.domain.booking.Booking;
import io.seatline.domain.booking.BookingState;
import io.seatline.domain.catalog.Sales;
import io.seatline.domain.payment.Payment;
import io.seatline.domain.payment.PaymentState;
import io.seatline.domain.seating.SeatNumber;
import io.seatline.events.metric.Metric;
import io.seatline.testing.BoxOffice;
import io.seatline.testing.WatchedLedger;
import io.seatline.testing.WithBoxOffice;
import io.seatline.usecase.booking.ReserveSeats.Request;
import io.seatline.usecase.booking.ReserveSeats.Result;
import io.seatline.usecase.payment.ConfirmPayment;
import io.seatline.usecase.payment.CustomerBooking;
import io.seatline.usecase.payment.RequestPayment;
import io.seatline.usecase.port.PaymentGateway.Created;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReserveSeatsTest extends WithBoxOffice {
    private static final String KEY = "6f1d0c1e-4d0b-4b8e-9d7a-0a54a8f6b7c2";
    private static final BookingId WITH_KEY = BookingId.of(ALICE, KEY);
    private static final Created NO_RESPONSE = new Created.Unavailable("no answer");

    @Test
    void reserving_holds_seats_at_catalog_prices_with_payment_links() {
        CustomerBooking customerBooking = held(reserve(ALICE, "A1", "A2"));

        Booking booking = customerBooking.booking();
        assertEquals(new Vnd(160_000), booking.amount());
        assertEquals(HELD_UNTIL, booking.heldUntil());
        assertEquals(BookingState.IN_BOOKING, booking.state());
        assertEquals(Optional.of(LINKS), customerBooking.payment().flatMap(Payment::links));
        assertEquals(BoxOffice.all("HELD", booking.id(), seats("A1", "A2")), office.claims());
        assertEquals(List.of("create " + booking.id() + ".1 160000 PT5M"), office.momo.calls());
    }

    @Test
    void attempt_is_recorded_before_momo_is_asked() {
        office.watched.crashAtCommit(1, true);

        assertThrows(WatchedLedger.Crash.class, () -> reserve(ALICE, "A1"));
        assertEquals(List.of(), office.momo.calls());
    }

    @Test
    void unknown_show_and_seats_are_rejected() {
        assertEquals(
                new Result.NoSuchShow(),
                office.reserveSeats.reserve(new Request(ALICE, new ShowId("none"), seats("A1"), Optional.empty())));
        assertEquals(new Result.NoSuchSeats(seats("B1", "A21")), reserve(ALICE, "A1", "B1", "A21"));
        assertEquals(List.of(), office.watched.takeCalls());
    }

    @Test
    void sales_close_when_the_show_begins() {
        office.clock.moveTo(SHOW.startsAt().minusMillis(1));
        held(reserve(ALICE, "A1"));
        office.clock.moveTo(SHOW.startsAt());

        assertEquals(new Result.SalesClosed(Sales.ENDED), reserve(BOB, "A2"));
    }

    @Test
    void unavailable_seats_are_named_in_requested_order() {
        office.hold(BOB, "A2", "A4");

        assertEquals(takenByOthers(seats("A4", "A2")), reserve(ALICE, "A4", "A3", "A2"));
    }

    @Test
    void rejection_on_a_fresh_snapshot_needs_no_database_call() {
        office.hold(BOB, "A2");
        reserve(ALICE, "A2");
        office.watched.takeCalls();

        assertEquals(takenByOthers(seats("A2")), reserve(ALICE, "A1", "A2"));
        assertEquals(List.of(), office.watched.takeCalls());
    }

    @Test
    void claims_returned_by_a_lost_transaction_reject_the_next() {
        office.snapshot.of(SHOW_ID);
        office.hold(BOB, "A2");
        reserve(ALICE, "A2");
        office.watched.takeCalls();

        assertEquals(takenByOthers(seats("A2")), reserve(ALICE, "A2", "A3"));
        assertEquals(List.of(), office.watched.takeCalls());
    }

    @Test
    void snapshot_half_a_second_old_rejects_nobody() {
        BookingId bobs = office.hold(BOB, "A2");
        reserve(ALICE, "A2");
        office.cancelBooking.cancel(BOB, bobs);
        office.reallocate(bobs);
        office.clock.advance(ClaimsSnapshot.FRESH_FOR);

        held(reserve(ALICE, "A2"));
    }

    @Test
    void active_hold_is_reported_before_unavailable_seats() {
        BookingId first = office.hold(ALICE, "A1");

        assertEquals(new Result.AlreadyHolding(first), reserve(ALICE, "A2"));
        assertEquals(new Result.AlreadyHolding(first), reserve(ALICE, "A1"));
    }

    @Test
    void paid_cancelled_and_expired_bookings_allow_another() {
        BookingId paid = office.hold(ALICE, "A1");
        office.pay(paid, 1);
        BookingId cancelled = office.hold(ALICE, "A2");
        office.cancelBooking.cancel(ALICE, cancelled);
        BookingId expired = office.hold(ALICE, "A3");
        office.expire(expired);

        held(reserve(ALICE, "A4"));
    }

    @Test
    void expired_hold_does_not_block_its_customer() {
        office.hold(ALICE, "A1");
        office.clock.moveTo(HELD_UNTIL);

        held(reserve(ALICE, "A2"));
    }

    @Test
    void repeated_request_is_granted_once_and_asks_momo_twice() {
        CustomerBooking first = held(keyed("A1", "A2"));

        assertEquals(new Result.Repeated(first), keyed("A1", "A2"));
        assertEquals(new Result.Repeated(first), keyed("A2", "A1"));
        assertEquals(WITH_KEY, first.booking().id());
        assertEquals(
                List.of("create " + WITH_KEY + ".1 160000 PT5M", "create " + WITH_KEY + ".1 160000 PT5M"),
                office.momo.calls());
    }

    @Test
    void links_are_stored_on_the_second_request() {
        held(keyed("A1"));
        assertEquals(Optional.empty(), office.payment(WITH_KEY, 1).links());

        keyed("A1");
        assertEquals(Optional.of(LINKS), office.payment(WITH_KEY, 1).links());
    }

    @Test
    void repeat_is_recognized_on_a_snapshot_and_after_sales_close() {
        CustomerBooking first = held(keyed("A1"));
        office.snapshot.of(SHOW_ID);

        assertEquals(new Result.Repeated(first), keyed("A1"));
        office.clock.moveTo(SHOW.startsAt());
        assertEquals(
                first.booking(),
                assertInstanceOf(Result.Repeated.class, keyed("A1"))
                        .customerBooking()
                        .booking());
    }

    @Test
    void repeat_returns_the_current_booking() {
        held(keyed("A1"));
        office.pay(WITH_KEY, 1);

        CustomerBooking paid =
                assertInstanceOf(Result.Repeated.class, keyed("A1")).customerBooking();
        assertEquals(BookingState.PAID, paid.booking().state());
        assertEquals(office.payment(WITH_KEY, 1), paid.payment().orElseThrow());
    }

    @Test
    void repeat_is_recognized_after_others_took_the_seats() {
        held(keyed("A1"));
        office.expire(WITH_KEY);
        office.reallocate(WITH_KEY);
        office.hold(BOB, "A1");
        office.snapshot.of(SHOW_ID);

        CustomerBooking repeated =
                assertInstanceOf(Result.Repeated.class, keyed("A1")).customerBooking();
        assertEquals(BookingState.EXPIRED, repeated.booking().state());
    }

    @Test
    void key_used_for_other_seats_is_rejected() {
        held(keyed("A1", "A2"));

        assertEquals(new Result.KeyReused(), keyed("A1"));
        assertEquals(new Result.KeyReused(), keyed("A1", "A3"));
        assertEquals(BoxOffice.all("HELD", WITH_KEY, seats("A1", "A2")), office.claims());
    }

    @Test
    void key_belongs_to_its_customer() {
        held(keyed("A1"));
        var bobs = office.reserveSeats.reserve(new Request(BOB, SHOW_ID, seats("A2"), Optional.of(KEY)));

        assertFalse(held(bobs).booking().id().equals(WITH_KEY));
    }

    @Test
    void momo_outage_keeps_the_seats_and_a_retry_reuses_the_ids() {
        office.momo.willCreate(NO_RESPONSE);

        assertEquals(new Result.GatewayUnavailable(WITH_KEY), keyed("A1"));
        assertEquals(BoxOffice.all("HELD", WITH_KEY, seats("A1")), office.claims());

        office.clock.advance(Duration.ofSeconds(10));
        CustomerBooking customerBooking =
                assertInstanceOf(Result.Repeated.class, keyed("A1")).customerBooking();
        assertEquals(Optional.of(LINKS), customerBooking.payment().flatMap(Payment::links));
        assertEquals(
                List.of("create " + WITH_KEY + ".1 80000 PT5M", "create " + WITH_KEY + ".1 80000 PT4M50S"),
                office.momo.calls());
    }

    @Test
    void final_refusal_by_momo_releases_the_seats_at_once() {
        office.momo.willCreate(new Created.Refused(11));

        assertEquals(new Result.PaymentRefused(WITH_KEY), keyed("A1", "A2"));
        assertEquals(BoxOffice.all("RELEASED", WITH_KEY, seats("A1", "A2")), office.claims());
        assertEquals(BookingState.CANCELLED, office.booking(WITH_KEY).state());
        assertEquals(PaymentState.OPEN, office.payment(WITH_KEY, 1).state());
        assertEquals(1, office.metrics.counts().get(Metric.PAYMENT_REFUSED));

        office.reallocate(WITH_KEY);
        held(reserve(ALICE, "A1"));
    }

    @Test
    void refused_payment_that_was_captured_all_the_same_gets_its_seats_late() {
        office.momo.willCreate(new Created.Refused(11));
        assertEquals(new Result.PaymentRefused(WITH_KEY), keyed("A1"));

        assertEquals(ConfirmPayment.Outcome.LATE, office.pay(WITH_KEY, 1));
        office.latePayment(PaymentId.attempt(WITH_KEY, 1));
        assertEquals(BoxOffice.all("SOLD", WITH_KEY, seats("A1")), office.claims());
    }

    @Test
    void refusal_of_a_repeated_order_keeps_the_hold_because_the_first_may_be_paid() {
        office.momo.willCreate(NO_RESPONSE, new Created.Refused(11));
        keyed("A1");

        assertEquals(new Result.GatewayUnavailable(WITH_KEY), keyed("A1"));
        assertEquals(BoxOffice.all("HELD", WITH_KEY, seats("A1")), office.claims());
        assertEquals(1, office.metrics.counts().get(Metric.PAYMENT_REFUSED));
        office.pay(WITH_KEY, 1);
        assertEquals(BoxOffice.all("SOLD", WITH_KEY, seats("A1")), office.claims());
    }

    @Test
    void refusal_does_not_end_a_booking_that_was_paid_meanwhile() {
        office.momo.duringCreate(() -> office.pay(WITH_KEY, 1), new Created.Refused(11));

        keyed("A1");
        assertEquals(BoxOffice.all("SOLD", WITH_KEY, seats("A1")), office.claims());
    }

    @Test
    void refusal_of_a_further_payment_keeps_the_hold() {
        BookingId id = office.hold(ALICE, "A1");
        office.momo.willCreate(new Created.Refused(22));

        assertEquals(new RequestPayment.Result.GatewayUnavailable(id), office.requestPayment.retry(ALICE, id));
        assertEquals(BoxOffice.all("HELD", id, seats("A1")), office.claims());
    }

    @Test
    void reading_a_booking_ends_no_hold() {
        BookingId id = office.hold(ALICE, "A1");
        office.momo.willCreate(new Created.Refused(11));

        office.findBookings.find(ALICE, id);
        assertEquals(BoxOffice.all("HELD", id, seats("A1")), office.claims());
    }

    @Test
    void order_known_to_momo_opens_a_new_attempt() {
        office.momo.willCreate(NO_RESPONSE, new Created.AlreadyKnown());
        keyed("A1");

        CustomerBooking customerBooking =
                assertInstanceOf(Result.Repeated.class, keyed("A1")).customerBooking();
        assertEquals(
                PaymentId.attempt(WITH_KEY, 2),
                customerBooking.payment().orElseThrow().id());
        assertEquals(2, office.booking(WITH_KEY).attempts());
        assertEquals(Optional.of(LINKS), office.payment(WITH_KEY, 2).links());
    }

    @Test
    void momo_is_not_asked_again_after_the_hold() {
        office.momo.willCreate(NO_RESPONSE);
        keyed("A1");
        office.clock.moveTo(HELD_UNTIL);

        CustomerBooking customerBooking =
                assertInstanceOf(Result.Repeated.class, keyed("A1")).customerBooking();
        assertEquals(Optional.empty(), customerBooking.payment().flatMap(Payment::links));
        assertEquals(1, office.momo.calls().size());
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void request_that_crashed_at_its_commit_succeeds_on_retry(boolean before) {
        office.watched.crashAtCommit(1, before);
        assertThrows(WatchedLedger.Crash.class, () -> keyed("A1", "A2"));

        Result again = keyed("A1", "A2");
        CustomerBooking customerBooking =
                switch (again) {
                    case Result.Held(CustomerBooking fresh) when before -> fresh;
                    case Result.Repeated(CustomerBooking repeated) when !before -> repeated;
                    default -> throw new AssertionError(again);
                };
        assertEquals(Optional.of(LINKS), customerBooking.payment().flatMap(Payment::links));
        assertEquals(BoxOffice.all("HELD", WITH_KEY, seats("A1", "A2")), office.claims());
    }

    @Test
    void one_of_fifty_competing_customers_gets_the_seats() throws Exception {
        List<Result> results = race(IntStream.range(0, 50)
                .<Callable<Result>>mapToObj(i -> () -> reserve(new CustomerId("customer" + i), "A1", "A2", "A3"))
                .toList());

        List<CustomerBooking> winners = results.stream()
                .flatMap(r ->
                        r instanceof Result.Held(CustomerBooking customerBooking) ? Stream.of(customerBooking) : null)
                .toList();
        assertEquals(1, winners.size());
        assertEquals(
                49,
                results.stream()
                        .filter(Result.SeatsUnavailable.class::isInstance)
                        .count());
        assertEquals(
                BoxOffice.all("HELD", winners.getFirst().booking().id(), seats("A1", "A2", "A3")), office.claims());
        assertEquals(1, office.momo.calls().size());
    }

    @Test
    void overlapping_requests_get_all_their_seats_or_none() throws Exception {
        List<Result> results = race(IntStream.range(1, 20)
                .<Callable<Result>>mapToObj(i -> () -> reserve(new CustomerId("customer" + i), "A" + i, "A" + (i + 1)))
                .toList());

        Set<SeatNumber> given = new HashSet<>();
        Map<String, String> expected = new TreeMap<>();
        for (Result result : results) {
            if (result instanceof Result.Held(CustomerBooking customerBooking)) {
                customerBooking
                        .booking()
                        .seats()
                        .forEach(seat -> assertTrue(given.add(seat), seat + " has two owners"));
                expected.putAll(BoxOffice.all(
                        "HELD",
                        customerBooking.booking().id(),
                        customerBooking.booking().seats()));
            } else {
                assertInstanceOf(Result.SeatsUnavailable.class, result);
            }
        }
        assertEquals(expected, office.claims());
        assertTrue(given.size() >= 12, "a request loses only to an adjacent request that won");
    }

    @Test
    void twenty_concurrent_requests_of_a_customer_hold_one_booking() throws Exception {
        List<Result> results = race(IntStream.rangeClosed(1, 20)
                .<Callable<Result>>mapToObj(i -> () -> reserve(ALICE, "A" + i))
                .toList());

        assertEquals(1, results.stream().filter(Result.Held.class::isInstance).count());
        assertEquals(
                19,
                results.stream().filter(Result.AlreadyHolding.class::isInstance).count());
        assertEquals(1, office.claims().size());
    }

    private static List<Result> race(List<Callable<Result>> requests) throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            return threads.invokeAll(requests).stream().map(Future::resultNow).toList();
        }
    }

    private Result reserve(CustomerId customer, String... wanted) {
        return office.reserveSeats.reserve(new Request(customer, SHOW_ID, seats(wanted), Optional.empty()));
    }

    private Result keyed(String... wanted) {
        return office.reserveSeats.reserve(new Request(ALICE, SHOW_ID, seats(wanted), Optional.of(KEY)));
    }

    private static Result takenByOthers(List<SeatNumber> seats) {
        return new Result.SeatsUnavailable(seats, Set.of());
    }

    private static CustomerBooking held(Result result) {
        return assertInstanceOf(Result.Held.class, result).customerBooking();
    }
}
