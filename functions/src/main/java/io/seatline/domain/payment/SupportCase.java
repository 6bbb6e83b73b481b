package io.seatline.domain.payment;

import io.seatline.domain.BookingId;
import io.seatline.domain.StaffId;
import io.seatline.domain.Vnd;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.time.Instant;
import java.util.Optional;

/**
 * A problem about money that support must solve. It closes only after the money was refunded.
 *
 * @param booking the affected booking, if any
 * @param momoOrder the payment's order id at MoMo
 * @param detail a description of the problem, for support staff
 * @param note what support did about it; empty until support adds it
 * @param closedBy who of the staff closed it or changed its note last, and when; empty while it is open or if Seatline did
 */
@RecordBuilder
public record SupportCase(
        CaseId id,
        Reason reason,
        boolean open,
        Instant openedAt,
        Optional<BookingId> booking,
        String momoOrder,
        Vnd amount,
        String detail,
        String note,
        Optional<StaffAction> closedBy) {

    /** Why the case was opened. */
    public enum Reason {
        /** A refund finally failed, or MoMo reported no final result for a day. */
        REFUND_FAILED,
        /** MoMo captured a different amount than the order's. */
        WRONG_AMOUNT,
        /** MoMo captured money for an order that Seatline does not know. */
        UNKNOWN_ORDER,
        /** MoMo captured one order twice. */
        SECOND_CAPTURE
    }

    /** Closes the case after its money was refunded. */
    public SupportCase closed(String closingNote) {
        return SupportCaseBuilder.builder(this).open(false).note(closingNote).build();
    }

    /** Closes the case as staff decided. */
    public SupportCase closedBy(StaffId staff, String closingNote, Instant now) {
        return SupportCaseBuilder.builder(closed(closingNote))
                .closedBy(Optional.of(new StaffAction(staff, now)))
                .build();
    }
}
