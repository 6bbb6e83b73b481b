package io.seatline.usecase.booking;

import static io.seatline.testing.Fixture.ALICE;
import static io.seatline.testing.Fixture.BOB;
import static io.seatline.testing.Fixture.NOW;
import static io.seatline.testing.Fixture.PRICE;
import static io.seatline.testing.Fixture.SHOW;
import static io.seatline.testing.Fixture.SHOW_ID;
import static io.seatline.testing.Fixture.seats;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.seatline.domain.Vnd;
import io.seatline.domain.catalog.Sales;
import io.seatline.domain.catalog.SalesControl;
import io.seatline.domain.catalog.SalesWindow;
import io.seatline.domain.catalog.SeatRules;
import io.seatline.domain.catalog.Show;
import io.seatline.domain.catalog.ShowBuilder;
import io.seatline.domain.seating.DrawnHall;
import io.seatline.domain.seating.Party;
import io.seatline.domain.seating.SeatCategory;
import io.seatline.domain.seating.rules.SelectionRules.Rule;
import io.seatline.domain.seating.rules.SelectionRules.Violation;
import io.seatline.testing.BoxOffice;
import io.seatline.testing.WithBoxOffice;
import io.seatline.usecase.booking.ReserveSeats.Request;
import io.seatline.usecase.booking.ReserveSeats.Result;
import io.seatline.usecase.booking.ReserveSeats.Terms;
import io.seatline.usecase.waitlist.JoinWaitlist;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Requests that are refused before the transaction: by sales, price and seat rules. */
class RequestCheckTest extends WithBoxOffice {
    private static final String KEY = "key-of-alice";
    private static final Vnd DEARER = new Vnd(90_000);

    @Test
    void expected_amount_that_is_right_is_held() {
        assertInstanceOf(Result.Held.class, reserve(expecting(new Vnd(160_000)), "A1", "A2"));
    }

    @Test
    void other_price_is_refused_without_a_read_or_a_write() {
        office.hold(BOB, "A1");
        office.watched.takeCalls();

        assertEquals(new Result.PriceChanged(new Vnd(160_000)), reserve(expecting(PRICE), "A1", "A2"));
        assertEquals(List.of(), office.watched.takeCalls());
    }

    @Test
    void repeat_returns_its_booking_although_the_price_has_changed_since() {
        assertInstanceOf(Result.Held.class, keyed(office));
        BoxOffice dearer = sameTables(ShowBuilder.builder(SHOW)
                .prices(Map.of(SeatCategory.STANDARD, DEARER))
                .build());

        assertInstanceOf(Result.Repeated.class, keyed(dearer));
    }

    @Test
    void sales_that_have_not_opened_say_when_they_do() {
        office = officeFor(ShowBuilder.builder(SHOW)
                .salesWindow(new SalesWindow(Optional.of(NOW.plusSeconds(1)), 10))
                .build());

        assertEquals(new Result.SalesNotOpen(NOW.plusSeconds(1)), reserve(Terms.NONE, "A1"));
        office.clock.advance(Duration.ofSeconds(1));
        assertInstanceOf(Result.Held.class, reserve(Terms.NONE, "A1"));
    }

    @Test
    void sales_stay_open_for_the_cinemas_grace_period_after_the_start() {
        office = officeFor(ShowBuilder.builder(SHOW)
                .salesWindow(new SalesWindow(Optional.empty(), 10))
                .build());
        office.clock.moveTo(SHOW.startsAt().plus(Duration.ofMinutes(10)).minusMillis(1));
        assertInstanceOf(Result.Held.class, reserve(Terms.NONE, "A1"));

        office.clock.advance(Duration.ofMillis(1));
        assertEquals(new Result.SalesClosed(Sales.ENDED), reserve(Terms.NONE, "A2"));
    }

    @ParameterizedTest
    @EnumSource(names = {"CLOSED", "CANCELLED"})
    void manager_may_stop_sales(SalesControl decision) {
        office = officeFor(SHOW.with(decision));

        assertEquals(new Result.SalesClosed(Sales.valueOf(decision.name())), reserve(Terms.NONE, "A1"));
        assertEquals(
                new JoinWaitlist.Result.SalesClosed(Sales.valueOf(decision.name())),
                office.joinWaitlist.join(ALICE, SHOW_ID, new Party(1, false)));
    }

