package io.seatline.domain;

/** An amount in whole Vietnamese dong, never negative. */
public record Vnd(long amount) {
    /** ISO 4217. */
    public static final String CURRENCY = "VND";

    public static final Vnd ZERO = new Vnd(0);

    public Vnd {
        if (amount < 0) {
            throw new IllegalArgumentException("amount must not be negative: " + amount);
        }
    }

    /** Adds two amounts; throws {@link ArithmeticException} on overflow. */
    public Vnd plus(Vnd other) {
        return new Vnd(Math.addExact(amount, other.amount));
    }

    /** Subtracts an amount; throws {@link IllegalArgumentException} if it is larger. */
    public Vnd minus(Vnd other) {
        return new Vnd(amount - other.amount);
    }

    /** Returns this percentage of the amount, rounded down to whole dong. */
    public Vnd percent(int percent) {
        return new Vnd(Math.multiplyExact(amount, percent) / 100);
    }

    @Override
    public String toString() {
        return amount + " " + CURRENCY;
    }
}
