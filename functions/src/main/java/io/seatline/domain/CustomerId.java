package io.seatline.domain;

/** A customer: the {@code sub} of the token that API Gateway checked. Never taken from a request's body. */
public record CustomerId(String value) {
    public CustomerId {
        if (value.isBlank()) {
            throw new IllegalArgumentException("a customer id is not blank");
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
