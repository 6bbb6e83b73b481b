package io.seatline.domain;

/** A customer: the {@code sub} claim of the token that API Gateway verified, never a value from a request body. */
public record CustomerId(String value) {
    /** Cognito's limit for a subject, in characters. */
    public static final int MAX_LENGTH = 128;

    public CustomerId {
        if (!isValid(value)) {
            throw new IllegalArgumentException(
                    "a customer id must have 1-" + MAX_LENGTH + " characters, not all blank");
        }
    }

    /** Whether the text can be a customer id. */
    public static boolean isValid(String text) {
        return text != null && !text.isBlank() && text.codePointCount(0, text.length()) <= MAX_LENGTH;
    }

    @Override
    public String toString() {
        return value;
    }
}
