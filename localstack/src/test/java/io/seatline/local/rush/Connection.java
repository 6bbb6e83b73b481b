package io.seatline.local.rush;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * One HTTP/1.1 connection that stays open, for one thread at a time. It does the least that a client must, because it
 * shares the machine's cores with what it measures; it reads bodies of a stated length only, which are all that
 * Seatline sends.
 */
final class Connection implements Closeable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int MOST_HEADER_BYTES = 16 * 1024;

    private final URI base;
    private final Socket socket;
    private final InputStream in;
    private final OutputStream out;
    private byte[] buffer = new byte[64 * 1024];
    private int filled;

    private Connection(URI base) throws IOException {
        this.base = base;
        socket = new Socket(base.getHost(), base.getPort());
        socket.setTcpNoDelay(true);
        in = socket.getInputStream();
        out = socket.getOutputStream();
    }

    /**
     * Connects.
     *
     * @param base where Seatline is served
     */
    static Connection to(URI base) {
        try {
            return new Connection(base);
        } catch (IOException e) {
            throw new UncheckedIOException("no connection to " + base, e);
        }
    }

    /** A request; headers by name, and a body that may be empty. */
    record Request(String method, String path, Map<String, String> headers, String body) {
        static Request get(String path) {
            return new Request("GET", path, Map.of(), "");
        }

        static Request of(String method, String path, String token, String body) {
            return new Request(method, path, Map.of("authorization", "Bearer " + token), body);
        }
    }

    /** An answer; headers by lowercase name. */
    @SuppressWarnings("ArrayRecordComponent") // Answers are read once, never compared.
    record Answer(int status, Map<String, String> headers, byte[] body) {
        JsonNode json() {
            try {
                return JSON.readTree(body);
            } catch (IOException e) {
                throw new UncheckedIOException("an answer that is no JSON", e);
            }
        }
    }

    /** Sends a request and waits for its answer. */
    Answer send(Request request) {
        try {
            out.write(bytes(request));
            return read();
        } catch (IOException e) {
            throw new UncheckedIOException(request.method() + " " + request.path() + " was not answered", e);
        }
    }

    private byte[] bytes(Request request) {
        byte[] body = request.body().getBytes(StandardCharsets.UTF_8);
        StringBuilder head = new StringBuilder(512);
        head.append(request.method()).append(' ').append(request.path()).append(" HTTP/1.1\r\nhost: ");
        head.append(base.getAuthority()).append("\r\n");
        request.headers()
                .forEach((name, value) ->
                        head.append(name).append(": ").append(value).append("\r\n"));
        if (body.length > 0) {
            head.append("content-type: application/json\r\n");
        }
        head.append("content-length: ").append(body.length).append("\r\n\r\n");
        byte[] start = head.toString().getBytes(StandardCharsets.US_ASCII);
        byte[] whole = Arrays.copyOf(start, start.length + body.length);
        System.arraycopy(body, 0, whole, start.length, body.length);
        return whole;
    }

    private Answer read() throws IOException {
        filled = 0;
        int headEnd = -1;
        int seen = 0;
        while (headEnd < 0) {
            if (filled > MOST_HEADER_BYTES) {
                throw new IOException("an answer whose headers do not end");
            }
            fill();
            headEnd = endOfHead(seen);
            seen = Math.max(0, filled - 3);
        }
        String head = new String(buffer, 0, headEnd, StandardCharsets.ISO_8859_1);
        Map<String, String> headers = headers(head);
        int status = Integer.parseInt(head.substring(9, 12));
        int length = status == 304 || status == 204 ? 0 : Integer.parseInt(stated(headers));
        int end = headEnd + 4 + length;
        if (buffer.length < end) {
            buffer = Arrays.copyOf(buffer, end);
        }
        while (filled < end) {
            fill();
        }
        return new Answer(status, headers, Arrays.copyOfRange(buffer, headEnd + 4, end));
    }

    private static String stated(Map<String, String> headers) throws IOException {
        String length = headers.get("content-length");
        if (length == null) {
            throw new IOException("an answer that does not state its length");
        }
        return length;
    }

    private void fill() throws IOException {
        int read = in.read(buffer, filled, buffer.length - filled);
        if (read < 0) {
            throw new EOFException("the connection was closed before an answer was whole");
        }
        filled += read;
    }

    private int endOfHead(int from) {
        for (int i = from; i + 3 < filled; i++) {
            if (buffer[i] == '\r' && buffer[i + 1] == '\n' && buffer[i + 2] == '\r' && buffer[i + 3] == '\n') {
                return i;
            }
        }
        return -1;
    }

    private static Map<String, String> headers(String head) {
        Map<String, String> headers = new TreeMap<>();
        int at = head.indexOf("\r\n");
        while (at >= 0) {
            int end = head.indexOf("\r\n", at + 2);
            String line = head.substring(at + 2, end < 0 ? head.length() : end);
            int colon = line.indexOf(':');
            headers.put(
                    line.substring(0, colon).toLowerCase(Locale.ROOT),
                    line.substring(colon + 1).strip());
            at = end;
        }
        return headers;
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
