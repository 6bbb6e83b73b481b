package io.seatline.usecase.port;

/** The support staff's chat. */
public interface Chat {
    /** Posts a text. Throws if the chat rejects it. Does nothing if no chat is configured. */
    void post(String text);
}
