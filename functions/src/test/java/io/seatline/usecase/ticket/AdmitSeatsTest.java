package io.seatline.usecase.ticket;

import static io.seatline.testing.Fixture.ALICE;
import static io.seatline.testing.Fixture.NOW;
import static io.seatline.testing.Fixture.SHOW;
import static io.seatline.testing.Fixture.SHOW_ID;
import static io.seatline.testing.Fixture.STAFF;
import static io.seatline.testing.Fixture.id;
import static io.seatline.testing.Fixture.seats;
import static io.seatline.testing.Fixture.showSeats;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.seatline.domain.BookingId;
import io.seatline.domain.ScanId;
import io.seatline.domain.ShowId;
import io.seatline.domain.StaffId;
import io.seatline.domain.catalog.SalesControl;
import io.seatline.domain.catalog.Show;
import io.seatline.domain.catalog.ShowBuilder;
import io.seatline.domain.seating.SeatClaim;
import io.seatline.domain.seating.SeatNumber;
import io.seatline.domain.ticket.Admission;
import io.seatline.domain.ticket.Ticket;
import io.seatline.domain.ticket.TicketCode;
import io.seatline.events.metric.Metric;
import io.seatline.testing.WithBoxOffice;
import io.seatline.usecase.refund.RequestRefund;
import io.seatline.usecase.refund.RequestRefund.AdmittedSeats;
import io.seatline.usecase.ticket.AdmitSeats.Outcome;
import io.seatline.usecase.ticket.AdmitSeats.Result;
import io.seatline.usecase.ticket.AdmitSeats.ScannedSeat;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Tickets at the doors of a show that starts in two hours. */
class AdmitSeatsTest extends WithBoxOffice {
    private static final StaffId DOOR = new StaffId("door-1");

    @Test
    void ticket_admits_each_of_its_seats_once() {
        BookingId paid = paid("A1", "A2");
        var in = new SeatClaim.Admitted(new ScanId("s1"), DOOR, NOW);

        assertEquals(admitted(paid, in, "A1", "A2"), admit(scan("s1", token(paid))));
        assertEquals(new SeatClaim.Sold(paid, in), office.ledger.claims(SHOW_ID).get(new SeatNumber("A1")));
        office.clock.advance(Duration.ofMinutes(1));
        assertEquals(
                new Result.Answer(Outcome.ALREADY_ADMITTED, SHOW, Optional.of(paid), scanned(in, "A1", "A2")),
                admit(scan("s2", token(paid))));
        assertEquals(Map.of(Metric.SEAT_ADMITTED, 2, Metric.ADMISSION_REFUSED, 1), counted());
    }

    @Test
    void who_comes_later_enters_with_the_same_ticket() {
        BookingId paid = paid("A1", "A2", "A3");

        assertOutcome(Outcome.ADMITTED, admit(ofSeats("s1", token(paid), "A1")), "A1");
        assertOutcome(Outcome.ALREADY_ADMITTED, admit(ofSeats("s2", token(paid), "A1", "A2")), "A1", "A2");
        assertEquals(Map.of("A1", "s1"), inside(), "all of the named seats or none");
        assertOutcome(Outcome.ADMITTED, admit(scan("s3", token(paid))), "A2", "A3");
        assertEquals(Map.of("A1", "s1", "A2", "s3", "A3", "s3"), inside());
    }

    @Test
    void shared_ticket_admits_only_its_own_seats() {
        BookingId paid = paid("A1", "A2");
        Scan.Proof shared = new Scan.Token(office.tickets.sign(Ticket.of(office.booking(paid), seats("A2"))));

        assertEquals(new Result.NotOnTicket(seats("A1")), admit(ofSeats("s1", shared, "A2", "A1")));
        assertOutcome(Outcome.ADMITTED, admit(scan("s1", shared)), "A2");
        assertOutcome(Outcome.ADMITTED, admit(scan("s2", token(paid))), "A1");
    }

    @Test
    void typed_code_admits_like_the_ticket() {
        BookingId paid = paid("A1", "A2");

        assertOutcome(Outcome.ADMITTED, admit(scan("s1", new Scan.Code(TicketCode.of(paid)))), "A1", "A2");
        assertOutcome(Outcome.ALREADY_ADMITTED, admit(scan("s2", token(paid))), "A1", "A2");
    }

