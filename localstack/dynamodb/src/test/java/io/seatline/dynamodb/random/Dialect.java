package io.seatline.dynamodb.random;

/** The kinds of programs that the generator creates. */
enum Dialect {
    /** All programs. */
    FULL,

    /**
     * Programs without features that MiniStack handles differently. It treats 1 and 1.0 as two keys, and 0 and -0 in
     * lists as two values. Two missing attributes are equal. A value without a size has size 0. The first operand of
     * {@code contains} must be a path. Indexes apply filters to attributes that they do not project. A pattern of known
     * differences would hide real faults here.
     */
    MINISTACK
}
