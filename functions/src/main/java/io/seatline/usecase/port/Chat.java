package io.seatline.usecase.port;

/** The support staff's chat. */
public interface Chat {
    /** Posts a text; throws if the chat does not take it. Does nothing where no chat is configured. */
    void post(String text);
}
