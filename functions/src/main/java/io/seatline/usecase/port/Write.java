package io.seatline.usecase.port;

import io.seatline.domain.CustomerId;
import io.seatline.domain.ShowId;
import io.seatline.domain.WaitlistEntryId;
import io.seatline.domain.booking.ActiveHold;
import io.seatline.domain.booking.Booking;
import io.seatline.domain.payment.Payment;
import io.seatline.domain.payment.SupportCase;
import io.seatline.domain.seating.SeatClaim;
import io.seatline.domain.seating.SeatNumber;
import io.seatline.domain.waitlist.WaitlistEntry;
import io.seatline.domain.waitlist.WaitlistState;
import java.time.Instant;
import java.util.Optional;

/**
 * One conditional write of a transaction: what it expects to find and what it leaves. The adapter spells the
 * conditions out; a transaction happens whole, with every condition met, or not at all.
 */
public sealed interface Write {

    /** Claims a seat that has no claim. {@code keptUntil} only bounds how long the item is kept. */
    record TakeSeat(ShowId show, SeatNumber seat, SeatClaim claim, Instant keptUntil) implements Write {}

    /** Turns a claim that stands in a state, for the booking that owns it, into the next; which may be another's. */
    record MoveClaim(ShowId show, SeatNumber seat, SeatClaim from, SeatClaim to) implements Write {}

    /** Makes a released seat public. Expects that it is still the same booking's released seat. */
    record FreeSeat(ShowId show, SeatNumber seat, SeatClaim.Released released) implements Write {}

    /** A new booking. Expects none with its id. */
    record OpenBooking(Booking booking) implements Write {}

    /** Changes a booking. Expects the state and the version that were read. */
    record ChangeBooking(Booking from, Booking to) implements Write {}

    /** Ends, or once extends, a hold. Expects, beside state and version, that it has run out by {@code now}. */
    record EndHold(Booking from, Booking to, Instant now) implements Write {}

    /** A new payment. Expects none with its id. */
    record OpenPayment(Payment payment) implements Write {}

    /** Changes a payment. Expects the state and the refund number that were read. */
    record ChangePayment(Payment from, Payment to) implements Write {}

    /** Changes nothing. Expects that a payment is in the state, and at the refund, that were read. */
    record PaymentUnchanged(Payment payment) implements Write {}

    /** Names a customer's one unpaid booking. Expects none, or one whose hold has run out by {@code now}. */
    record TakeActiveHold(ActiveHold activeHold, Instant now) implements Write {}

    /** Moves the end of an active hold. Expects that it names this booking. */
    record ExtendActiveHold(ActiveHold activeHold) implements Write {}

    /** Removes an active hold. Expects that it names this booking. */
    record DropActiveHold(ActiveHold activeHold) implements Write {}

    /** Opens a case, or opens it again. Expects nothing: the payment's own write guards it. */
    record OpenCase(SupportCase supportCase) implements Write {}

    /** Closes a case. Expects that it exists. */
    record CloseCase(SupportCase supportCase) implements Write {}

    /** A new entry. Expects none with its id. */
    record OpenEntry(WaitlistEntry entry) implements Write {}

    /** Changes a waitlist entry. Expects the state and the version that were read. */
    record ChangeEntry(WaitlistEntry from, WaitlistEntry to) implements Write {}

    /** Makes a waitlist entry its customer's live one for the show. Expects none, or the one that it replaces. */
    record SetLiveEntry(WaitlistEntry entry, Optional<WaitlistEntryId> instead) implements Write {}

    /** The customer has no live entry for the show any more. Expects that this one was. */
    record ClearLiveEntry(WaitlistEntryId entry, CustomerId customer) implements Write {}

    /**
     * Changes a show's waitlist. Expects the version that was read. {@code keptUntil} only bounds how long it is kept.
     */
    record ChangeWaitlistState(WaitlistState from, WaitlistState to, Instant keptUntil) implements Write {}

    /** Changes nothing. Expects that nobody changed the waitlist since it was read. */
    record WaitlistStateUnchanged(WaitlistState state) implements Write {}
}
