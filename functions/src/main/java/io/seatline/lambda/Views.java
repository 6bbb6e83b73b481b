package io.seatline.lambda;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.seatline.domain.Booking;
import io.seatline.domain.BookingId;
import io.seatline.domain.PayLinks;
import io.seatline.domain.Payment;
import io.seatline.domain.ShowSeat;
import io.seatline.domain.SupportCase;
import io.seatline.domain.Vnd;
import io.seatline.usecase.Sale;
import io.seatline.usecase.SupportDesk;
import java.util.List;

/** What the API shows of bookings, payments and cases; field names as in the contract. */
final class Views {
    private static final String PROVIDER = "MOMO";

    private Views() {}

    /** Amounts in whole VND, times RFC 3339 UTC. {@code payment} is null where there is none to make. */
    @JsonNaming(SnakeCaseStrategy.class)
    record BookingView(
            String bookingId,
            String status,
            String showId,
            List<String> showSeats,
            long amount,
            String currency,
            String createdAt,
            String reservationExpiresAt,
            PaymentView payment) {}

    /** The links are null until MoMo has given them. */
    @JsonNaming(SnakeCaseStrategy.class)
    record PaymentView(
            String provider, String orderId, String status, String payUrl, String qrCodeUrl, String deeplink) {}

    @JsonNaming(SnakeCaseStrategy.class)
    record CaseView(
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

    record BookingsView(List<BookingView> bookings) {}

    record CasesView(List<CaseView> cases) {}

    record PaymentAnswer(PaymentView payment) {}

    static BookingView booking(Sale sale) {
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
                sale.payment().map(Views::payment).orElse(null));
    }

    static PaymentView payment(Payment p) {
        return new PaymentView(
                PROVIDER,
                p.order().value(),
                p.state().name(),
                p.links().map(PayLinks::payUrl).orElse(null),
                p.links().map(PayLinks::qrCodeUrl).orElse(null),
                p.links().map(PayLinks::deeplink).orElse(null));
    }

    static CaseView supportCase(SupportDesk.Dossier dossier) {
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
