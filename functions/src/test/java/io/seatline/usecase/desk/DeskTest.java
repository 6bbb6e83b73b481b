package io.seatline.usecase.desk;

import static io.seatline.testing.BoxOffice.all;
import static io.seatline.testing.Fixture.ALICE;
import static io.seatline.testing.Fixture.BOB;
import static io.seatline.testing.Fixture.PRICE;
import static io.seatline.testing.Fixture.SHOW;
import static io.seatline.testing.Fixture.SHOW_ID;
import static io.seatline.testing.Fixture.seats;
import static io.seatline.usecase.Invariants.assertNothingIsLost;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.seatline.domain.BookingId;
import io.seatline.domain.CustomerId;
import io.seatline.domain.PaymentId;
import io.seatline.domain.Policies;
import io.seatline.domain.ShowId;
import io.seatline.domain.StaffId;
import io.seatline.domain.Vnd;
import io.seatline.domain.WaitlistEntryId;
import io.seatline.domain.booking.Booking;
import io.seatline.domain.booking.BookingChange;
import io.seatline.domain.booking.BookingState;
import io.seatline.domain.booking.NewBooking;
import io.seatline.domain.catalog.Sales;
import io.seatline.domain.catalog.SalesControl;
import io.seatline.domain.catalog.SalesWindow;
import io.seatline.domain.catalog.SeatRules;
import io.seatline.domain.catalog.Show;
import io.seatline.domain.catalog.ShowBuilder;
import io.seatline.domain.payment.Payment;
import io.seatline.domain.payment.PaymentState;
import io.seatline.domain.payment.Refund;
import io.seatline.domain.payment.RefundState;
import io.seatline.domain.seating.HallLayout;
import io.seatline.domain.seating.SeatCategory;
import io.seatline.domain.seating.SeatNumber;
import io.seatline.testing.BoxOffice;
import io.seatline.testing.Fixture;
import io.seatline.testing.WithBoxOffice;
import io.seatline.usecase.booking.CancelBooking;
import io.seatline.usecase.booking.ReserveSeats;
import io.seatline.usecase.payment.ConfirmPayment;
import io.seatline.usecase.payment.RequestPayment;
import io.seatline.usecase.port.Catalog;
import io.seatline.usecase.refund.RequestRefund;
import io.seatline.usecase.refund.RequestRefund.Reason;
import io.seatline.usecase.waitlist.FindWaitlistEntry.Status;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DeskTest extends WithBoxOffice {
    private static final StaffId MAI = new StaffId("mai");
    private static final List<SeatNumber> ROW =
            List.copyOf(SHOW.layout().seats().keySet());

    @Test
    void block_keeps_seats_from_sale() {
        Booking block = block("A1", "A2");

        assertEquals(BookingState.BLOCKED, block.state());
        assertEquals(Optional.of("Broken springs"), block.blockReason());
        assertEquals(List.of(new BookingChange(BookingState.BLOCKED, Fixture.NOW, Optional.of(MAI))), block.changes());
        assertEquals(block, office.booking(block.id()));
        assertEquals(all("BLOCKED", block.id(), seats("A1", "A2")), office.claims());
        var refused = assertInstanceOf(ReserveSeats.Result.SeatsUnavailable.class, reserve(ALICE, "A2", "A3"));
        assertEquals(seats("A2"), refused.seats());
        assertNothingIsLost(office, block.id());
    }

    @Test
    void block_takes_all_its_seats_or_none() {
        BookingId held = office.hold("A2");

        assertEquals(new Refusal.SeatsUnavailable(seats("A2")), refusal(tryBlock("A1", "A2", "A3")));
        assertEquals(all("HELD", held, seats("A2")), office.claims());
    }

    @Test
    void fifty_seats_fit_in_a_block_and_its_end() {
        Show big = big(Policies.MAX_BLOCK_SEATS + 1);
        List<SeatNumber> all = List.copyOf(big.layout().seats().keySet());
        BoxOffice stadium = officeFor(big);
        List<SeatNumber> most = all.subList(0, Policies.MAX_BLOCK_SEATS);

        var blocked = assertInstanceOf(
                BlockSeats.Result.Blocked.class, stadium.blockSeats.block(MAI, SHOW_ID, most, "VIP visit"));
        assertEquals(Policies.MAX_BLOCK_SEATS, stadium.claims().size());
        stadium.unblockSeats.unblock(MAI, blocked.block().id());
        stadium.reallocate(blocked.block().id());

        assertEquals(Map.of(), stadium.claims());
        BookingId id = BookingId.random(stadium.random);
        assertThrows(
                IllegalArgumentException.class, () -> NewBooking.block(id, MAI, big, all, "too many", Fixture.NOW));
        assertThrows(
                IllegalArgumentException.class,
                () -> NewBooking.sale(id, MAI, big, all.subList(0, Policies.MAX_SEATS + 1), Fixture.NOW));
    }

    @Test
    void lifted_block_goes_to_the_waitlist_before_the_public() {
        Booking block = blockAll();
        WaitlistEntryId bob = office.join(BOB, 2);

        assertEquals(UnblockSeats.Result.UNBLOCKED, office.unblockSeats.unblock(MAI, block.id()));
        assertEquals(all("RELEASED", block.id(), ROW), office.claims());
        assertInstanceOf(ReserveSeats.Result.SeatsUnavailable.class, reserve(ALICE, "A1"));
        assertEquals(new Refusal.SeatsUnavailable(seats("A1")), refusal(sell("A1")));
        assertEquals(new Refusal.SeatsUnavailable(seats("A1")), refusal(tryBlock("A1")));
        assertNothingIsLost(office, block.id());
        office.reallocate(block.id());

        assertEquals(Status.OFFERED, office.entryDetails(bob).status());
        assertEquals(2, office.claims().size());
        Booking lifted = office.booking(block.id());
        assertEquals(BookingState.CANCELLED, lifted.state());
        assertEquals(Optional.of(MAI), lifted.changes().getLast().by());
        assertEquals(Optional.empty(), lifted.deadline());
    }

    @Test
    void lifting_a_block_again_does_nothing() {
        Booking block = block("A1");
        office.unblockSeats.unblock(MAI, block.id());
        office.reallocate(block.id());
        BookingId held = office.hold("A1");

        assertEquals(UnblockSeats.Result.UNBLOCKED, office.unblockSeats.unblock(MAI, block.id()));
        assertEquals(all("HELD", held, seats("A1")), office.claims());
    }

    @Test
    void only_a_block_of_a_show_that_is_not_over_can_be_lifted() {
        Booking block = block("A1");

        assertEquals(UnblockSeats.Result.NOT_FOUND, office.unblockSeats.unblock(MAI, office.hold("A2")));
        assertEquals(UnblockSeats.Result.NOT_FOUND, office.unblockSeats.unblock(MAI, Fixture.id('b')));
        office.clock.moveTo(SHOW.endsAt());
        assertEquals(UnblockSeats.Result.SHOW_OVER, office.unblockSeats.unblock(MAI, block.id()));
        assertEquals(new Refusal.ShowOver(), refusal(tryBlock("A3")));
    }

    @Test
    void counter_sale_is_paid_at_once_in_cash() {
        Booking sale = sold("A1", "A2");

        assertEquals(BookingState.PAID, sale.state());
        assertEquals(Optional.empty(), sale.customer());
        assertEquals(sale, office.booking(sale.id()));
        assertEquals(all("SOLD", sale.id(), seats("A1", "A2")), office.claims());
        Payment payment = office.payment(sale.id(), 1);
        assertEquals(sale.paidBy(), Optional.of(payment.id()));
        assertEquals(PaymentState.CAPTURED, payment.state());
        assertEquals(Payment.Provider.CASH, payment.provider());
        assertEquals(PRICE.plus(PRICE), payment.amount());
        assertEquals(Optional.empty(), payment.deadline());
        assertNothingIsLost(office, sale.id());
    }

    @Test
    void counter_ignores_seat_rules_and_sells_before_customers_can_buy() {
        Show show = ShowBuilder.builder(SHOW)
                .seatRules(new SeatRules(true, true))
                .salesWindow(new SalesWindow(Optional.of(SHOW.startsAt()), 0))
                .build();
        BoxOffice counter = officeFor(show);

        assertInstanceOf(
                SellAtCounter.Result.Sold.class,
                counter.sellAtCounter.sell(request(Optional.empty(), Optional.empty(), "A2")));
    }

    @Test
    void counter_closes_when_sales_end() {
        office.clock.moveTo(SHOW.startsAt());

        assertEquals(new Refusal.SalesEnded(Sales.ENDED), refusal(sell("A1")));
        assertEquals(Map.of(), office.claims());
    }

    @Test
    void counter_sells_while_a_manager_has_closed_sales_until_they_would_end() {
        BoxOffice counter = officeFor(SHOW.with(SalesControl.CLOSED));
        SellAtCounter.Request first = request(Optional.empty(), Optional.empty(), "A1");

        assertInstanceOf(SellAtCounter.Result.Sold.class, counter.sellAtCounter.sell(first));
        counter.clock.moveTo(SHOW.startsAt());
        assertEquals(
                new Refusal.SalesEnded(Sales.ENDED),
                refusal(counter.sellAtCounter.sell(request(Optional.empty(), Optional.empty(), "A2"))));
    }

    @Test
    void desk_leaves_the_seats_of_a_cancelled_show_alone() {
        Booking block = block("A1");
        Catalog catalog = _ -> Optional.of(SHOW.with(SalesControl.CANCELLED));
        BlockSeats blockSeats = new BlockSeats(catalog, office.ledger, office.clock, office.random);
        UnblockSeats unblockSeats = new UnblockSeats(catalog, office.ledger, office.clock);
        SellAtCounter sellAtCounter = new SellAtCounter(catalog, office.ledger, office.clock, office.random);

        assertEquals(new Refusal.ShowCancelled(), refusal(blockSeats.block(MAI, SHOW_ID, seats("A2"), "late")));
        assertEquals(UnblockSeats.Result.SHOW_CANCELLED, unblockSeats.unblock(MAI, block.id()));
        assertEquals(
                new Refusal.SalesEnded(Sales.CANCELLED),
                refusal(sellAtCounter.sell(request(Optional.empty(), Optional.empty(), "A2"))));
        assertEquals(all("BLOCKED", block.id(), seats("A1")), office.claims());
    }

    @Test
    void another_price_than_staff_saw_is_refused() {
        Vnd seen = new Vnd(1);

        assertEquals(
                new Refusal.PriceChanged(PRICE),
                refusal(office.sellAtCounter.sell(request(Optional.empty(), Optional.of(seen), "A1"))));
        assertInstanceOf(
                SellAtCounter.Result.Sold.class,
                office.sellAtCounter.sell(request(Optional.empty(), Optional.of(PRICE), "A1")));
    }

    @Test
    void unknown_shows_and_seats_are_refused() {
        ShowId unknown = new ShowId("unknown");

        assertEquals(new Refusal.NoSuchSeats(seats("Z9")), refusal(sell("A1", "Z9")));
        assertEquals(new Refusal.NoSuchSeats(seats("Z9")), refusal(tryBlock("Z9")));
        assertEquals(
                new Refusal.NoSuchShow(), refusal(office.blockSeats.block(MAI, unknown, seats("A1"), "no such show")));
    }

    @Test
    void repeated_sale_returns_the_first_one_even_after_sales_ended() {
        SellAtCounter.Request request = request(Optional.of("k1"), Optional.empty(), "A1", "A2");
        var first = assertInstanceOf(SellAtCounter.Result.Sold.class, office.sellAtCounter.sell(request));
        office.clock.moveTo(SHOW.startsAt());

        var second = assertInstanceOf(SellAtCounter.Result.Repeated.class, office.sellAtCounter.sell(request));
        assertEquals(first.sale(), second.sale());
        assertEquals(
                new Refusal.KeyReused(),
                refusal(office.sellAtCounter.sell(request(Optional.of("k1"), Optional.empty(), "A3"))));
    }

    @Test
    void concurrent_repeat_returns_the_sale() {
        SellAtCounter.Request request = request(Optional.of("k1"), Optional.empty(), "A1");
        office.watched.beforeNextCommit(() -> office.sellAtCounter.sell(request));

        assertInstanceOf(SellAtCounter.Result.Repeated.class, office.sellAtCounter.sell(request));
        assertEquals(1, office.claims().size());
    }

    @Test
    void sale_of_a_member_of_staff_never_has_the_id_of_their_own_booking() {
        CustomerId same = new CustomerId(MAI.value());
        BookingId sale = BookingId.ofSale(MAI, "k1");

        assertNotEquals(BookingId.of(same, "k1"), sale);
        assertFalse(sale.mayBelongTo(same));
        assertNotEquals(sale, BookingId.ofSale(new StaffId("nam"), "k1"));
    }

    @Test
    void no_customer_finds_or_changes_a_sale_or_a_block() {
        for (BookingId id : List.of(sold("A1").id(), block("A2").id())) {
            for (CustomerId someone : List.of(ALICE, new CustomerId(MAI.value()))) {
                assertEquals(Optional.empty(), office.findBookings.find(someone, id));
                assertEquals(List.of(), office.bookingsOf(someone));
                assertEquals(CancelBooking.Result.NOT_FOUND, office.cancelBooking.cancel(someone, id));
                assertEquals(new RequestPayment.Result.NotFound(), office.requestPayment.retry(someone, id));
                assertEquals(
                        new RequestRefund.Result.NotFound(),
                        office.requestRefund.byCustomer(someone, id, Optional.empty()));
            }
        }
    }

    @Test
    void counter_sale_is_refunded_by_hand_only() {
        Booking sale = sold("A1", "A2");

        assertEquals(
                new RequestRefund.Result.Refused(Reason.PAID_IN_CASH),
                office.requestRefund.bySupport(
                        sale.id(), Optional.empty(), MAI, Optional.empty(), RequestRefund.AdmittedSeats.REFUSE));
        office.requestRefund.bySupport(
                sale.id(), Optional.empty(), MAI, Optional.of("cash"), RequestRefund.AdmittedSeats.REFUSE);

        Refund refund = office.ledger.refunds(sale.paidBy().orElseThrow()).getFirst();
        assertEquals(RefundState.SUCCEEDED, refund.state());
        assertEquals(Refund.Method.BY_HAND, refund.method());
        assertEquals(BookingState.REFUNDED, office.booking(sale.id()).state());
        assertEquals(all("RELEASED", sale.id(), seats("A1", "A2")), office.claims());
    }

    @Test
    void block_cannot_be_refunded() {
        assertEquals(
                new RequestRefund.Result.Refused(Reason.NOT_PAID),
                office.requestRefund.bySupport(
                        block("A1").id(),
                        Optional.empty(),
                        MAI,
                        Optional.of("why"),
                        RequestRefund.AdmittedSeats.REFUSE));
    }

    @Test
    void momo_capture_for_a_sale_or_a_block_is_stray_money() {
        for (BookingId id : List.of(sold("A1").id(), block("A2").id())) {
            Vnd amount = office.booking(id).amount();
            assertEquals(
                    ConfirmPayment.Outcome.CASE_OPENED,
                    office.confirmPayment.captured(PaymentId.attempt(id, 1).value(), Fixture.TRANS_ID + id, amount));
        }
    }

    @Test
    void late_payment_for_blocked_seats_is_refunded() {
        BookingId late = office.hold("A1");
        office.expire(late);
        office.reallocate(late);
        block("A1");
        office.pay(late, 1);
        office.latePayment(PaymentId.attempt(late, 1));

        assertEquals(BookingState.REFUND_PENDING, office.booking(late).state());
    }

    private Booking block(String... seats) {
        return assertInstanceOf(BlockSeats.Result.Blocked.class, tryBlock(seats))
                .block();
    }

    private Booking blockAll() {
        return assertInstanceOf(BlockSeats.Result.Blocked.class, office.blockSeats.block(MAI, SHOW_ID, ROW, "Flooded"))
                .block();
    }

    private BlockSeats.Result tryBlock(String... seats) {
        return office.blockSeats.block(MAI, SHOW_ID, seats(seats), "Broken springs");
    }

    private Booking sold(String... seats) {
        return assertInstanceOf(SellAtCounter.Result.Sold.class, sell(seats))
                .sale()
                .booking();
    }

    private SellAtCounter.Result sell(String... seats) {
        return office.sellAtCounter.sell(request(Optional.empty(), Optional.empty(), seats));
    }

    private static SellAtCounter.Request request(Optional<String> key, Optional<Vnd> amount, String... seats) {
        return new SellAtCounter.Request(MAI, SHOW_ID, seats(seats), key, amount);
    }

    private ReserveSeats.Result reserve(CustomerId customer, String... seats) {
        office.clock.advance(Duration.ofSeconds(1));
        return office.reserveSeats.reserve(new ReserveSeats.Request(customer, SHOW_ID, seats(seats), Optional.empty()));
    }

    private static Refusal refusal(SellAtCounter.Result result) {
        return assertInstanceOf(SellAtCounter.Result.Refused.class, result).refusal();
    }

    private static Refusal refusal(BlockSeats.Result result) {
        return assertInstanceOf(BlockSeats.Result.Refused.class, result).refusal();
    }

    private static Show big(int seats) {
        List<HallLayout.Seat> row = IntStream.rangeClosed(1, seats)
                .mapToObj(n -> new HallLayout.Seat(SeatNumber.of("A", n), SeatCategory.STANDARD, n))
                .toList();
        return ShowBuilder.builder(SHOW)
                .layout(HallLayout.of(List.of(new HallLayout.Row("A", 0, row)), "big"))
                .build();
    }
}
