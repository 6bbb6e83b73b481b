package io.seatline.domain;

/** A customer: the {@code sub} claim of the token that API Gateway verified, never a value from a request body. */
public record CustomerId(String value) {
    public CustomerId {
        if (value.isBlank()) {
            throw new IllegalArgumentException("customer id must not be blank");
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
