package io.seatline.adapter.http;

import java.io.IOException;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.time.Duration;
import java.util.Map;

/**
 * A POST that is sent once, to the address that it names and to no other.
 *
 * <p>By {@link HttpURLConnection}: it is in the JDK, loads a fraction of the classes of {@code java.net.http} and needs
 * no selector thread, so a cold function answers sooner. Each call has a connection of its own, as far as the JDK lets
 * it: one kept from before Lambda froze the environment would be dead, and HttpURLConnection would answer that by
 * silently sending the POST twice. The streaming mode forbids that repeat as well.
 *
 * @param connectTimeout how long to wait for a connection
 * @param readTimeout how long to wait for each part of the answer
 */
public record HttpPost(Duration connectTimeout, Duration readTimeout) {

    /** Takes what it wants from an answer. */
    @FunctionalInterface
    public interface AnswerReader<T> {
        /**
         * The connection ends when this returns. The answer's stream is to be left open: whoever closes it hands the
         * connection to the JDK's pool, and out of reach of {@link HttpURLConnection#disconnect}.
         */
        T read(HttpURLConnection answer) throws IOException;
    }

    /**
     * Sends a body and reads the answer, whatever its status.
     *
     * @throws IOException if there is no answer, or none in time; its message may hold the address
     * @throws IllegalArgumentException if the address is relative or a header's value has line breaks
     */
    public <T> T send(URI address, Map<String, String> headers, byte[] body, AnswerReader<T> reader)
            throws IOException {
        if (!(address.toURL().openConnection() instanceof HttpURLConnection connection)) {
            throw new IOException("not an address of HTTP");
        }
        try {
            connection.setConnectTimeout(millis(connectTimeout));
            connection.setReadTimeout(millis(readTimeout));
            connection.setInstanceFollowRedirects(false);
            connection.setUseCaches(false);
            connection.setDoOutput(true);
            connection.setRequestMethod("POST");
            connection.setFixedLengthStreamingMode(body.length);
            connection.setRequestProperty("Connection", "close");
            headers.forEach(connection::setRequestProperty);
            try (OutputStream out = connection.getOutputStream()) {
                out.write(body);
            }
            return reader.read(connection);
        } finally {
            connection.disconnect();
        }
    }

    /** Never zero, which would be for ever. */
    private static int millis(Duration timeout) {
        return Math.clamp(timeout.toMillis(), 1, Integer.MAX_VALUE);
    }
}
