package io.seatline.usecase.port;

import io.seatline.domain.Vnd;

/** Reads and checks what MoMo (or someone who pretends to be MoMo) sends. */
public interface IpnReader {

    /** Checks the body of an instant payment notification: its form, its signature in constant time, its partner. */
    Reading read(String body);

    /** What a notification turned out to be. */
    sealed interface Reading {
        /** Not a notification; names the field. */
        record Malformed(String detail) implements Reading {}

        /** The signature does not fit, or the partner is not ours. */
        record Forged(String detail) implements Reading {}

        /** MoMo says that money was captured. {@code momoOrder} may be any text. */
        record Captured(String momoOrder, String transId, Vnd amount) implements Reading {}

        /** MoMo says that the order finally failed. */
        record Failed(String momoOrder, int resultCode) implements Reading {}

        /** MoMo says something that is not final. */
        record NotFinal(String momoOrder, int resultCode) implements Reading {}
    }
}
