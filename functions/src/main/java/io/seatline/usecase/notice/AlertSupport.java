package io.seatline.usecase.notice;

import io.seatline.events.SupportCaseOpenedV1;
import io.seatline.usecase.port.Chat;

/** Tells support staff that money needs them. */
public final class AlertSupport {
    private final Chat chat;

    public AlertSupport(Chat chat) {
        this.chat = chat;
    }

    /** Posts what happened, how much it is about and what to do; no customer's name. */
    public void caseOpened(SupportCaseOpenedV1 opened) {
        String about = opened.bookingId().map(id -> "booking " + id).orElse("no booking that Seatline knows");
        chat.post(
                "Support case " + opened.caseId() + " (" + opened.reason() + "): " + opened.detail() + "\n"
                        + opened.amount() + " " + opened.currency() + ", MoMo order " + opened.orderId() + ", " + about
                        + ".\n"
                        + "To do: POST /api/v1/support/cases/" + opened.caseId()
                        + "/refund tries the refund again; with {\"by_hand\":true,\"note\":\"…\"} it records that you paid it.");
    }
}
