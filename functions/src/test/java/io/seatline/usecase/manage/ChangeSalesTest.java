package io.seatline.usecase.manage;

import static io.seatline.testing.Fixture.ALICE;
import static io.seatline.testing.Fixture.BOB;
import static io.seatline.testing.Fixture.SHOW;
import static io.seatline.testing.Fixture.SHOW_ID;
import static io.seatline.testing.Fixture.STAFF;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.seatline.domain.BookingId;
import io.seatline.domain.CustomerId;
import io.seatline.domain.Deadline;
import io.seatline.domain.PaymentId;
import io.seatline.domain.ShowId;
import io.seatline.domain.WaitlistEntryId;
import io.seatline.domain.booking.BookingState;
import io.seatline.domain.catalog.SalesControl;
import io.seatline.domain.waitlist.SalesChange;
import io.seatline.events.message.ShowChangedV1;
import io.seatline.events.metric.Metric;
import io.seatline.testing.WithBoxOffice;
import io.seatline.usecase.manage.ChangeSales.Result;
import io.seatline.usecase.waitlist.FindWaitlistEntry.Status;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ChangeSalesTest extends WithBoxOffice {

    @Test
    void decision_is_kept_with_its_reason_and_author() {
        SalesChange closed = decide(SalesControl.CLOSED);

        assertEquals(closed, office.waitlist.salesChange(SHOW_ID));
        assertEquals(
                List.of("projector", STAFF.value()),
                List.of(closed.reason(), closed.by().orElseThrow().value()));
        assertEquals(office.clock.instant(), closed.at());
        assertEquals(Optional.empty(), closed.deadline(), "a closed show needs no work");
        assertEquals(
                SalesControl.CLOSED, office.catalog.show(SHOW_ID).orElseThrow().control());
    }

    @Test
    void repeat_changes_nothing_and_sends_the_message_again_while_work_remains() {
        SalesChange cancelled = decide(SalesControl.CANCELLED);
        assertEquals(cancelled, decide(SalesControl.CANCELLED));
        ShowChangedV1 message = new ShowChangedV1(SHOW_ID.value(), cancelled.version());
        assertEquals(List.of(message, message), office.queues.showQueue());

        office.deliver();
        decide(SalesControl.CANCELLED);
        assertEquals(2, office.queues.showQueue().size(), "no work remains");
    }

    @Test
    void cancellation_is_final() {
        decide(SalesControl.CANCELLED);

        assertEquals(new Result.ShowCancelled(), result(SalesControl.OPEN));
        assertEquals(new Result.ShowCancelled(), result(SalesControl.CLOSED));
    }

    @Test
    void show_that_does_not_exist_or_is_over_cannot_change() {
        assertEquals(
                new Result.NoSuchShow(),
                office.changeSales.decide(new ShowId("unknown"), SalesControl.CLOSED, "why", STAFF));
        office.clock.moveTo(SHOW.endsAt());
        assertEquals(new Result.ShowOver(), result(SalesControl.CANCELLED));
    }

    @Test
    void seats_freed_while_closed_go_to_the_waitlist_first_when_sales_reopen() {
        WaitlistEntryId waiting = waitForAFullShow();
        BookingId last = office.bookingsOf(BOB).getFirst().id();
        decide(SalesControl.CLOSED);
        office.expire(last);
        office.reallocate(last);
        assertEquals("RELEASED " + last, office.claims().get("A11"));
        assertEquals(Status.WAITING, office.entryDetails(waiting).status());
        assertTrue(office.booking(last).deadline().isPresent(), "the release is not reallocated yet");

        decide(SalesControl.OPEN);
        office.deliver();

        assertEquals(Status.OFFERED, office.entryDetails(waiting).status());
        assertFalse(office.claims().containsKey("A20"), "nobody waits for the other seats");
        assertEquals(Optional.empty(), office.booking(last).deadline());
        assertEquals(Optional.empty(), office.waitlist.salesChange(SHOW_ID).deadline());
    }

    @Test
    void closed_show_frees_its_seats_once_its_sales_have_ended() {
        BookingId hold = office.hold("A1");
        decide(SalesControl.CLOSED);
        office.expire(hold);
        office.clock.moveTo(SHOW.startsAt());
        office.reallocate(hold);

        assertEquals(0, office.claims().size());
        assertEquals(Optional.empty(), office.booking(hold).deadline());
    }

    @Test
    void late_payment_while_closed_is_refunded() {
        BookingId hold = office.hold("A1");
        office.expire(hold);
        office.reallocate(hold);
        office.pay(hold, 1);
        decide(SalesControl.CLOSED);
        office.latePayment(PaymentId.attempt(hold, 1));

        assertEquals(BookingState.REFUND_PENDING, office.booking(hold).state());
    }

    @Test
    void message_of_a_change_is_sent_again_until_it_is_carried_out() {
        SalesChange cancelled = decide(SalesControl.CANCELLED);
        assertEquals(
                Optional.of(Deadline.Kind.SHOW_CHANGED), cancelled.deadline().map(Deadline::kind));
        office.clock.advance(Duration.ofMinutes(3));
        office.meetDeadline.show(SHOW_ID);

        assertEquals(2, office.queues.showQueue().size());
        assertEquals(1, office.metrics.counts().get(Metric.CANCELLATION_UNFINISHED));
        SalesChange later = office.waitlist.salesChange(SHOW_ID);
        assertEquals(cancelled.backedOff(office.clock.instant()), later);

        office.deliver();
        office.clock.advance(Duration.ofHours(1));
        office.meetDeadline.show(SHOW_ID);
        assertEquals(2, office.queues.showQueue().size());
    }

    /** Alice and Bob hold all seats, and a third customer waits for one. */
    private WaitlistEntryId waitForAFullShow() {
        office.hold(ALICE, "A1", "A2", "A3", "A4", "A5", "A6", "A7", "A8", "A9", "A10");
        office.hold(BOB, "A11", "A12", "A13", "A14", "A15", "A16", "A17", "A18", "A19", "A20");
        return office.join(new CustomerId("carol"), 1);
    }

    private Result result(SalesControl decision) {
        return office.changeSales.decide(SHOW_ID, decision, "projector", STAFF);
    }

    private SalesChange decide(SalesControl decision) {
        return assertInstanceOf(Result.Decided.class, result(decision)).change();
    }
}
