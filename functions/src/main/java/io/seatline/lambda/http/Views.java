package io.seatline.lambda.http;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.seatline.domain.BookingId;
import io.seatline.domain.CustomerId;
import io.seatline.domain.ShowId;
import io.seatline.domain.Vnd;
import io.seatline.domain.WaitlistEntryId;
import io.seatline.domain.booking.BookedShow;
import io.seatline.domain.booking.Booking;
import io.seatline.domain.booking.BookingState;
import io.seatline.domain.payment.Payment;
import io.seatline.domain.payment.PaymentLinks;
import io.seatline.domain.payment.PaymentState;
import io.seatline.domain.payment.Refund;
import io.seatline.domain.payment.SupportCase;
import io.seatline.domain.seating.SeatNumber;
import io.seatline.domain.seating.ShowSeat;
import io.seatline.domain.ticket.TicketCode;
import io.seatline.domain.waitlist.WaitlistEntry;
import io.seatline.usecase.booking.FindBookings;
import io.seatline.usecase.payment.CustomerBooking;
import io.seatline.usecase.support.SupportDesk;
import io.seatline.usecase.waitlist.FindWaitlistEntry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Converts bookings, payments, cases and waitlist entries to JSON views of the API, with the field names of the
 * contract.
 */
public final class Views {
    private Views() {}

    /**
     * A booking. Amounts are whole VND, times RFC 3339 UTC. {@code waitlist_entry_id} is null unless the seats were
     * offered to a waiting customer; {@code payment} is null if the booking has none to make; {@code ticket} is null
     * unless it is paid.
     */
    @JsonNaming(SnakeCaseStrategy.class)
    public record BookingView(
            String bookingId,
            String status,
            String showId,
            BookedShowView show,
            List<String> showSeats,
            List<String> returnedSeats,
            long amount,
            long refundedAmount,
            String currency,
            String createdAt,
            String reservationExpiresAt,
            String waitlistEntryId,
            PaymentView payment,
            TicketCodeView ticket,
            List<RefundView> refunds,
            RefundPolicyView refundPolicy) {}

    /** The short code of the booking's ticket. */
    record TicketCodeView(String code) {}

    /**
     * A refund of a payment of the booking. {@code show_seats} is empty if that payment got no seats; {@code admitted_seats}
     * are those of them for which somebody had been let in.
     */
    @JsonNaming(SnakeCaseStrategy.class)
    record RefundView(
            String refundId,
            long amount,
            String currency,
            List<String> showSeats,
            List<String> admittedSeats,
            String reason,
            String method,
            String status,
            String requestedAt,
            String endedAt) {}

    /** Until when and for which fee, in percent, the customer may return seats. */
    @JsonNaming(SnakeCaseStrategy.class)
    record RefundPolicyView(String until, int feePercent) {}

    /** The facts of the show when the seats were held; {@code cinema} is the cinema's name. Old bookings have no rating. */
    @JsonNaming(SnakeCaseStrategy.class)
    record BookedShowView(
            String id,
            String title,
            String cinema,
            String address,
            String hall,
            String startsAt,
            String endsAt,
            String timeZone,
            String format,
            String rating) {}

    /** A payment. The links are null if it cannot be paid or MoMo has not returned them. */
    @JsonNaming(SnakeCaseStrategy.class)
    record PaymentView(
            String provider, String orderId, String status, String payUrl, String qrCodeUrl, String deeplink) {}

    @JsonNaming(SnakeCaseStrategy.class)
    public record CaseView(
            String id,
            String status,
            String reason,
            String bookingId,
            String orderId,
            String refundId,
            long amount,
            String currency,
            String refundStatus,
            String openedAt,
            String detail,
            String note) {}

    /** The answer to a join. */
    @JsonNaming(SnakeCaseStrategy.class)
    record JoinedView(String entryId, String showId, int seats, boolean accessible, String status) {}

    /**
     * A waitlist entry. {@code position}, counted from 1, and the rough {@code estimated_wait_seconds} until an offer
     * are null unless the entry waits. {@code booking_id} and {@code offer_expires_at} are null unless an offer was
     * made.
     */
    @JsonNaming(SnakeCaseStrategy.class)
    public record EntryView(
            String entryId,
            String showId,
            int seats,
            boolean accessible,
            String status,
            Integer position,
            Long estimatedWaitSeconds,
            String bookingId,
            String offerExpiresAt) {}

    /** A page of bookings. {@code next_cursor} is null on the last page. */
    @JsonNaming(SnakeCaseStrategy.class)
    record BookingsView(List<BookingView> bookings, String nextCursor) {}

    public record EntriesView(List<EntryView> entries) {}

    public record CasesView(List<CaseView> cases) {}

    public record PaymentAnswer(PaymentView payment) {}

