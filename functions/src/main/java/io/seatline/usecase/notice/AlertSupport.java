package io.seatline.usecase.notice;

import io.seatline.events.SupportCaseOpenedV1;
import io.seatline.usecase.port.Chat;

/** Posts new support cases to the support staff's chat. */
public final class AlertSupport {
    private final Chat chat;

    public AlertSupport(Chat chat) {
        this.chat = chat;
    }

    /** Posts the problem, the amount and what to do, without personal data. */
    public void caseOpened(SupportCaseOpenedV1 opened) {
        String about = opened.bookingId().map(id -> "booking " + id).orElse("no known booking");
        chat.post(
                "Support case " + opened.caseId() + " (" + opened.reason() + "): " + opened.detail() + "\n"
                        + opened.amount() + " " + opened.currency() + ", MoMo order " + opened.orderId() + ", " + about
                        + ".\n"
                        + "To do: POST /api/v1/support/cases/" + opened.caseId()
                        + "/refund retries the refund; with {\"by_hand\":true,\"note\":\"…\"} it records that you refunded it by hand.");
    }
}
