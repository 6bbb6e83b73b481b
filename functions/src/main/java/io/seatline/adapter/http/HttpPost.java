package io.seatline.adapter.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.time.Duration;
import java.util.Map;

/**
 * A POST that is sent once, to the address that it names and to no other.
 *
 * <p>By {@link HttpURLConnection}: it is in the JDK, loads a fraction of the classes of {@code java.net.http} and needs
 * no selector thread, so a cold function answers sooner. A connection whose answer was read whole is used again for some
 * seconds, which spares a busy environment the handshakes; one that was kept from before Lambda froze the environment is
 * older than that by the clock, and is not. The streaming mode keeps the JDK from sending a POST twice by itself.
 *
 * @param connectTimeout how long to wait for a connection
 * @param readTimeout how long to wait for each part of the answer
 */
public record HttpPost(Duration connectTimeout, Duration readTimeout) {
    /** Far more than anybody whom Seatline calls ever answers. */
    private static final int MAX_ANSWER_BYTES = 256 * 1024;

    /** An answer; its body is cut off at 256 kB. */
    @SuppressWarnings("ArrayRecordComponent") // Answers are read once, never compared.
    public record Answer(int status, byte[] body) {}

    /**
     * Sends a body and reads the answer, whatever its status.
     *
     * @throws IOException if there is no answer, or none in time; its message may hold the address
     * @throws IllegalArgumentException if the address is relative or a header's value has line breaks
     */
    public Answer send(URI address, Map<String, String> headers, byte[] body) throws IOException {
        if (!(address.toURL().openConnection() instanceof HttpURLConnection connection)) {
            throw new IOException("not an address of HTTP");
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
                // Hands the connection to the JDK's pool.
                in.close();
            }
            return new Answer(status, answer);
        } finally {
            if (!reusable) {
                connection.disconnect();
            }
        }
    }

    /** Never zero, which would be for ever. */
    private static int millis(Duration timeout) {
        return Math.clamp(timeout.toMillis(), 1, Integer.MAX_VALUE);
    }
}