    @Test
    void accessible_seats_need_to_be_asked_for_in_every_cinema() {
        office = officeFor(show("A ..aa", SeatRules.NONE));
        office.watched.takeCalls();

        assertEquals(broken(Rule.ACCESSIBLE, "A3"), reserve(Terms.NONE, "A2", "A3"));
        assertEquals(List.of(), office.watched.takeCalls());
        assertInstanceOf(Result.Held.class, reserve(new Terms(Optional.empty(), true), "A2", "A3"));
    }

    @Test
    void couple_seats_are_refused_singly_if_the_cinema_sells_pairs() {
        office = officeFor(show("A cccc", new SeatRules(true, false)));

        assertEquals(broken(Rule.COUPLE_PAIR, "A2", "A3"), reserve(Terms.NONE, "A3", "A2"));
        assertEquals(Map.of(), office.claims());
        assertInstanceOf(Result.Held.class, reserve(Terms.NONE, "A3", "A4"));
    }

    @Test
    void other_cinemas_sell_single_couple_seats_and_leave_single_seats() {
        office = officeFor(show("A cccc", SeatRules.NONE));

        assertInstanceOf(Result.Held.class, reserve(Terms.NONE, "A2"));
    }

    @Test
    void single_seat_is_judged_by_the_claims_and_costs_one_read() {
        office = officeFor(show("A .....", new SeatRules(false, true)));
        office.hold(BOB, "A1");
        office.clock.advance(ClaimsSnapshot.FRESH_FOR);
        office.watched.takeCalls();

        assertEquals(broken(Rule.SINGLE_SEAT, "A2"), reserve(Terms.NONE, "A3"));
        assertEquals(List.of("recentClaims"), office.watched.takeCalls());
        assertEquals(broken(Rule.SINGLE_SEAT, "A2"), reserve(Terms.NONE, "A3"));
        assertEquals(List.of(), office.watched.takeCalls());
        assertInstanceOf(Result.Held.class, reserve(Terms.NONE, "A2"));
    }

    @Test
    void claims_read_for_the_rules_refuse_taken_seats_without_a_write() {
        office = officeFor(show("A .....", new SeatRules(false, true)));
        office.hold(BOB, "A1");
        office.clock.advance(ClaimsSnapshot.FRESH_FOR);
        office.watched.takeCalls();

        assertEquals(new Result.SeatsUnavailable(seats("A1"), Set.of()), reserve(Terms.NONE, "A1", "A2"));
        assertEquals(List.of("recentClaims"), office.watched.takeCalls());
    }

    @Test
    void repeat_returns_its_booking_although_the_choice_breaks_a_rule_now() {
        assertInstanceOf(Result.Held.class, keyed(office));
        office.hold(BOB, "A4");
        BoxOffice stricter = sameTables(
                ShowBuilder.builder(SHOW).seatRules(new SeatRules(true, true)).build());

        assertInstanceOf(Result.Repeated.class, keyed(stricter));
    }

    private static Show show(String row, SeatRules rules) {
        return ShowBuilder.builder(SHOW)
                .layout(new DrawnHall(row).layout())
                .prices(Map.of(
                        SeatCategory.STANDARD, PRICE, SeatCategory.COUPLE, PRICE, SeatCategory.ACCESSIBLE, PRICE))
                .seatRules(rules)
                .build();
    }

    private BoxOffice sameTables(Show show) {
        return new BoxOffice(
                BoxOffice.catalog(List.of(show), office.waitlist),
                office.momo,
                office.queues,
                office.clock,
                office.ledger,
                office.waitlist);
    }

    private static Terms expecting(Vnd amount) {
        return new Terms(Optional.of(amount), false);
    }

    private static Result broken(Rule rule, String... wanted) {
        return new Result.RuleBroken(new Violation(rule, seats(wanted)));
    }

    private static Result keyed(BoxOffice office) {
        return office.reserveSeats.reserve(
                new Request(ALICE, SHOW_ID, seats("A1", "A2"), Optional.of(KEY), expecting(new Vnd(160_000))));
    }

    private Result reserve(Terms terms, String... wanted) {
        return office.reserveSeats.reserve(new Request(ALICE, SHOW_ID, seats(wanted), Optional.empty(), terms));
    }
}
