package io.seatline.usecase.support;

import io.seatline.domain.BookingId;
import io.seatline.domain.CustomerId;
import io.seatline.domain.PaymentId;
import io.seatline.domain.ShowId;
import io.seatline.domain.booking.BookingPosition;
import io.seatline.domain.payment.RefundId;
import io.seatline.domain.payment.SupportCase;
import io.seatline.domain.seating.SeatClaim;
import io.seatline.domain.seating.ShowSeat;
import io.seatline.domain.ticket.TicketCode;
import io.seatline.usecase.booking.FindBookings;
import io.seatline.usecase.correlation.Correlation;
import io.seatline.usecase.payment.CustomerBooking;
import io.seatline.usecase.port.BookingLookup;
import io.seatline.usecase.port.Ledger;
import io.seatline.usecase.port.Ledger.BookingDetails;
import io.seatline.usecase.support.SupportDesk.CaseDetails;
import java.util.List;
import java.util.Optional;

/** Finds any customer's bookings for support, with their history. Makes no requests to MoMo. */
public final class FindForSupport {
    private final Ledger ledger;
    private final BookingLookup lookup;
    private final SupportDesk desk;

    public FindForSupport(Ledger ledger, BookingLookup lookup, SupportDesk desk) {
        this.ledger = ledger;
        this.lookup = lookup;
        this.desk = desk;
    }

    /** The booking with this id. */
    public Optional<CustomerBooking> byId(BookingId id) {
        return ledger.details(id).map(CustomerBooking::of);
    }

    /** The booking of a payment or refund with this order id at MoMo. */
    public Optional<CustomerBooking> byMomoOrder(String orderId) {
        Optional<PaymentId> payment = PaymentId.parse(orderId);
        Optional<RefundId> refund = RefundId.ofMomo(orderId);
        return payment.or(() -> refund.map(RefundId::payment))
                .flatMap(PaymentId::booking)
                .flatMap(ledger::details)
                .filter(details -> payment.flatMap(details::payment).isPresent()
                        || refund.flatMap(details::refund).isPresent())
                .map(CustomerBooking::of);
    }

    /**
     * The booking that the seat's claim names: it has the seat or, if the seat is being reallocated, had it last. Reads
     * all claims of the show.
     */
    public Optional<CustomerBooking> bySeat(ShowSeat seat) {
        return Optional.ofNullable(ledger.claims(seat.show()).get(seat.seat()))
                .map(SeatClaim::booking)
                .flatMap(this::byId);
    }

    /**
     * Finds a show's bookings by ticket code. Codes are not unique, so there may be several. Reads all
     * claims of the show.
     */
    public List<CustomerBooking> byCode(ShowId show, TicketCode code) {
        return ledger.claims(show).values().stream()
                .filter(SeatClaim.Sold.class::isInstance)
                .map(SeatClaim::booking)
                .distinct()
                .filter(booking -> TicketCode.of(booking).equals(code))
                .flatMap(booking -> byId(booking).stream())
                .toList();
    }

    /** A customer's twenty newest bookings after this position. */
    public FindBookings.Page ofCustomer(CustomerId customer, Optional<BookingPosition> after) {
        return FindBookings.read(ledger, customer, after);
    }

    /** A booking with its payments, refunds, cases and history, and the {@link Correlation} id of its story. */
    public record Found(
            BookingDetails details,
            Optional<String> correlationId,
            List<CaseDetails> cases,
            List<HistoryStep> history) {}

    /** Reads a booking with its payments, refunds, cases and history. */
    public Optional<Found> details(BookingId id) {
        return ledger.details(id).map(details -> {
            Optional<String> correlationId = Correlation.id();
            List<SupportCase> cases = lookup.cases(id);
            return new Found(
                    details,
                    correlationId,
                    cases.stream().map(desk::details).toList(),
                    BookingHistory.of(details, cases));
        });
    }
}
