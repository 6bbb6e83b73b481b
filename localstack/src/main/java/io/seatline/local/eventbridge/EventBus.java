package io.seatline.local.eventbridge;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.seatline.local.template.Place;
import io.seatline.local.template.ResolvedTemplate;
import io.seatline.local.template.ResolvedTemplate.Queue;
import io.seatline.local.template.ResolvedTemplate.Rule;
import io.seatline.local.template.ResolvedTemplate.Target;
import io.seatline.local.template.TemplateException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.eventbridge.model.EventBridgeException;
import software.amazon.awssdk.services.eventbridge.model.PutEventsRequest;
import software.amazon.awssdk.services.eventbridge.model.PutEventsRequestEntry;
import software.amazon.awssdk.services.eventbridge.model.PutEventsResponse;
import software.amazon.awssdk.services.eventbridge.model.PutEventsResultEntry;

/**
 * EventBridge's {@code PutEvents}, with rules that AWS's own event-ruler evaluates. It is an SDK client, whose other
 * actions throw.
 */
public final class EventBus implements EventBridgeClient {

    private static final Logger LOG = LoggerFactory.getLogger(EventBus.class);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int MOST_ENTRIES = 10;
    private static final int TOO_MANY_BYTES = 256 * 1024;

    private record Compiled(String busName, EventFilter filter, List<Consumer<String>> targets) {}

    private record Routing(Set<String> buses, List<Compiled> rules) {}

    private final InstantSource clock;
    private final AtomicReference<Routing> routing = new AtomicReference<>(new Routing(Set.of(), List.of()));

    /**
     * Makes a bus without rules.
     *
     * @param clock dates events
     */
    public EventBus(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public String serviceName() {
        return SERVICE_NAME;
    }

    /**
     * Sets the template's buses and rules.
     *
     * @param invoke takes a function's ARN and an event and invokes it asynchronously
     * @param send takes a queue and an event and sends it
     * @throws TemplateException when a rule has an unsupported target
     */
    public void route(ResolvedTemplate cloud, BiConsumer<String, byte[]> invoke, BiConsumer<Queue, String> send) {
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

    private static Consumer<String> toFunction(
            Target target, ResolvedTemplate cloud, BiConsumer<String, byte[]> invoke) {
        String arn = cloud.function(target.arn()).arn();
        return event -> invoke.accept(arn, event.getBytes(StandardCharsets.UTF_8));
    }

    private static Consumer<String> toQueue(
            Rule rule, Target target, ResolvedTemplate cloud, BiConsumer<Queue, String> send) {
        Queue queue = cloud.queue(target.arn());
        if (queue.fifo()) {
            throw new TemplateException(rule.id() + " targets " + queue.name() + ", a FIFO queue, whose message group"
                    + " the local EventBridge does not know: teach it to io.seatline.local.eventbridge.EventBus.");
        }
        return event -> send.accept(queue, event);
    }

    @Override
    public PutEventsResponse putEvents(PutEventsRequest request) {
        List<PutEventsRequestEntry> entries = request.entries();
        if (entries.isEmpty() || entries.size() > MOST_ENTRIES) {
            throw refused("PutEvents takes 1 to " + MOST_ENTRIES + " entries, not " + entries.size());
        }
        if (entries.stream().mapToInt(EventBus::size).sum() >= TOO_MANY_BYTES) {
            throw refused("The entries together must be smaller than 256 KB");
        }
        List<PutEventsResultEntry> outcomes = entries.stream().map(this::put).toList();
        long failed =
                outcomes.stream().filter(outcome -> outcome.errorCode() != null).count();
        return PutEventsResponse.builder()
                .failedEntryCount((int) failed)
                .entries(outcomes)
                .build();
    }

    /** As EventBridge counts: docs.aws.amazon.com/eventbridge, "PutEvents event entry size". */
    private static int size(PutEventsRequestEntry entry) {
        return (entry.time() == null ? 0 : 14)
                + Stream.of(entry.source(), entry.detailType(), entry.detail())
                        .filter(Objects::nonNull)
                        .mapToInt(text -> text.getBytes(StandardCharsets.UTF_8).length)
                        .sum();
    }

    private static EventBridgeException refused(String message) {
        String code = "ValidationException";
        return (EventBridgeException) EventBridgeException.builder()
                .message(message)
                .statusCode(400)
                .awsErrorDetails(AwsErrorDetails.builder()
                        .serviceName(SERVICE_NAME)
                        .errorCode(code)
                        .errorMessage(message)
                        .build())
                .build();
    }

    private PutEventsResultEntry put(PutEventsRequestEntry entry) {
        Routing now = routing.get();
        String bus = Optional.ofNullable(entry.eventBusName()).orElse("default");
        String busName = bus.substring(bus.lastIndexOf('/') + 1);
        if (!now.buses().contains(busName)) {
            return refusal("ResourceNotFoundException", "The template has no event bus " + busName);
        }
        if (isEmpty(entry.source()) || isEmpty(entry.detailType())) {
            return refusal("InvalidArgument", "An entry needs Source and DetailType");
        }
        JsonNode detail;
        try {
            detail = JSON.readTree(Optional.ofNullable(entry.detail()).orElse(""));
        } catch (JsonProcessingException _) {
            return refusal("MalformedDetail", "Detail is not JSON");
        }
        if (!detail.isObject()) {
            return refusal("MalformedDetail", "Detail is not a JSON object");
        }
        String id = UUID.randomUUID().toString();
        String json = event(id, entry, detail).toString();
        for (Compiled compiled : now.rules()) {
            if (compiled.busName().equals(busName) && compiled.filter().passes(json)) {
                compiled.targets().forEach(target -> target.accept(json));
            }
        }
        return PutEventsResultEntry.builder().eventId(id).build();
    }

    private static boolean isEmpty(String text) {
        return text == null || text.isEmpty();
    }

    private ObjectNode event(String id, PutEventsRequestEntry entry, JsonNode detail) {
        Instant time = Optional.ofNullable(entry.time()).orElseGet(clock::instant);
        ObjectNode event = JSON.createObjectNode();
        event.put("version", "0")
                .put("id", id)
                .put("detail-type", entry.detailType())
                .put("source", entry.source())
                .put("account", Place.ACCOUNT)
                .put("time", time.truncatedTo(ChronoUnit.SECONDS).toString())
                .put("region", Place.REGION);
        ArrayNode resources = event.putArray("resources");
        entry.resources().forEach(resources::add);
        event.set("detail", detail);
        return event;
    }

    private static PutEventsResultEntry refusal(String code, String message) {
        LOG.error("PutEvents: {}", message);
        return PutEventsResultEntry.builder()
                .errorCode(code)
                .errorMessage(message)
                .build();
    }

    @Override
    public void close() {
        // Nothing is open.
    }
}
