package io.seatline.events.contract;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/**
 * The sample payloads of this module, for tests and for {@code aws lambda invoke --payload file://...}.
 *
 * <p>All samples are about the same booking, so that they fit together.
 */
public final class Samples {

    private Samples() {}

    /**
     * Returns an invocation payload as AWS passes it to a function.
     *
     * @param name the file name in {@code samples/lambda/}, such as {@code reserve.json}
     * @throws IllegalArgumentException if there is no such sample
     */
    public static byte[] lambda(String name) {
        return read("/samples/lambda/" + name);
    }

    /**
     * Returns an event of the bus.
     *
     * @param detailType such as {@code BookingPaid.v1}
     * @throws IllegalArgumentException if there is no such sample
     */
    public static byte[] event(String detailType) {
        return read("/samples/events/" + detailType + ".json");
    }

    /**
     * Returns a message of a queue, or the input of a schedule.
     *
     * @param type such as {@code SeatsReleased.v1}
     * @throws IllegalArgumentException if there is no such sample
     */
    public static byte[] message(String type) {
        return read("/samples/messages/" + type + ".json");
    }

    private static byte[] read(String path) {
        try (InputStream in = Samples.class.getResourceAsStream(path)) {
            if (in == null) {
                throw new IllegalArgumentException("no sample " + path);
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(path, e);
        }
    }
}
