package io.seatline.usecase.port;

import io.seatline.domain.CustomerId;
import io.seatline.domain.PaymentId;
import io.seatline.domain.ShowId;
import io.seatline.domain.WaitlistEntryId;
import io.seatline.domain.booking.ActiveHold;
import io.seatline.domain.booking.Booking;
import io.seatline.domain.payment.Payment;
import io.seatline.domain.payment.Refund;
import io.seatline.domain.payment.SupportCase;
import io.seatline.domain.seating.SeatClaim;
import io.seatline.domain.seating.SeatNumber;
import io.seatline.domain.ticket.Admission;
import io.seatline.domain.waitlist.CustomerEntries;
import io.seatline.domain.waitlist.SalesChange;
import io.seatline.domain.waitlist.WaitlistEntry;
import io.seatline.domain.waitlist.WaitlistState;
import java.time.Instant;
import java.util.Optional;

/**
 * A conditional write in a transaction: its condition and its change. The adapter spells out the conditions. A
 * transaction commits only if all of its conditions hold.
 */
public sealed interface Write {

    /** Whether it creates a booking or a waitlist entry for a request. An offer has the correlation id of its entry. */
    default boolean startsCorrelation() {
        return this instanceof OpenEntry
                || (this instanceof OpenBooking(Booking b) && b.offer().isEmpty());
    }

    /** Claims a seat. Expects no claim. {@code keptUntil} only says when DynamoDB may delete the item. */
    record TakeSeat(ShowId show, SeatNumber seat, SeatClaim claim, Instant keptUntil) implements Write {}

    /**
     * Moves a claim to a new state or booking, or admits a sold seat. Expects the state, the booking and the scan of
     * {@code from}: a claim without admission expects that nobody was let in.
     */
    record MoveClaim(ShowId show, SeatNumber seat, SeatClaim from, SeatClaim to) implements Write {}

    /** Makes a released seat public. Expects that the same booking released it. */
    record FreeSeat(ShowId show, SeatNumber seat, SeatClaim.Released released) implements Write {}

    /** Records who was let in. Expects none with its booking and scan id. The same transaction moves the seats' claims. */
    record OpenAdmission(Admission admission) implements Write {}

    /** Names the booking of an admission's scan. Expects that no admission of another booking has this scan id. */
    record NameScan(Admission admission) implements Write {}

    /** Undoes an admission. Expects that nobody has. */
    record UndoAdmission(Admission undone) implements Write {}

    /** Creates a booking. Expects none with its id. */
    record OpenBooking(Booking booking) implements Write {}

    /** Changes a booking. Expects the state and the version that were read. */
    record ChangeBooking(Booking from, Booking to) implements Write {}

    /** Ends or extends a hold. Expects the state and version that were read, and that it has run out by {@code now}. */
    record EndHold(Booking from, Booking to, Instant now) implements Write {}

    /** Creates a payment. Expects none with its id. */
    record OpenPayment(Payment payment) implements Write {}

    /** Changes a payment. Expects the state and the number of refunds that were read. */
    record ChangePayment(Payment from, Payment to) implements Write {}

    /** Changes nothing. Expects the payment's state and number of refunds that were read. */
    record PaymentUnchanged(Payment payment) implements Write {}

    /** Changes nothing. Expects no payment with this id. */
    record NoPayment(PaymentId id) implements Write {}

    /** Creates a refund. Expects none with its id. The same transaction changes its payment, which counts it. */
    record OpenRefund(Refund refund) implements Write {}

    /** Changes a refund. Expects the state and the number of tries that were read. */
    record ChangeRefund(Refund from, Refund to) implements Write {}

    /** Removes a refund. Expects the state and the number of tries that were read. Only for restored tables. */
    record RemoveRefund(Refund refund) implements Write {}

    /** Changes nothing. Expects the refund's state and number of tries that were read. */
    record RefundUnchanged(Refund refund) implements Write {}

    /**
     * Makes a booking its customer's active hold. Expects none, or one whose hold has run out by {@code now}, and no
     * cool-down for the show.
     */
    record TakeActiveHold(Booking booking, Instant now) implements Write {}

    /** Changes an active hold. Expects the version that was read. */
    record ChangeActiveHold(ActiveHold from, ActiveHold to) implements Write {}

    /** Opens or reopens a case. Expects nothing: the refund's or payment's write in the same transaction guards it. */
    record OpenCase(SupportCase supportCase) implements Write {}

    /** Closes a case. Expects that it exists. */
    record CloseCase(SupportCase supportCase) implements Write {}

    /** Creates a waitlist entry. Expects none with its id. */
    record OpenEntry(WaitlistEntry entry) implements Write {}

    /** Changes a waitlist entry. Expects the state and the version that were read. */
    record ChangeEntry(WaitlistEntry from, WaitlistEntry to) implements Write {}

    /** Sets a customer's live entry for the show. Expects none, or the entry that it replaces. */
    record SetLiveEntry(WaitlistEntry entry, Optional<WaitlistEntryId> instead) implements Write {}

    /** Removes a customer's live entry for the show. Expects that it is this entry. */
    record ClearLiveEntry(WaitlistEntryId entry, CustomerId customer) implements Write {}

    /** Changes the list of a customer's entries. Expects the version that was read. */
    record ChangeCustomerEntries(CustomerEntries from, CustomerEntries to) implements Write {}

    /**
     * Changes a waitlist state. Expects the version that was read. {@code keptUntil} only says when DynamoDB may delete
     * it.
     */
    record ChangeWaitlistState(WaitlistState from, WaitlistState to, Instant keptUntil) implements Write {}

    /** Changes nothing. Expects the waitlist state's version that was read. */
    record WaitlistStateUnchanged(WaitlistState state) implements Write {}

    /** Changes a show's sales or the progress of a change. Expects the version that was read. */
    record ChangeSales(SalesChange from, SalesChange to) implements Write {}

    /** Copies a change of a show's sales to the catalog. Expects nothing: the change in the same transaction guards it. */
    record ShowSales(SalesChange change) implements Write {}
}