    @Test
    void text_that_seatline_has_not_signed_is_forged() {
        BookingId paid = paid("A1");

        assertEquals(refused(Outcome.FORGED, Optional.empty()), admit(scan("s1", new Scan.Token("forged"))));
        assertEquals(Map.of(Metric.TICKET_FORGED, 1, Metric.ADMISSION_REFUSED, 1), counted());
        assertEquals(refused(Outcome.FORGED, Optional.empty()), admit(scan("s1", new Scan.Unreadable())));
        Scan.Proof unknown = new Scan.Code(TicketCode.of(id('z')));
        assertEquals(refused(Outcome.FORGED, Optional.empty()), admit(scan("s1", unknown)));
        assertEquals(1, counted().get(Metric.TICKET_FORGED), "a mistyped code is no attack");
        assertOutcome(Outcome.ADMITTED, admit(scan("s1", token(paid))), "A1");
    }

    @Test
    void ticket_of_another_show_does_not_count() {
        BookingId paid = paid("A1");
        Ticket other = new Ticket(new ShowId("sh2"), paid, seats("A1"), 0);

        assertEquals(
                refused(Outcome.WRONG_SHOW, Optional.of(paid)),
                admit(scan("s1", new Scan.Token(office.tickets.sign(other)))));
    }

    @Test
    void ticket_from_before_a_seat_was_returned_does_not_count() {
        BookingId paid = paid("A1", "A2");
        Scan.Proof old = token(paid);
        refund(paid, AdmittedSeats.REFUSE, "A2");

        assertEquals(refused(Outcome.REFUNDED, Optional.of(paid)), admit(scan("s1", old)));
        assertOutcome(Outcome.ADMITTED, admit(scan("s2", token(paid))), "A1");
    }

    @Test
    void refunded_ticket_does_not_count() {
        BookingId paid = paid("A1");
        Scan.Proof ticket = token(paid);
        office.refundAll(paid);

        assertEquals(refused(Outcome.REFUNDED, Optional.of(paid)), admit(scan("s1", ticket)));
        office.makeRefund(paid, 1);
        assertEquals(refused(Outcome.REFUNDED, Optional.of(paid)), admit(scan("s2", ticket)));
    }

    @Test
    void booking_that_is_not_paid_lets_nobody_in() {
        BookingId hold = office.hold("A1");

        assertEquals(
                refused(Outcome.NOT_PAID, Optional.of(hold)),
                admit(scan("s1", signed(new Ticket(SHOW_ID, hold, seats("A1"), 0)))));
        assertEquals(
                refused(Outcome.NOT_PAID, Optional.of(id('z'))),
                admit(scan("s2", signed(new Ticket(SHOW_ID, id('z'), seats("A1"), 0)))));
    }

    @Test
    void doors_open_some_time_before_the_show() {
        BookingId paid = paid("A1", "A2");
        AdmitSeats hourBefore = new AdmitSeats(
                office.catalog, office.ledger, office.tickets, Duration.ofHours(1), office.clock, office.metrics);
        office.clock.moveTo(SHOW.startsAt().minus(Duration.ofHours(1)).minusMillis(1));

        assertEquals(refused(Outcome.TOO_EARLY, Optional.of(paid)), hourBefore.admit(scan("s1", token(paid))));
        Scan offline = ScanBuilder.builder(ofSeats("s2", token(paid), "A2"))
                .at(Optional.of(NOW))
                .build();
        assertOutcome(Outcome.ADMITTED, hourBefore.admit(offline), "A2");
        office.clock.advance(Duration.ofMillis(1));
        assertOutcome(Outcome.ADMITTED, hourBefore.admit(scan("s1", token(paid))), "A1");
    }

    @Test
    void cancelled_show_admits_nobody() {
        BookingId paid = paid("A1");
        office.changeSales.decide(SHOW_ID, SalesControl.CANCELLED, "The projector is broken", STAFF);

        Show cancelled =
                ShowBuilder.builder(SHOW).control(SalesControl.CANCELLED).build();
        assertEquals(
                new Result.Answer(Outcome.SHOW_CANCELLED, cancelled, Optional.of(paid), List.of()),
                admit(scan("s1", token(paid))));
    }

