package io.seatline.dynamodb.random;

/** Which programs are made. */
enum Dialect {
    /** All. */
    FULL,

    /**
     * What MiniStack understands. It takes the keys 1 and 1.0 for two, as it does 0 and -0 in lists; it thinks two
     * attributes equal that are both missing; what has no size has the size 0; the first operand of {@code contains} must
     * be a path; its indexes filter by what they lack. Patterns of known differences could not tell these from faults.
     */
    MINISTACK
}
