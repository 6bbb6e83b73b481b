package io.seatline.history;

import io.seatline.domain.BookingId;
import io.seatline.domain.CustomerId;
import io.seatline.domain.Deadline;
import io.seatline.domain.PaymentId;
import io.seatline.domain.ShowId;
import io.seatline.domain.WaitlistEntryId;
import io.seatline.domain.booking.ActiveHold;
import io.seatline.domain.booking.Booking;
import io.seatline.domain.payment.Payment;
import io.seatline.domain.payment.SupportCase;
import io.seatline.domain.seating.SeatClaim;
import io.seatline.domain.seating.SeatNumber;
import io.seatline.domain.seating.ShowSeat;
import io.seatline.domain.waitlist.WaitlistEntry;
import io.seatline.domain.waitlist.WaitlistEntryState;
import io.seatline.domain.waitlist.WaitlistState;
import io.seatline.usecase.port.PendingDeadline;
import io.seatline.usecase.port.Write;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What the tables must hold: every write's condition and effect in plain maps. */
final class Model {
    /** A customer and a show. */
    record Stand(ShowId show, CustomerId customer) {}

    final Map<ShowSeat, SeatClaim> claims = new HashMap<>();
    final Map<BookingId, Booking> bookings = new HashMap<>();
    final Map<PaymentId, Payment> payments = new HashMap<>();
    final Map<PaymentId, SupportCase> cases = new HashMap<>();
    final Map<Stand, ActiveHold> holders = new HashMap<>();
    final Map<WaitlistEntryId, WaitlistEntry> tickets = new HashMap<>();
    final Map<Stand, WaitlistEntryId> named = new HashMap<>();
    final Map<ShowId, WaitlistState> lines = new HashMap<>();

    /** Whom the lines' numbers count: from their place on, until they are offered seats or are taken out. */
    final Set<WaitlistEntryId> counted = new HashSet<>();

    /** The seats that are held or sold. */
    Set<ShowSeat> taken() {
        Set<ShowSeat> taken = new HashSet<>(claims.keySet());
        taken.removeIf(seat -> claims.get(seat) instanceof SeatClaim.Released);
        return taken;
    }

    /** Whether the writes' conditions are all met. */
    boolean accepts(List<Write> writes) {
        return writes.stream().allMatch(this::accepts);
    }

    private boolean accepts(Write write) {
        return switch (write) {
            case Write.TakeSeat w -> !claims.containsKey(new ShowSeat(w.show(), w.seat()));
            case Write.MoveClaim w -> stands(new ShowSeat(w.show(), w.seat()), w.from());
            case Write.FreeSeat w -> stands(new ShowSeat(w.show(), w.seat()), w.released());
            case Write.OpenBooking w -> !bookings.containsKey(w.booking().id());
            case Write.ChangeBooking w -> isAsRead(w.from());
            case Write.EndHold w ->
                isAsRead(w.from()) && !bookings.get(w.from().id()).heldUntil().isAfter(w.now());
            case Write.OpenPayment w -> !payments.containsKey(w.payment().order());
            case Write.ChangePayment w -> isAsRead(w.from());
            case Write.PaymentAsRead w -> isAsRead(w.payment());
            case Write.TakeHolder w -> {
                ActiveHold is = holders.get(stand(w.holder()));
                yield is == null || !is.until().isAfter(w.now());
            }
            case Write.ExtendHolder w -> names(w.holder());
            case Write.DropHolder w -> names(w.holder());
            case Write.OpenCase _ -> true;
            case Write.CloseCase w -> cases.containsKey(w.supportCase().payment());
            case Write.OpenTicket w -> !tickets.containsKey(w.ticket().id());
            case Write.ChangeTicket w -> {
                WaitlistEntry is = tickets.get(w.from().id());
                yield is != null
                        && is.state() == w.from().state()
                        && is.version() == w.from().version();
            }
            case Write.NameTicket w ->
                Optional.ofNullable(named.get(stand(w.ticket()))).equals(w.instead());
            case Write.ForgetTicket w ->
                w.ticket().equals(named.get(new Stand(w.ticket().show(), w.customer())));
            case Write.ChangeLine w ->
                line(w.from().show()).version() == w.from().version();
            case Write.LineAsRead w ->
                line(w.line().show()).version() == w.line().version();
        };
    }