    public static BookingsView bookings(CustomerId customer, FindBookings.Page page) {
        return new BookingsView(
                page.bookings().stream().map(Views::booking).toList(),
                page.next()
                        .map(position -> BookingsCursor.write(position, customer))
                        .orElse(null));
    }

    /** All bookings that a look-up finds. */
    public static BookingsView bookings(List<CustomerBooking> all) {
        return new BookingsView(all.stream().map(Views::booking).toList(), null);
    }

    public static BookingView booking(CustomerBooking customerBooking) {
        Booking b = customerBooking.booking();
        return new BookingView(
                b.id().value(),
                b.state().name(),
                b.show().value(),
                show(b.bookedShow()),
                ids(b.show(), b.seats()),
                ids(b.show(), b.returned()),
                b.amount().amount(),
                customerBooking.refunds().stream()
                        .map(Refund::amount)
                        .reduce(Vnd.ZERO, Vnd::plus)
                        .amount(),
                Vnd.CURRENCY,
                b.createdAt().toString(),
                b.heldUntil().toString(),
                b.offer().map(WaitlistEntryId::value).orElse(null),
                customerBooking.payment().map(p -> payment(b, p)).orElse(null),
                b.state() == BookingState.PAID
                        ? new TicketCodeView(TicketCode.of(b.id()).value())
                        : null,
                customerBooking.refunds().stream()
                        .map(refund -> refund(b.show(), refund))
                        .toList(),
                b.bookedShow()
                        .refunds()
                        .filter(_ -> b.customer().isPresent())
                        .map(terms -> new RefundPolicyView(
                                b.bookedShow().refundableUntil().orElseThrow().toString(), terms.feePercent()))
                        .orElse(null));
    }

    public static List<String> ids(ShowId show, List<SeatNumber> seats) {
        return seats.stream().map(seat -> new ShowSeat(show, seat).id()).toList();
    }

    private static RefundView refund(ShowId show, Refund r) {
        return new RefundView(
                r.id().value(),
                r.amount().amount(),
                Vnd.CURRENCY,
                ids(show, r.seats()),
                ids(show, r.admitted()),
                r.reason().name(),
                r.method().name(),
                r.state().name(),
                r.requestedAt().toString(),
                r.endedAt().map(Instant::toString).orElse(null));
    }

    static BookedShowView show(BookedShow show) {
        return new BookedShowView(
                show.id().value(),
                show.title(),
                show.cinema(),
                show.address(),
                show.hall(),
                show.startsAt().toString(),
                show.endsAt().toString(),
                show.timeZone(),
                show.format(),
                show.rating().orElse(null));
    }

    /** The view of a booking's payment, with links while the booking can be paid. */
    public static PaymentView payment(Booking b, Payment p) {
        Optional<PaymentLinks> links =
                p.links().filter(_ -> b.state() == BookingState.IN_BOOKING && p.state() == PaymentState.OPEN);
        return new PaymentView(
                p.provider().name(),
                p.id().value(),
                p.state().name(),
                links.map(PaymentLinks::payUrl).orElse(null),
                links.map(PaymentLinks::qrCodeUrl).orElse(null),
                links.map(PaymentLinks::deeplink).orElse(null));
    }

    public static JoinedView joined(WaitlistEntry e, FindWaitlistEntry.Status status) {
        return new JoinedView(
                e.id().value(),
                e.id().show().value(),
                e.party().seats(),
                e.party().accessible(),
                status.name());
    }

    public static EntryView entry(FindWaitlistEntry.EntryDetails details) {
        WaitlistEntry e = details.entry();
        return new EntryView(
                e.id().value(),
                e.id().show().value(),
                e.party().seats(),
                e.party().accessible(),
                details.status().name(),
                details.position().orElse(null),
                details.estimate().map(Duration::toSeconds).orElse(null),
                details.offer().map(b -> b.id().value()).orElse(null),
                details.offer().map(b -> b.heldUntil().toString()).orElse(null));
    }

    private static String refundStatus(SupportDesk.CaseDetails details) {
        return details.refund()
                .map(refund -> switch (refund.state()) {
                    case PENDING -> "REFUND_PENDING";
                    case SUCCEEDED -> "REFUNDED";
                    case FAILED -> "REFUND_FAILED";
                })
                .orElse("CAPTURED");
    }

    public static CaseView supportCase(SupportDesk.CaseDetails details) {
        SupportCase c = details.supportCase();
        return new CaseView(
                c.id().value(),
                c.open() ? "OPEN" : "CLOSED",
                c.reason().name(),
                c.booking().map(BookingId::value).orElse(null),
                c.momoOrder(),
                details.refund().map(r -> r.id().value()).orElse(null),
                c.amount().amount(),
                Vnd.CURRENCY,
                refundStatus(details),
                c.openedAt().toString(),
                c.detail(),
                c.note());
    }
}
