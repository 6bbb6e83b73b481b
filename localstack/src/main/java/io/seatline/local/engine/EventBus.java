package io.seatline.local.engine;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.Javalin;
import io.javalin.http.Context;
import io.seatline.local.lambda.EventFilter;
import io.seatline.local.template.Place;
import io.seatline.local.template.Resolved;
import io.seatline.local.template.Resolved.Queue;
import io.seatline.local.template.Resolved.Rule;
import io.seatline.local.template.Resolved.Target;
import io.seatline.local.template.TemplateException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;

/**
 * EventBridge as far as Seatline uses it: {@code PutEvents} in AWS's JSON 1.1 protocol, and rules that AWS's own
 * event-ruler evaluates. Any other action is refused.
 */
public final class EventBus implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(EventBus.class);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int MOST_ENTRIES = 10;
    private static final int TOO_MANY_BYTES = 256 * 1024;

    private record Compiled(String busName, EventFilter filter, List<Consumer<String>> targets) {}

    private record Routing(Set<String> buses, List<Compiled> rules) {}

    private final InstantSource clock;
    private final Javalin server;
    private final EventBridgeClient client;
    private final AtomicReference<Routing> routing = new AtomicReference<>(new Routing(Set.of(), List.of()));

    /**
     * Starts the endpoint; without rules.
     *
     * @param clock what events are dated by
     */
    public EventBus(InstantSource clock) {
        this.clock = clock;
        this.server = Javalin.create(config -> {
                    config.startup.showJavalinBanner = false;
                    config.jetty.host = "localhost";
                    config.routes.post("/", this::serve);
                })
                .start(0);
        this.client = EventBridgeClient.builder()
                .endpointOverride(URI.create("http://localhost:" + server.port()))
                .region(Region.of(Place.REGION))
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local")))
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .build();
    }

    /** An ordinary client of the buses. */
    public EventBridgeClient client() {
        return client;
    }

    /**
     * Takes the template's buses and rules.
     *
     * @param cloud what the template declares
     * @param invoke takes a function's ARN and an event and invokes it asynchronously
     * @param send takes a queue and an event and sends it
     * @throws TemplateException when a rule targets something else
     */
    public void route(Resolved cloud, BiConsumer<String, byte[]> invoke, BiConsumer<Queue, String> send) {
        List<Compiled> rules = new ArrayList<>();
        for (Rule rule : cloud.rules()) {
            List<Consumer<String>> targets = new ArrayList<>();
            for (Target target : rule.targets()) {
                Consumer<String> to = target.arn().contains(":sqs:")
                        ? toQueue(rule, target, cloud, send)
                        : toFunction(target, cloud, invoke);
                targets.add(event -> to.accept(target.input().orElse(event)));
            }
            if (rule.enabled()) {
                rules.add(new Compiled(rule.busName(), new EventFilter(rule.id(), List.of(rule.pattern())), targets));
            }
        }
        routing.set(new Routing(cloud.buses(), List.copyOf(rules)));
    }

    private static Consumer<String> toFunction(Target target, Resolved cloud, BiConsumer<String, byte[]> invoke) {
        String arn = cloud.function(target.arn()).arn();
        return event -> invoke.accept(arn, event.getBytes(StandardCharsets.UTF_8));
    }

    private static Consumer<String> toQueue(Rule rule, Target target, Resolved cloud, BiConsumer<Queue, String> send) {
        Queue queue = cloud.queue(target.arn());
        if (queue.fifo()) {
            throw new TemplateException(rule.id() + " targets " + queue.name() + ", a FIFO queue, whose message group"
                    + " the local EventBridge does not know: teach it to io.seatline.local.engine.EventBus.");
        }
        return event -> send.accept(queue, event);
    }

    private void serve(Context http) throws JsonProcessingException {
        String action = http.header("X-Amz-Target");
        http.contentType("application/x-amz-json-1.1");
        if (!"AWSEvents.PutEvents".equals(action)) {
            LOG.error("The local EventBridge knows only PutEvents, not {}", action);
            refuse(http, "UnknownOperationException", "The local EventBridge knows only PutEvents, not " + action);
            return;
        }
        JsonNode entries = JSON.readTree(http.body()).path("Entries");
        if (entries.isEmpty() || entries.size() > MOST_ENTRIES) {
            refuse(http, "ValidationException", "PutEvents takes 1 to 10 entries, not " + entries.size());
            return;
        }
        if (size(entries) >= TOO_MANY_BYTES) {
            refuse(http, "ValidationException", "The entries together must be smaller than 256 KB");
            return;
        }
        ObjectNode answer = JSON.createObjectNode();
        ArrayNode outcomes = answer.putArray("Entries");
        int failed = 0;
        for (JsonNode entry : entries) {
            ObjectNode outcome = put(entry);
            failed += outcome.has("ErrorCode") ? 1 : 0;
            outcomes.add(outcome);
        }
        http.result(answer.put("FailedEntryCount", failed).toString());
    }

    /** As EventBridge counts: docs.aws.amazon.com/eventbridge, "PutEvents event entry size". */
    private static int size(JsonNode entries) {
        int size = 0;
        for (JsonNode entry : entries) {
            size += entry.has("Time") ? 14 : 0;
            for (String text : List.of("Source", "DetailType", "Detail")) {
                size += entry.path(text).asText().getBytes(StandardCharsets.UTF_8).length;
            }
        }
        return size;
    }

    private static void refuse(Context http, String type, String message) {
        http.status(400)
                .result(JSON.createObjectNode()
                        .put("__type", type)
                        .put("message", message)
                        .toString());
    }

    private ObjectNode put(JsonNode entry) {
        Routing now = routing.get();
        String bus = entry.path("EventBusName").asText("default");
        String busName = bus.substring(bus.lastIndexOf('/') + 1);
        if (!now.buses().contains(busName)) {
            return refusal("ResourceNotFoundException", "The template has no event bus " + busName);
        }
        if (entry.path("Source").asText().isEmpty()
                || entry.path("DetailType").asText().isEmpty()) {
            return refusal("InvalidArgument", "An entry needs Source and DetailType");
        }
        JsonNode detail;
        try {
            detail = JSON.readTree(entry.path("Detail").asText());
        } catch (JsonProcessingException _) {
            return refusal("MalformedDetail", "Detail is not JSON");
        }
        if (!detail.isObject()) {
            return refusal("MalformedDetail", "Detail is not a JSON object");
        }
        ObjectNode event = event(entry, detail);
        String json = event.toString();
        for (Compiled compiled : now.rules()) {
            if (compiled.busName().equals(busName) && compiled.filter().passes(json)) {
                compiled.targets().forEach(target -> target.accept(json));
            }
        }
        return JSON.createObjectNode().put("EventId", event.path("id").asText());
    }

    private ObjectNode event(JsonNode entry, JsonNode detail) {
        // The SDK sends a time as epoch seconds.
        Instant time = entry.has("Time")
                ? Instant.ofEpochMilli(Math.round(entry.path("Time").asDouble() * 1_000))
                : clock.instant();
        ObjectNode event = JSON.createObjectNode();
        event.put("version", "0")
                .put("id", UUID.randomUUID().toString())
                .put("detail-type", entry.path("DetailType").asText())
                .put("source", entry.path("Source").asText())
                .put("account", Place.ACCOUNT)
                .put(
                        "time",
                        time.truncatedTo(java.time.temporal.ChronoUnit.SECONDS).toString())
                .put("region", Place.REGION);
        event.set("resources", entry.has("Resources") ? entry.path("Resources") : JSON.createArrayNode());
        event.set("detail", detail);
        return event;
    }

    private static ObjectNode refusal(String code, String message) {
        LOG.error("PutEvents: {}", message);
        return JSON.createObjectNode().put("ErrorCode", code).put("ErrorMessage", message);
    }

    @Override
    public void close() {
        client.close();
        server.stop();
    }
}
