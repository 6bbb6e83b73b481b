package io.seatline.usecase;

/** Business metrics, named by nouns such as {@code HoldPlaced} or {@code HoldExpiryLag}. */
public interface Meter {
    /** So many of something happened. */
    void count(String metric, double value);

    /** Something took so many milliseconds. */
    void milliseconds(String metric, double value);
}