    @Test
    void unknown_show_has_no_door() {
        Scan elsewhere = ScanBuilder.builder(scan("s1", token(paid("A1"))))
                .show(new ShowId("none"))
                .build();

        assertEquals(new Result.NoSuchShow(), admit(elsewhere));
    }

    @Test
    void repeated_scan_answers_the_same() {
        BookingId paid = paid("A1", "A2");
        Result first = admit(scan("s1", token(paid)));
        office.clock.advance(Duration.ofMinutes(1));

        assertEquals(first, admit(scan("s1", token(paid))));
        assertEquals(1, admissions(paid).size());
    }

    @Test
    void id_of_a_scan_cannot_be_used_for_anything_else() {
        BookingId paid = paid("A1", "A2");
        BookingId other = paid("A3");
        admit(ofSeats("s1", token(paid), "A1"));

        assertEquals(new Result.ScanReused(), admit(scan("s1", token(other))));
        assertEquals(new Result.ScanReused(), admit(ofSeats("s1", token(paid), "A2")));
        assertEquals(new Result.ScanReused(), admit(ofSeats("s1", token(paid), "A1", "A2")));
        assertEquals(Map.of("A1", "s1"), inside());
    }

    @Test
    void undone_admission_is_not_repeated_and_its_seats_are_free_to_enter() {
        BookingId paid = paid("A1");
        admit(scan("s1", token(paid)));
        office.undoAdmission.undo(new ScanId("s1"), STAFF, "wrong ticket");
        office.undoAdmission.undo(new ScanId("s1"), STAFF, "again");

        assertEquals(new Result.Undone(), admit(scan("s1", token(paid))));
        assertOutcome(Outcome.ADMITTED, admit(scan("s2", token(paid))), "A1");
        assertEquals(Map.of("A1", "s2"), inside());
        assertEquals(
                List.of(Optional.of(new Admission.Undone(STAFF, NOW, "wrong ticket")), Optional.empty()),
                admissions(paid).stream().map(Admission::undone).toList());
        assertEquals(
                new UndoAdmission.Result.NotFound(), office.undoAdmission.undo(new ScanId("s9"), STAFF, "unknown"));
    }

    @Test
    void door_without_network_reports_who_is_inside_and_what_was_admitted_twice() {
        BookingId paid = paid("A1", "A2");
        admit(ofSeats("s1", token(paid), "A1"));
        office.clock.advance(Duration.ofHours(1));
        Instant at = NOW.plus(Duration.ofMinutes(5));
        Scan late = ScanBuilder.builder(ofSeats("s2", token(paid), "A1", "A2"))
                .at(Optional.of(at))
                .build();

        Result report = admit(late);
        assertOutcome(Outcome.ALREADY_ADMITTED, report, "A1", "A2");
        assertEquals(Map.of("A1", "s1", "A2", "s2"), inside());
        assertEquals(at, admissions(paid).getLast().at());
        assertEquals(office.clock.instant(), admissions(paid).getLast().recordedAt());
        assertEquals(1, counted().get(Metric.SEAT_ADMITTED_TWICE));
        assertEquals(report, admit(late));
        assertEquals(1, counted().get(Metric.SEAT_ADMITTED_TWICE), "a repeat is not counted");
    }

    @Test
    void customer_cannot_return_an_admitted_seat_and_support_only_knowingly() {
        BookingId paid = paid("A1", "A2");
        admit(ofSeats("s1", token(paid), "A1"));

        assertEquals(
                new RequestRefund.Result.Refused(RequestRefund.Reason.ADMITTED),
                refund(paid, AdmittedSeats.REFUSE, "A1"));
        assertInstanceOf(RequestRefund.Result.Current.class, refund(paid, AdmittedSeats.REFUND, "A1", "A2"));
        assertEquals(seats("A1"), office.refund(paid, 1).admitted());
        assertEquals(seats("A1", "A2"), office.refund(paid, 1).seats());
    }

