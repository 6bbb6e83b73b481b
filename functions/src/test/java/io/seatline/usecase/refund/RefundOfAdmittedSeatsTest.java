package io.seatline.usecase.refund;

import static io.seatline.testing.Fixture.ALICE;
import static io.seatline.testing.Fixture.STAFF;
import static io.seatline.testing.Fixture.seats;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.seatline.domain.BookingId;
import io.seatline.domain.booking.BookingState;
import io.seatline.domain.catalog.CinemaPolicies;
import io.seatline.domain.catalog.SeatRules;
import io.seatline.domain.catalog.Show;
import io.seatline.domain.catalog.ShowBuilder;
import io.seatline.domain.payment.Refund;
import io.seatline.domain.seating.ShowSeat;
import io.seatline.domain.ticket.Admission;
import io.seatline.domain.ticket.Ticket;
import io.seatline.testing.BoxOffice;
import io.seatline.testing.Fixture;
import io.seatline.testing.WithBoxOffice;
import io.seatline.usecase.refund.RequestRefund.AdmittedSeats;
import io.seatline.usecase.refund.RequestRefund.Reason;
import io.seatline.usecase.refund.RequestRefund.Result;
import io.seatline.usecase.ticket.AdmitSeats;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RefundOfAdmittedSeatsTest extends WithBoxOffice {
    private static final Show SHOW = ShowBuilder.builder(Fixture.SHOW)
            .cinema(Fixture.SHOW
                    .cinema()
                    .with(new CinemaPolicies(Optional.of(new CinemaPolicies.Refunds(60, 0)), SeatRules.NONE)))
            .build();

    private BookingId paid;

    @BeforeEach
    void payForTwoSeats() {
        office = officeFor(SHOW);
        paid = office.hold("A1", "A2");
        office.pay(paid, 1);
    }

    @Test
    void customer_cannot_return_a_seat_after_going_in() {
        assertEquals(AdmitSeats.Outcome.ADMITTED, admit("A1"));

        assertEquals(new Result.Refused(Reason.ADMITTED), byCustomer("A1"));
        assertEquals(new Result.Refused(Reason.ADMITTED), byCustomer("A1", "A2"));
        assertInstanceOf(Result.Current.class, byCustomer("A2"));
        assertEquals(seats("A1"), office.booking(paid).seats());
    }

    @Test
    void customer_who_goes_in_while_the_refund_is_made_gets_none() {
        office.watched.beforeNextCommit(() -> admit("A1"));

        assertEquals(new Result.Refused(Reason.ADMITTED), byCustomer("A1"));
        assertEquals(BookingState.PAID, office.booking(paid).state());
    }

    @Test
    void customer_who_is_refunded_at_the_door_does_not_go_in() {
        office.watched.beforeNextCommit(() -> byCustomer("A1", "A2"));

        assertEquals(AdmitSeats.Outcome.REFUNDED, admit("A1"));
        assertEquals(List.of(), office.ledger.details(paid).orElseThrow().admissions());
    }

    @Test
    void late_report_of_a_returned_seat_is_recorded_as_a_conflict_and_repeats_the_same() {
        Ticket old = Ticket.of(office.booking(paid));
        byCustomer("A1");
        Optional<Instant> at = Optional.of(office.clock.instant());

        AdmitSeats.Result report = office.scan("late", old, at);
        assertEquals(AdmitSeats.Outcome.REFUNDED, ((AdmitSeats.Result.Answer) report).outcome());
        assertEquals(report, office.scan("late", old, at));
        Admission recorded =
                office.ledger.details(paid).orElseThrow().admissions().getFirst();
        assertEquals(seats("A2"), recorded.seats());
        assertEquals(seats("A1"), recorded.conflicting());
        assertEquals(new Result.Refused(Reason.ADMITTED), byCustomer("A2"));
    }

    @Test
    void support_refunds_an_admitted_seat_knowingly_and_the_refund_records_it() {
        admit("A1");

        assertEquals(new Result.Refused(Reason.ADMITTED), bySupport(AdmittedSeats.REFUSE));
        assertInstanceOf(Result.Current.class, bySupport(AdmittedSeats.REFUND));
        Refund refund = office.refund(paid, 1);
        assertEquals(seats("A1", "A2"), refund.seats());
        assertEquals(seats("A1"), refund.admitted());
        assertEquals(BoxOffice.all("RELEASED", paid, seats("A1", "A2")), office.claims());
    }

    @Test
    void next_owner_of_a_refunded_seat_goes_in() {
        admit("A1");
        bySupport(AdmittedSeats.REFUND);
        office.reallocate(paid);
        paid = office.hold("A1");
        office.pay(paid, 1);

        assertEquals(AdmitSeats.Outcome.ADMITTED, admit("A1", "next"));
    }

    private AdmitSeats.Outcome admit(String seat) {
        return admit(seat, "first");
    }

    private AdmitSeats.Outcome admit(String seat, String scan) {
        return assertInstanceOf(AdmitSeats.Result.Answer.class, office.admit(scan, paid, seat))
                .outcome();
    }

    private Result byCustomer(String... seats) {
        return office.requestRefund.byCustomer(ALICE, paid, Optional.of(showSeats(seats)));
    }

    private Result bySupport(AdmittedSeats admitted) {
        return office.requestRefund.bySupport(paid, Optional.empty(), STAFF, Optional.empty(), admitted);
    }

    private static List<ShowSeat> showSeats(String... seats) {
        return seats(seats).stream().map(seat -> new ShowSeat(SHOW.id(), seat)).toList();
    }
}
