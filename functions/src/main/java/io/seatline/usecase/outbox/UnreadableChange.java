package io.seatline.usecase.outbox;

import java.io.Serial;

/** A stream record that cannot be parsed, so that no retry helps. Any other failure of the outbox is worth a retry. */
public final class UnreadableChange extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    public UnreadableChange(RuntimeException cause) {
        super("the record is not in a format that this version reads", cause);
    }
}
