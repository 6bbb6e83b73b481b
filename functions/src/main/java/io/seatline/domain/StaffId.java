package io.seatline.domain;

/** A member of staff: the {@code sub} claim of the token that API Gateway verified. */
public record StaffId(String value) {
    public StaffId {
        if (!CustomerId.isValid(value)) {
            throw new IllegalArgumentException(
                    "a staff id must have 1-" + CustomerId.MAX_LENGTH + " characters, not all blank");
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