    @Test
    void refund_between_the_reading_and_the_writing_of_an_admission_wins() {
        BookingId paid = paid("A1");
        Scan.Proof ticket = token(paid);
        office.watched.beforeNextCommit(() -> office.refundAll(paid));

        assertEquals(refused(Outcome.REFUNDED, Optional.of(paid)), admit(scan("s1", ticket)));
        assertEquals(List.of(), admissions(paid));
    }

    @Test
    void admission_between_the_reading_and_the_writing_of_a_refund_wins() {
        BookingId paid = paid("A1");
        Scan.Proof ticket = token(paid);
        office.watched.beforeNextCommit(() -> admit(scan("s1", ticket)));

        assertEquals(
                new RequestRefund.Result.Refused(RequestRefund.Reason.ADMITTED),
                refund(paid, AdmittedSeats.REFUSE, "A1"));
        assertEquals(Map.of("A1", "s1"), inside());
    }

    @Test
    void of_two_scans_at_once_the_later_sees_the_earlier() {
        BookingId paid = paid("A1");
        office.watched.beforeNextCommit(() -> admit(scan("s1", token(paid))));

        assertOutcome(Outcome.ALREADY_ADMITTED, admit(scan("s2", token(paid))), "A1");
        assertEquals(Map.of("A1", "s1"), inside());
    }

    private BookingId paid(String... seats) {
        BookingId paid = office.hold(ALICE, seats);
        office.pay(paid, 1);
        return paid;
    }

    private RequestRefund.Result refund(BookingId booking, AdmittedSeats admitted, String... seats) {
        return office.requestRefund.bySupport(
                booking, Optional.of(showSeats(seats)), STAFF, Optional.empty(), admitted);
    }

    private Scan.Proof token(BookingId booking) {
        return signed(Ticket.of(office.booking(booking)));
    }

    private Scan.Proof signed(Ticket ticket) {
        return new Scan.Token(office.tickets.sign(ticket));
    }

    private static Scan scan(String id, Scan.Proof proof) {
        return ScanBuilder.builder()
                .id(new ScanId(id))
                .door(DOOR)
                .show(SHOW_ID)
                .proof(proof)
                .build();
    }

    private static Scan ofSeats(String id, Scan.Proof proof, String... seats) {
        return ScanBuilder.builder(scan(id, proof))
                .seats(Optional.of(seats(seats)))
                .build();
    }

    private Result admit(Scan scan) {
        return office.admitSeats.admit(scan);
    }

    private static Result admitted(BookingId booking, SeatClaim.Admitted in, String... seats) {
        return new Result.Answer(Outcome.ADMITTED, SHOW, Optional.of(booking), scanned(in, seats));
    }

    private static List<ScannedSeat> scanned(SeatClaim.Admitted in, String... seats) {
        return seats(seats).stream()
                .map(seat -> new ScannedSeat(seat, Optional.of(in)))
                .toList();
    }

    private static Result refused(Outcome outcome, Optional<BookingId> booking) {
        return new Result.Answer(outcome, SHOW, booking, List.of());
    }

    private static void assertOutcome(Outcome outcome, Result result, String... seats) {
        Result.Answer answer = assertInstanceOf(Result.Answer.class, result);
        assertEquals(outcome, answer.outcome());
        assertEquals(
                seats(seats), answer.seats().stream().map(ScannedSeat::seat).toList());
    }

    /** The scan on the claim of each admitted seat. */
    private Map<String, String> inside() {
        Map<String, String> inside = new TreeMap<>();
        office.ledger.claims(SHOW_ID).forEach((seat, claim) -> {
            if (claim instanceof SeatClaim.Sold(BookingId _, Optional<SeatClaim.Admitted> in) && in.isPresent()) {
                inside.put(seat.value(), in.get().scan().value());
            }
        });
        return inside;
    }

    private List<Admission> admissions(BookingId booking) {
        return office.ledger.details(booking).orElseThrow().admissions();
    }

    /** What the door has counted. */
    private Map<Metric, Integer> counted() {
        Map<Metric, Integer> counted = new TreeMap<>(office.metrics.counts());
        counted.keySet()
                .retainAll(List.of(
                        Metric.SEAT_ADMITTED,
                        Metric.ADMISSION_REFUSED,
                        Metric.TICKET_FORGED,
                        Metric.SEAT_ADMITTED_TWICE));
        return counted;
    }
}
