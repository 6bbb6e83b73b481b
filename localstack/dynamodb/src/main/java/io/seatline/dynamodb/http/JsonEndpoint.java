package io.seatline.dynamodb.http;

import com.sun.net.httpserver.*;
import io.seatline.dynamodb.json.Json;
import java.io.*;
import java.lang.invoke.*;
import java.lang.reflect.Method;
import java.net.*;
import java.nio.charset.StandardCharsets;
import java.util.*;
import java.util.concurrent.*;
import java.util.zip.CRC32;
import software.amazon.awssdk.awscore.AwsRequest;
import software.amazon.awssdk.awscore.exception.*;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.protocols.jsoncore.JsonWriter;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;

/** Serves DynamoDB and its streams on 127.0.0.1. Requests must be signed, but signatures are not verified. */
public final class JsonEndpoint implements AutoCloseable {
    private static final String HOST = "127.0.0.1";
    private static final int BACKLOG = 1024;
    private static final int MAX_BODY_BYTES = 16 * 1024 * 1024;
    /** A browser sends them to another origin only after a preflight, so no web page can reach the tables. */
    private static final Set<String> CONTENT_TYPES = Set.of(Response.JSON, "application/json");

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Operations operations;

    private JsonEndpoint(HttpServer server, Operations operations) {
        this.server = server;
        this.operations = operations;
    }

    /** Serves the clients on a port; 0 picks a free port. Closing the endpoint does not close the clients. */
    public static JsonEndpoint start(int port, DynamoDbClient tables, DynamoDbStreamsClient streams) {
        JsonEndpoint endpoint = new JsonEndpoint(listen(port), new Operations(tables, streams));
        endpoint.server.createContext("/", exchange -> {
            try (exchange) {
                endpoint.handle(exchange).send(exchange);
            }
        });
        endpoint.server.setExecutor(endpoint.threads);
        endpoint.server.start();
        return endpoint;
    }

    private static HttpServer listen(int port) {
        try {
            return HttpServer.create(new InetSocketAddress(InetAddress.ofLiteral(HOST), port), BACKLOG);
        } catch (IOException e) {
            String advice = "port %d of %s is not available: stop the process that uses it, or choose another port";
            throw new UncheckedIOException(advice.formatted(port, HOST), e);
        }
    }

    public int port() {
        return server.getAddress().getPort();
    }

