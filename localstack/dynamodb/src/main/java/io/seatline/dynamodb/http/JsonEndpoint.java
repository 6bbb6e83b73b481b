package io.seatline.dynamodb.http;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;

/**
 * Serves DynamoDB and DynamoDB Streams over HTTP on 127.0.0.1, as AWS's endpoints do. Requests need an
 * {@code Authorization} header, but its signature is not verified.
 *
 * @see <a href="https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Programming.LowLevelAPI.html">DynamoDB
 *     low-level API</a>
 */
public final class JsonEndpoint implements AutoCloseable {
    private static final String HOST = "127.0.0.1";
    private static final int BACKLOG = 1024;
    private static final int LARGEST_BODY = 16 * 1024 * 1024;

    /** A browser sends neither to another origin unasked, so a web page cannot reach the tables. */
    private static final Set<String> CONTENT_TYPES = Set.of(Answer.JSON, "application/json");

    private final HttpServer server;
    private final ExecutorService threads;
    private final Operations operations;

    private JsonEndpoint(HttpServer server, Operations operations) {
        this.server = server;
        this.operations = operations;
        this.threads = Executors.newVirtualThreadPerTaskExecutor();
    }

    /**
     * Starts to serve the clients; they stay open when the endpoint is closed.
     *
     * @param port a port of 127.0.0.1, or 0 for one that is free
     * @throws UncheckedIOException if the port is not available
     */
    public static JsonEndpoint start(int port, DynamoDbClient tables, DynamoDbStreamsClient streams) {
        JsonEndpoint endpoint = new JsonEndpoint(listen(port), new Operations(tables, streams));
        endpoint.server.createContext("/", endpoint::handle);
        endpoint.server.setExecutor(endpoint.threads);
        endpoint.server.start();
        return endpoint;
    }

    private static HttpServer listen(int port) {
        try {
            return HttpServer.create(new InetSocketAddress(InetAddress.ofLiteral(HOST), port), BACKLOG);
        } catch (BindException e) {
            throw new UncheckedIOException(
                    "port %d of %s is not available (%s): stop the process that uses it, or choose another port"
                            .formatted(port, HOST, e.getMessage()),
                    e);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot listen on port %d of %s".formatted(port, HOST), e);
        }
    }

    /** The port that the endpoint listens on. */
    public int port() {
        return server.getAddress().getPort();
    }

    /** The address for the {@code endpointOverride} of a client. */
    public URI uri() {
        return URI.create("http://" + HOST + ":" + port());
    }

    /** Stops listening, and cuts requests off that are not answered yet. */
    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            answer(exchange).send(exchange);
        }
    }

    private Answer answer(HttpExchange exchange) throws IOException {
        byte[] body = body(exchange.getRequestBody());
        if (exchange.getRequestMethod().equals("GET")) {
            return Answer.text(200, "healthy: " + HOST + ":" + port() + " ");
        }
        if (!exchange.getRequestMethod().equals("POST") || !CONTENT_TYPES.contains(contentType(exchange))) {
            return Answer.text(404, "<UnknownOperationException/>\n");
        }
        if (body.length > LARGEST_BODY) {
            return Answer.error(413, "RequestEntityTooLargeException", "the request is larger than 16 MB");
        }
        String target = exchange.getRequestHeaders().getFirst("X-Amz-Target");
        boolean signed = exchange.getRequestHeaders().containsKey("Authorization");
        return operations.answer(target == null ? "" : target, signed, body);
    }

    /** Reads to the end, even of a body that is too large: a client reads no answer before it has sent its request. */
    private static byte[] body(InputStream request) throws IOException {
        byte[] body = request.readNBytes(LARGEST_BODY + 1);
        request.transferTo(OutputStream.nullOutputStream());
        return body;
    }

    private static String contentType(HttpExchange exchange) {
        String type = exchange.getRequestHeaders().getFirst("Content-Type");
        return type == null ? "" : type.split(";", 2)[0].strip();
    }
}