    private boolean stands(ShowSeat seat, SeatClaim claim) {
        SeatClaim is = claims.get(seat);
        return is != null && is.getClass() == claim.getClass() && is.booking().equals(claim.booking());
    }

    private boolean isAsRead(Booking read) {
        Booking is = bookings.get(read.id());
        return is != null && is.state() == read.state() && is.version() == read.version();
    }

    private boolean isAsRead(Payment read) {
        Payment is = payments.get(read.order());
        return is != null && is.state() == read.state() && is.refundNumber() == read.refundNumber();
    }

    private boolean names(ActiveHold holder) {
        ActiveHold is = holders.get(stand(holder));
        return is != null && is.booking().equals(holder.booking());
    }

    private static Stand stand(ActiveHold holder) {
        return new Stand(holder.show(), holder.customer());
    }

    private static Stand stand(WaitlistEntry ticket) {
        return new Stand(ticket.id().show(), ticket.customer());
    }

    WaitlistState line(ShowId show) {
        return lines.getOrDefault(show, WaitlistState.empty(show));
    }

    /** Does the writes. */
    void write(List<Write> writes) {
        writes.forEach(this::write);
    }

    private void write(Write write) {
        switch (write) {
            case Write.TakeSeat w -> claims.put(new ShowSeat(w.show(), w.seat()), w.claim());
            case Write.MoveClaim w -> claims.put(new ShowSeat(w.show(), w.seat()), w.to());
            case Write.FreeSeat w -> claims.remove(new ShowSeat(w.show(), w.seat()));
            case Write.OpenBooking w -> bookings.put(w.booking().id(), w.booking());
            case Write.ChangeBooking w -> bookings.put(w.to().id(), w.to());
            case Write.EndHold w -> bookings.put(w.to().id(), w.to());
            case Write.OpenPayment w -> payments.put(w.payment().order(), w.payment());
            case Write.ChangePayment w -> payments.put(w.to().order(), w.to());
            case Write.TakeHolder w -> holders.put(stand(w.holder()), w.holder());
            case Write.ExtendHolder w -> holders.put(stand(w.holder()), w.holder());
            case Write.DropHolder w -> holders.remove(stand(w.holder()));
            case Write.OpenCase w -> cases.put(w.supportCase().payment(), w.supportCase());
            case Write.CloseCase w -> cases.put(w.supportCase().payment(), w.supportCase());
            case Write.OpenTicket w -> tickets.put(w.ticket().id(), w.ticket());
            case Write.ChangeTicket w -> {
                tickets.put(w.to().id(), w.to());
                if (w.to().state() == WaitlistEntryState.WAITING) {
                    counted.add(w.to().id());
                } else if (w.to().state() == WaitlistEntryState.OFFERED
                        || (w.from().state() == WaitlistEntryState.LEFT && !w.to().isToBeTakenOut())) {
                    counted.remove(w.to().id());
                }
            }
            case Write.NameTicket w -> named.put(stand(w.ticket()), w.ticket().id());
            case Write.ForgetTicket w -> named.remove(new Stand(w.ticket().show(), w.customer()));
            case Write.ChangeLine w -> lines.put(w.to().show(), w.to());
            case Write.PaymentAsRead _, Write.LineAsRead _ -> {}
        }
    }

    /** The claim on a seat; null where there is none. */
    SeatClaim claim(ShowId show, SeatNumber seat) {
        return claims.get(new ShowSeat(show, seat));
    }

    /** Whatever is unfinished. */
    Set<PendingDeadline> due() {
        Set<PendingDeadline> due = new HashSet<>();
        bookings.forEach((id, b) -> b.due().ifPresent(d -> due.add(new PendingDeadline.OfBooking(id, inIndex(d)))));
        payments.forEach(
                (order, p) -> p.due().ifPresent(d -> due.add(new PendingDeadline.OfPayment(order, inIndex(d)))));
        tickets.forEach((id, t) -> t.due().ifPresent(d -> due.add(new PendingDeadline.OfTicket(id, inIndex(d)))));
        return due;
    }

    /** The index does not know since when. */
    private static Deadline inIndex(Deadline due) {
        return new Deadline(due.kind(), due.at());
    }

    /** Who waits for a show. */
    List<WaitlistEntry> waiting(ShowId show) {
        return tickets.values().stream()
                .filter(t -> t.id().show().equals(show) && t.state() == WaitlistEntryState.WAITING)
                .toList();
    }
}
