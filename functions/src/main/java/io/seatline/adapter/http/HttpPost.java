package io.seatline.adapter.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.time.Duration;
import java.util.Map;

/**
 * Sends a POST once: no retries, no redirects.
 *
 * <p>Uses {@link HttpURLConnection}: it is in the JDK, loads a fraction of the classes of {@code java.net.http} and
 * needs no selector thread, so a cold function answers sooner. A connection whose answer was read completely is reused
 * for some seconds, which saves a busy environment the TLS handshakes. A connection from before Lambda froze the
 * environment is too old by the clock and is not reused. Streaming mode prevents the JDK from repeating a POST
 * silently.
 *
 * @param connectTimeout how long to wait for a connection
 * @param readTimeout how long to wait for each part of the answer
 */
public record HttpPost(Duration connectTimeout, Duration readTimeout) {
    /** Far more than MoMo or a webhook ever answers. */
    private static final int MAX_ANSWER_BYTES = 256 * 1024;

    /** An answer whose body is cut off at 256 kB. */
    @SuppressWarnings("ArrayRecordComponent") // Answers are read once, never compared.
    public record Answer(int status, byte[] body) {}

    /**
     * Sends a body and returns the answer, whatever its status.
     *
     * @throws IOException if there is no answer, or none in time; its message may contain the address
     * @throws IllegalArgumentException if the address is relative or a header's value has line breaks
     */
    public Answer send(URI address, Map<String, String> headers, byte[] body) throws IOException {
        if (!(address.toURL().openConnection() instanceof HttpURLConnection connection)) {
            throw new IOException("the address is not an HTTP URL");
        }
        boolean reusable = false;
        try {
            connection.setConnectTimeout(millis(connectTimeout));
            connection.setReadTimeout(millis(readTimeout));
            connection.setInstanceFollowRedirects(false);
            connection.setUseCaches(false);
            connection.setDoOutput(true);
            connection.setRequestMethod("POST");
            connection.setFixedLengthStreamingMode(body.length);
            headers.forEach(connection::setRequestProperty);
            try (OutputStream out = connection.getOutputStream()) {
                out.write(body);
            }
            int status = connection.getResponseCode();
            InputStream in = status >= 400 ? connection.getErrorStream() : connection.getInputStream();
            byte[] answer = in == null ? new byte[0] : in.readNBytes(MAX_ANSWER_BYTES);
            reusable = answer.length < MAX_ANSWER_BYTES;
            if (reusable && in != null) {
                // Closing the stream returns the connection to the JDK's pool.
                in.close();
            }
            return new Answer(status, answer);
        } finally {
            if (!reusable) {
                connection.disconnect();
            }
        }
    }

    /** Never returns zero, which means no timeout. */
    private static int millis(Duration timeout) {
        return Math.clamp(timeout.toMillis(), 1, Integer.MAX_VALUE);
    }
}
