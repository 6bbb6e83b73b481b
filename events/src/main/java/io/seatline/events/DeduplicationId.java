package io.seatline.events;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Pattern;

/** Deduplication ids that SQS accepts: the text itself where it may stand, else its SHA-256 in hex. */
final class DeduplicationId {

    /** Letters, digits and ASCII punctuation: what {@code MessageDeduplicationId} of SendMessage allows. */
    private static final Pattern ALLOWED = Pattern.compile("[!-~]{1,128}");

    private DeduplicationId() {}

    static String of(String text) {
        return ALLOWED.matcher(text).matches() ? text : sha256(text);
    }

    private static String sha256(String text) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
