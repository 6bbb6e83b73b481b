package io.seatline.local.cost;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.seatline.local.CloudOptions;
import io.seatline.local.HandlerFactory;
import io.seatline.local.LocalClients;
import io.seatline.local.lambda.Handler;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.sqs.SqsClient;

/**
 * Counts what the functions of a cloud use: each gets clients that count, and is invoked by one who counts. Put around
 * the cloud's handlers:
 *
 * <pre>{@code
 * Seatline.start(settings, instruments::around)
 * }</pre>
 */
public final class Instruments {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final double NANOS_PER_MILLI = 1e6;

    private final Tally tally = new Tally();

    /** The same cloud with measured handlers. */
    public CloudOptions around(CloudOptions options) {
        return options.withHandlers(measured(options.handlers()));
    }

    /**
     * Takes what was counted since the last time.
     *
     * @throws IllegalStateException if a function failed or did something that has no known price
     */
    public Usage take() {
        return tally.take();
    }

    void add(String function, Metric metric, String resource, double value) {
        tally.add(function, metric, resource, value);
    }

    HandlerFactory measured(HandlerFactory plain) {
        return (className, environment, clients) -> {
            String function = className.substring(className.lastIndexOf('.') + 1);
            LocalClients counted = new LocalClients(
                    clients.clock(),
                    loud(
                            DynamoDbClient.class,
                            new CountedDynamoDb(function, clients.meteredDynamoDb(), tally),
                            function),
                    clients.meteredDynamoDb(),
                    loud(SqsClient.class, new CountedSqs(function, clients.sqs(), tally), function),
                    loud(
                            EventBridgeClient.class,
                            new CountedEventBridge(function, clients.eventBridge(), tally),
                            function));
            Handler handler = Handler.of(plain.create(className, environment, counted));
            return (RequestStreamHandler) (in, out, context) -> {
                byte[] event = in.readAllBytes();
                long began = System.nanoTime();
                try {
                    byte[] answer = handler.handle(event, context);
                    long took = System.nanoTime() - began;
                    tally.add(function, Metric.MILLISECONDS, "", took / NANOS_PER_MILLI);
                    count(function, JSON.readTree(event), answer);
                    out.write(answer);
                } catch (IOException | RuntimeException | Error e) {
                    tally.spoil(function + " failed, which the cost ledger has no price for: " + e);
                    throw e;
                }
            };
        };
    }

    /** An action that has no price spoils the counts, even where the function survives it. */
    private <T> T loud(Class<T> type, T client, String function) {
        return type.cast(Proxy.newProxyInstance(
                Instruments.class.getClassLoader(), new Class<?>[] {type}, (_, method, arguments) -> {
                    try {
                        return method.invoke(client, arguments);
                    } catch (InvocationTargetException e) {
                        if (e.getCause() instanceof UnsupportedOperationException) {
                            tally.spoil(function + " calls " + type.getSimpleName() + "." + method.getName()
                                    + ", which the cost ledger cannot price");
                        }
                        throw e.getCause();
                    }
                }));
    }

    /** What invoked it, and what that costs. */
    private void count(String function, JsonNode event, byte[] answer) throws IOException {
        JsonNode record = event.path("Records").path(0);
        String source = record.path("eventSource").asText();
        String route = event.path("routeKey").asText();
        if (source.equals("aws:sqs")) {
            String arn = record.path("eventSourceARN").asText();
            String queue = arn.substring(arn.lastIndexOf(':') + 1);
            invoked(function, queue);
            tally.add(function, Metric.RECEIVES, queue, 1);
            tally.add(function, Metric.DELETES, queue, 1);
            if (function.equals("NoticeHandler")) {
                // Sent by the bus's rule, not by a function, and billed to the queue's owner all the same.
                tally.add(
                        "EventBridge",
                        Metric.SENDS,
                        queue,
                        event.path("Records").size());
            }
        } else if (source.equals("aws:dynamodb")) {
            invoked(function, "stream");
            tally.add(function, Metric.STREAM_RECORDS, "", event.path("Records").size());
        } else if (route.equals("$default")) {
            invoked(function, "url");
        } else if (!route.isEmpty()) {
            invoked(function, "api");
            tally.add(function, Metric.API_REQUESTS, route, 1);
            int bytes = JSON.readTree(answer).path("body").asText().getBytes(StandardCharsets.UTF_8).length;
            tally.add(function, Metric.BYTES_OUT, route, bytes);
        } else {
            invoked(function, event.has("detail-type") ? "event" : event.has("shard") ? "schedule" : "direct");
        }
    }

    private void invoked(String function, String by) {
        tally.add(function, Metric.INVOCATIONS, by, 1);
    }
}
