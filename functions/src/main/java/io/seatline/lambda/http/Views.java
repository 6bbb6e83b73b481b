package io.seatline.lambda.http;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.seatline.domain.BookingId;
import io.seatline.domain.Vnd;
import io.seatline.domain.WaitlistEntryId;
import io.seatline.domain.booking.Booking;
import io.seatline.domain.payment.Payment;
import io.seatline.domain.payment.PaymentLinks;
import io.seatline.domain.payment.SupportCase;
import io.seatline.domain.seating.ShowSeat;
import io.seatline.domain.waitlist.WaitlistEntry;
import io.seatline.usecase.payment.CustomerBooking;
import io.seatline.usecase.support.SupportDesk;
import io.seatline.usecase.waitlist.FindWaitlistEntry;
import java.time.Duration;
import java.util.List;

/** What the API shows of bookings, payments, cases and tickets; field names as in the contract. */
public final class Views {
    private static final String PROVIDER = "MOMO";

    private Views() {}

    /**
     * Amounts in whole VND, times RFC 3339 UTC. {@code ticket} is null unless the seats were offered to a waiting customer,
     * {@code payment} where there is none to make.
     */
    @JsonNaming(SnakeCaseStrategy.class)
    public record BookingView(
            String bookingId,
            String status,
            String showId,
            List<String> showSeats,
            long amount,
            String currency,
            String createdAt,
            String reservationExpiresAt,
            String ticket,
            PaymentView payment) {}

    /** The links are null where MoMo has not given them. */
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
            long amount,
            String currency,
            String refundStatus,
            String openedAt,
            String detail,
            String note) {}

    /** What a join is answered with. */
    @JsonNaming(SnakeCaseStrategy.class)
    record JoinedView(String ticket, String showId, int seats, boolean accessible, String status) {}

    /** Position from 1 and seconds until an offer, roughly: null unless it waits; the offer's: null unless made. */
    @JsonNaming(SnakeCaseStrategy.class)
    record TicketView(
            String ticket,
            String showId,
            int seats,
            boolean accessible,
            String status,
            Integer position,
            Long estimatedWaitSeconds,
            String bookingId,
            String offerExpiresAt) {}

    public record BookingsView(List<BookingView> bookings) {}

    public record CasesView(List<CaseView> cases) {}

    public record PaymentAnswer(PaymentView payment) {}

    public static BookingView booking(CustomerBooking sale) {
        Booking b = sale.booking();
        return new BookingView(
                b.id().value(),
                b.state().name(),
                b.show().value(),
                b.seats().stream()
                        .map(seat -> new ShowSeat(b.show(), seat).id())
                        .toList(),
                b.amount().amount(),
                Vnd.CURRENCY,
                b.createdAt().toString(),
                b.heldUntil().toString(),
                b.offer().map(WaitlistEntryId::value).orElse(null),
                sale.payment().map(Views::payment).orElse(null));
    }

    public static PaymentView payment(Payment p) {
        return new PaymentView(
                PROVIDER,
                p.order().value(),
                p.state().name(),
                p.links().map(PaymentLinks::payUrl).orElse(null),
                p.links().map(PaymentLinks::qrCodeUrl).orElse(null),
                p.links().map(PaymentLinks::deeplink).orElse(null));
    }

    public static JoinedView joined(WaitlistEntry t, FindWaitlistEntry.Status status) {
        return new JoinedView(
                t.id().value(),
                t.id().show().value(),
                t.party().seats(),
                t.party().accessible(),
                status.name());
    }

    public static TicketView ticket(FindWaitlistEntry.Standing standing) {
        WaitlistEntry t = standing.ticket();
        return new TicketView(
                t.id().value(),
                t.id().show().value(),
                t.party().seats(),
                t.party().accessible(),
                standing.status().name(),
                standing.position().orElse(null),
                standing.estimate().map(Duration::toSeconds).orElse(null),
                standing.offer().map(b -> b.id().value()).orElse(null),
                standing.offer().map(b -> b.heldUntil().toString()).orElse(null));
    }

    public static CaseView supportCase(SupportDesk.Dossier dossier) {
        SupportCase c = dossier.supportCase();
        return new CaseView(
                c.payment().value(),
                c.open() ? "OPEN" : "CLOSED",
                c.reason().name(),
                c.booking().map(BookingId::value).orElse(null),
                c.momoOrder(),
                c.amount().amount(),
                Vnd.CURRENCY,
                dossier.payment().name(),
                c.openedAt().toString(),
                c.detail(),
                c.note());
    }
}
