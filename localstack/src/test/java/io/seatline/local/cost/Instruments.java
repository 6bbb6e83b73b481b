package io.seatline.local.cost;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.seatline.local.app.CloudOptions;
import io.seatline.local.app.HandlerFactory;
import io.seatline.local.lambda.HandlerAdapter;
import io.seatline.local.momo.MomoSimulator;
import io.seatline.local.momo.MomoSimulator.Call;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;

/**
 * Counts the AWS usage of a cloud's functions. Thread-safe.
 *
 * <pre>{@code
 * Seatline.start(settings, instruments::around)
 * }</pre>
 */
public final class Instruments {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Map<Call, String> MOMO_CALLERS =
            Map.of(Call.CREATE, "ReserveHandler", Call.QUERY, "DeadlineHandler", Call.REFUND, "RefundHandler");

    private final Map<String, Integer> memoryMb = new HashMap<>();
    private final Map<Call, Long> momoCalls = new EnumMap<>(Call.class);
    private Map<Usage.Key, Double> counts = new HashMap<>();
    private String fault = "";

    /** Returns the options with counted functions. */
    public CloudOptions around(CloudOptions options) {
        return options.withHandlers(counted(options.handlers()));
    }

    /**
     * Returns the usage since the last call and resets the counts.
     *
     * @param momo the simulator, which counts calls of MoMo itself
     * @throws IllegalStateException if a function made a call without a price
     */
    public synchronized Usage take(MomoSimulator momo) {
        MOMO_CALLERS.forEach((call, function) -> {
            long calls = momo.calls(call);
            Long before = momoCalls.put(call, calls);
            add(function, Metric.MOMO_CALLS, call.name(), (double) (calls - (before == null ? 0 : before)));
        });
        Usage taken = new Usage(counts, memoryMb);
        counts = new HashMap<>();
        if (!fault.isEmpty()) {
            throw new IllegalStateException(fault);
        }
        return taken;
    }

    synchronized void add(String function, Metric metric, String resource, double value) {
        if (value != 0) {
            counts.merge(new Usage.Key(function, metric, resource), value, Double::sum);
        }
    }

    synchronized void fail(String why) {
        fault = why;
    }

    private synchronized void remember(String function, int memory) {
        memoryMb.put(function, memory);
    }

    HandlerFactory counted(HandlerFactory plain) {
        return (className, environment, clients) -> {
            String function = className.substring(className.lastIndexOf('.') + 1);
            HandlerAdapter handler =
                    HandlerAdapter.of(plain.create(className, environment, CountedClients.of(clients, function, this)));
            return (RequestStreamHandler) (in, out, context) -> {
                byte[] event = in.readAllBytes();
                remember(function, context.getMemoryLimitInMB());
                long began = System.nanoTime();
                byte[] answer = new byte[0];
                try {
                    answer = handler.handle(event, context);
                } finally {
                    add(function, Metric.MILLISECONDS, "", (System.nanoTime() - began) / 1e6);
                    count(function, JSON.readTree(event), answer);
                }
                out.write(answer);
            };
        };
    }

    private void count(String function, JsonNode event, byte[] answer) throws IOException {
        JsonNode record = event.path("Records").path(0);
        String source = record.path("eventSource").asText();
        if (source.equals("aws:sqs")) {
            String arn = record.path("eventSourceARN").asText();
            String queue = arn.substring(arn.lastIndexOf(':') + 1);
            add(function, Metric.INVOCATIONS, queue, 1);
            // One call receives the batch and one deletes it. The bus sends each event with a call of its own.
            int sent = function.equals("NoticeHandler") || function.equals("MailHandler")
                    ? event.path("Records").size()
                    : 0;
            add(function, Metric.POLLER_CALLS, queue, 2 + sent);
        } else if (source.equals("aws:dynamodb")) {
            add(function, Metric.INVOCATIONS, "stream", 1);
        } else if (event.path("routeKey").asText().equals("$default")) {
            add(function, Metric.INVOCATIONS, "url", 1);
        } else if (event.has("routeKey")) {
            add(function, Metric.INVOCATIONS, "api", 1);
            String body = JSON.readTree(answer).path("body").asText();
            add(function, Metric.BYTES_OUT, "", body.getBytes(StandardCharsets.UTF_8).length);
        } else {
            add(function, Metric.INVOCATIONS, "other", 1);
        }
    }
}
