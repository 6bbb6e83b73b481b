package io.seatline.domain;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.random.RandomGenerator;

/** Creates short ids that are safe in keys, URLs and MoMo's fields: lower-case base32 (RFC 4648, no padding). */
public final class Ids {
    /** 26 characters carry 130 bits, enough to rule out collisions. */
    static final int LENGTH = 26;

    private static final String ALPHABET = "abcdefghijklmnopqrstuvwxyz234567";

    private Ids() {}

    /** Derives an id from a SHA-256 hash of the parts: the same parts always give the same id. */
    public static String derivedFrom(String... parts) {
        try {
            MessageDigest sha = MessageDigest.getInstance("SHA-256");
            for (String part : parts) {
                byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
                // The length prefix makes ("ab","c") and ("a","bc") differ.
                sha.update((bytes.length + ":").getBytes(StandardCharsets.US_ASCII));
                sha.update(bytes);
            }
            return encode(sha.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** A unique random id. */
    static String random(RandomGenerator random) {
        byte[] bytes = new byte[32];
        random.nextBytes(bytes);
        return encode(bytes);
    }

    static String encode(byte[] bytes) {
        StringBuilder id = new StringBuilder(LENGTH);
        for (int i = 0; i < LENGTH; i++) {
            int bit = i * 5;
            int window = (bytes[bit / 8] & 0xff) << 8 | (bytes[bit / 8 + 1] & 0xff);
            id.append(ALPHABET.charAt(window >> (11 - bit % 8) & 31));
        }
        return id.toString();
    }
}
