package io.seatline.adapter.ticket;

import java.io.ByteArrayOutputStream;
import java.util.Optional;

/** Base45 (RFC 9285): bytes in the characters that a QR code stores in eleven bits a pair. */
final class Base45 {
    private static final String ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:";
    private static final int BASE = 45;

    private Base45() {}

    static String encode(byte[] bytes) {
        StringBuilder text = new StringBuilder(bytes.length * 3 / 2 + 1);
        for (int at = 0; at < bytes.length; at += 2) {
            boolean pair = at + 1 < bytes.length;
            int rest = pair ? (bytes[at] & 0xff) << 8 | (bytes[at + 1] & 0xff) : bytes[at] & 0xff;
            for (int digit = 0; digit < (pair ? 3 : 2); digit++) {
                text.append(ALPHABET.charAt(rest % BASE));
                rest /= BASE;
            }
        }
        return text.toString();
    }

    /** Reads a text. Empty unless {@link #encode} gives exactly this text. */
    static Optional<byte[]> decode(String text) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(text.length());
        for (int at = 0; at < text.length(); at += 3) {
            int end = Math.min(at + 3, text.length());
            int value = value(text, at, end);
            boolean pair = end - at == 3;
            if (end - at == 1 || value < 0 || value > (pair ? 0xffff : 0xff)) {
                return Optional.empty();
            }
            if (pair) {
                bytes.write(value >> 8);
            }
            bytes.write(value);
        }
        return Optional.of(bytes.toByteArray());
    }

    /** The number that the characters write, the lowest digit first; -1 if one of them is none of Base45's. */
    private static int value(String text, int start, int end) {
        int value = 0;
        for (int at = end - 1; at >= start; at--) {
            int digit = ALPHABET.indexOf(text.charAt(at));
            if (digit < 0) {
                return -1;
            }
            value = value * BASE + digit;
        }
        return value;
    }
}
