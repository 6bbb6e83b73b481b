package io.seatline.usecase.port;

import io.seatline.domain.Vnd;
import java.util.Map;

/** Parses and verifies IPNs. Anybody can send one, so nothing in it is trusted before verification. */
public interface IpnReader {

    /** Parses an IPN's body and verifies its form, its signature (in constant time) and its partner code. */
    Reading read(String body);

    /**
     * Whether these parameters of a customer's return carry MoMo's signature (checked in constant time) and Seatline's
     * partner code. A return says that MoMo has a result, and is no proof of one.
     */
    boolean isSignedReturn(Map<String, String> parameters);

    /** The result of reading an IPN. */
    sealed interface Reading {
        /** The body is not an IPN. The detail names the field. */
        record Malformed(String detail) implements Reading {}

        /** The signature is wrong, or the partner code is not Seatline's. */
        record Forged(String detail) implements Reading {}

        /** MoMo captured the payment. {@code momoOrder} may be any text. */
        record Captured(String momoOrder, String transId, Vnd amount) implements Reading {}

        /** The order finally failed. */
        record Failed(String momoOrder, int resultCode) implements Reading {}

        /** The result is not final. */
        record NotFinal(String momoOrder, int resultCode) implements Reading {}
    }
}
