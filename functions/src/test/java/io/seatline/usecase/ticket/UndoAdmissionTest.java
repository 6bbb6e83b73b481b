package io.seatline.usecase.ticket;

import static io.seatline.testing.Fixture.STAFF;
import static io.seatline.testing.Fixture.seats;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.seatline.domain.BookingId;
import io.seatline.domain.ScanId;
import io.seatline.domain.seating.SeatClaim;
import io.seatline.domain.seating.SeatNumber;
import io.seatline.domain.ticket.Admission;
import io.seatline.testing.BoxOffice;
import io.seatline.testing.Fixture;
import io.seatline.testing.TornReading;
import io.seatline.testing.WithBoxOffice;
import io.seatline.usecase.port.Ledger;
import io.seatline.usecase.refund.RequestRefund.AdmittedSeats;
import io.seatline.usecase.ticket.AdmitSeats.Outcome;
import io.seatline.usecase.ticket.AdmitSeats.Result;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class UndoAdmissionTest extends WithBoxOffice {
    private static final ScanId SCAN = new ScanId("scan");

    private BookingId paid;

    @BeforeEach
    void admitTwoSeats() {
        paid = office.hold("A1", "A2");
        office.pay(paid, 1);
        assertEquals(Outcome.ADMITTED, outcome(admit("scan")));
    }

    @Test
    void undone_ticket_opens_the_door_again_under_another_scan_id() {
        assertEquals("wrong ticket", undo().undone().orElseThrow().reason());

        assertInstanceOf(Result.Undone.class, admit("scan"));
        assertEquals(Outcome.ADMITTED, outcome(admit("again")));
        assertEquals(Outcome.ALREADY_ADMITTED, outcome(admit("third")));
    }

    @Test
    void repeated_undo_keeps_the_first_reason() {
        Admission undone = undo();

        assertEquals(new UndoAdmission.Result.Undone(undone), office.undoAdmission.undo(SCAN, STAFF, "another reason"));
    }

    @Test
    void scan_that_admitted_nobody_cannot_be_undone() {
        assertEquals(
                new UndoAdmission.Result.NotFound(),
                office.undoAdmission.undo(new ScanId("unknown"), STAFF, "wrong ticket"));
    }

    @Test
    void seat_that_support_has_refunded_since_stays_released() {
        office.requestRefund.bySupport(paid, Optional.empty(), STAFF, Optional.empty(), AdmittedSeats.REFUND);

        undo();
        assertEquals(BoxOffice.all("RELEASED", paid, seats("A1", "A2")), office.claims());
    }

    @Test
    void claims_read_within_the_admitting_transaction_are_freed_too() {
        Map<SeatNumber, SeatClaim> before = Map.of(
                seats("A1").getFirst(), new SeatClaim.Sold(paid), seats("A2").getFirst(), new SeatClaim.Sold(paid));
        Ledger torn = TornReading.first(Ledger.class, office.ledger, "claims", before);

        new UndoAdmission(torn, office.clock, office.metrics).undo(SCAN, STAFF, "wrong ticket");
        assertEquals(before, office.ledger.claims(Fixture.SHOW_ID));
    }

    @Test
    void admission_is_not_undone_while_a_report_says_that_somebody_else_is_inside() {
        office.report("late", paid, "A1");
        assertEquals(
                new UndoAdmission.Result.OthersInside(new ScanId("late")),
                office.undoAdmission.undo(SCAN, STAFF, "wrong ticket"));

        office.undoAdmission.undo(new ScanId("late"), STAFF, "has left");
        undo();
        assertEquals(Outcome.ADMITTED, outcome(admit("again")));
    }

    private Admission undo() {
        return assertInstanceOf(
                        UndoAdmission.Result.Undone.class, office.undoAdmission.undo(SCAN, STAFF, "wrong ticket"))
                .admission();
    }

    private static Outcome outcome(Result result) {
        return assertInstanceOf(Result.Answer.class, result).outcome();
    }

    private Result admit(String scan) {
        return office.admit(scan, paid, "A1", "A2");
    }
}