    public URI uri() {
        return URI.create("http://" + HOST + ":" + port());
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private Response handle(HttpExchange exchange) throws IOException {
        // Read all of a body that is too large: a client reads the response only after it has sent the request.
        byte[] body = exchange.getRequestBody().readNBytes(MAX_BODY_BYTES + 1);
        exchange.getRequestBody().transferTo(OutputStream.nullOutputStream());
        String type = exchange.getRequestHeaders().getFirst("Content-Type");
        boolean isJson = type != null && CONTENT_TYPES.contains(type.split(";", 2)[0].strip());
        if (exchange.getRequestMethod().equals("GET")) {
            return Response.text(200, "healthy: " + HOST + ":" + port() + " ");
        }
        if (!exchange.getRequestMethod().equals("POST") || !isJson) {
            return Response.text(404, "<UnknownOperationException/>\n");
        }
        if (body.length > MAX_BODY_BYTES) {
            return Response.error(413, "RequestEntityTooLargeException", "the request is larger than 16 MB");
        }
        String target = exchange.getRequestHeaders().getFirst("X-Amz-Target");
        boolean signed = exchange.getRequestHeaders().containsKey("Authorization");
        return operations.call(target == null ? "" : target, signed, body);
    }

    /** The operations of both clients by target ({@code DynamoDB_20120810.PutItem}), found by reflection. */
    private static final class Operations {
        private static final System.Logger LOG = System.getLogger(Operations.class.getName());
        private final Map<String, Operation> byTarget = new HashMap<>();

        private record Operation(MethodHandle call, MethodHandle builder) {}

        Operations(DynamoDbClient tables, DynamoDbStreamsClient streams) {
            try {
                add("DynamoDB_20120810.", DynamoDbClient.class, tables);
                add("DynamoDBStreams_20120810.", DynamoDbStreamsClient.class, streams);
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException("a request class of the SDK has no builder", e);
            }
        }

        /** Adds the methods that the client overrides; the interface's own methods throw or delegate. */
        private <T> void add(String prefix, Class<T> api, T client) throws ReflectiveOperationException {
            MethodHandles.Lookup lookup = MethodHandles.publicLookup();
            for (Method method : api.getMethods()) {
                Class<?>[] parameters = method.getParameterTypes();
                String name = method.getName();
                boolean takesRequest = parameters.length == 1 && AwsRequest.class.isAssignableFrom(parameters[0]);
                if (takesRequest
                        && client.getClass().getMethod(name, parameters).getDeclaringClass() != api) {
                    MethodHandle builder = lookup.unreflect(parameters[0].getMethod("builder"));
                    byTarget.put(
                            prefix + Character.toUpperCase(name.charAt(0)) + name.substring(1),
                            new Operation(lookup.unreflect(method).bindTo(client), builder));
                }
            }
        }

        Response call(String target, boolean signed, byte[] body) {
            try {
                Operation operation = byTarget.get(target);
                if (operation == null) {
                    String problem = "unsupported operation \"" + target + "\"";
                    return Response.error(400, "UnknownOperationException", problem);
                }
                if (!signed) {
                    String problem = "Request must contain either a valid (registered) AWS access key ID or X.509 ";
                    return Response.error(400, "MissingAuthenticationTokenException", problem + "certificate.");
                }
                SdkPojo request = Json.read(body, (SdkPojo) operation.builder().invoke());
                return Response.json(200, Json.write((SdkPojo) operation.call().invoke(request)));
            } catch (AwsServiceException e) {
                return Response.error(e);
            } catch (Throwable e) {
                LOG.log(System.Logger.Level.ERROR, target + " failed", e);
                return Response.error(500, "InternalServerError", "Internal server error");
            }
        }
    }

    @SuppressWarnings("ArrayRecordComponent") // Responses are never compared.
    private record Response(int status, String contentType, byte[] body) {
        static final String JSON = "application/x-amz-json-1.0";
        private static final Set<String> CAPITAL_MESSAGE = Set.of(
                "SerializationException",
                "TransactionCanceledException",
                "TransactionInProgressException",
                "IdempotentParameterMismatchException");

        static Response json(int status, byte[] body) {
            return new Response(status, JSON, body);
        }

        static Response text(int status, String body) {
            return new Response(status, "text/plain", body.getBytes(StandardCharsets.UTF_8));
        }

        static Response error(AwsServiceException e) {
            // The exception's own message also has the status and the service, for client logs.
            AwsErrorDetails details = e.awsErrorDetails();
            JsonWriter json = start(details.errorCode(), details.errorMessage());
            Json.writeMembers(json, e);
            return json(e.statusCode(), json.writeEndObject().getBytes());
        }

        static Response error(int status, String code, String message) {
            return json(status, start(code, message).writeEndObject().getBytes());
        }

        private static JsonWriter start(String code, String message) {
            JsonWriter json = JsonWriter.create().writeStartObject();
            json.writeFieldName("__type").writeValue(namespace(code) + "#" + code);
            return json.writeFieldName(CAPITAL_MESSAGE.contains(code) ? "Message" : "message")
                    .writeValue(message);
        }

        private static String namespace(String code) {
            return switch (code) {
                case "ValidationException" -> "com.amazon.coral.validate";
                case "ThrottlingException" -> "com.amazon.coral.availability";
                case "MissingAuthenticationTokenException", "SerializationException", "UnknownOperationException" ->
                    "com.amazon.coral.service";
                default -> "com.amazonaws.dynamodb.v20120810";
            };
        }

        void send(HttpExchange exchange) throws IOException {
            CRC32 checksum = new CRC32();
            checksum.update(body);
            Headers headers = exchange.getResponseHeaders();
            headers.set("Content-Type", contentType);
            headers.set("x-amzn-RequestId", UUID.randomUUID().toString());
            headers.set("x-amz-crc32", Long.toString(checksum.getValue()));
            exchange.sendResponseHeaders(status, body.length);
            exchange.getResponseBody().write(body);
        }
    }
}
