package io.seatline.local.lambda;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.seatline.local.clock.Timers;
import io.seatline.local.sqs.QueueEngine;
import io.seatline.local.template.ResolvedTemplate;
import io.seatline.local.template.ResolvedTemplate.EventInvokeConfig;
import io.seatline.local.template.ResolvedTemplate.Function;
import io.seatline.local.template.ResolvedTemplate.Queue;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;

/**
 * Asynchronous invocations: accepted at once, retried by the function's configuration after one and two minutes of the
 * cloud's clock as Lambda does, then sent to its failure destination and its dead-letter queue.
 */
public final class AsyncInvocations {

    private static final Logger LOG = LoggerFactory.getLogger(AsyncInvocations.class);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final List<Duration> WAITS = List.of(Duration.ofMinutes(1), Duration.ofMinutes(2));

    private record Call(
            String requestId, Function function, EventInvokeConfig config, String event, Instant since, int attempt) {
        Call next() {
            return new Call(requestId, function, config, event, since, attempt + 1);
        }
    }

    private final ResolvedTemplate cloud;
    private final FunctionRuntime functions;
    private final QueueEngine queues;
    private final Timers timers;
    private final InstantSource clock;
    private final AtomicInteger pending = new AtomicInteger();

    /**
     * Makes it without pending invocations.
     *
     * @param queues hold the dead-letter queues and failure destinations
     * @param timers start retries
     */
    public AsyncInvocations(
            ResolvedTemplate cloud, FunctionRuntime functions, QueueEngine queues, Timers timers, InstantSource clock) {
        this.cloud = cloud;
        this.functions = functions;
        this.queues = queues;
        this.timers = timers;
        this.clock = clock;
    }

    /** Whether none runs; a waiting retry does not count. */
    public boolean quiet() {
        return pending.get() == 0;
    }

    /**
     * Accepts an invocation.
     *
     * @param functionArn the function, with or without an alias
     * @param event the event as JSON
     */
    public void accept(String functionArn, byte[] event) {
        Function function = cloud.function(functionArn);
        EventInvokeConfig config = cloud.invokeConfigs().stream()
                .filter(candidate -> cloud.function(candidate.functionArn()).equals(function))
                .findFirst()
                .orElseGet(() -> new EventInvokeConfig(
                        function.arn(),
                        EventInvokeConfig.DEFAULT_RETRIES,
                        EventInvokeConfig.DEFAULT_AGE_SECONDS,
                        Optional.empty()));
        String json = new String(event, StandardCharsets.UTF_8);
        start(new Call(UUID.randomUUID().toString(), function, config, json, clock.instant(), 1));
    }

    private void start(Call call) {
        pending.incrementAndGet();
        Thread.ofVirtual().name("async-" + call.function().name()).start(() -> {
            try {
                functions.invoke(call.function().id(), call.event().getBytes(StandardCharsets.UTF_8));
            } catch (FunctionError e) {
                failed(call, e);
            } catch (RuntimeException e) {
                LOG.error(
                        "The asynchronous invocation of {} broke off",
                        call.function().name(),
                        e);
            } finally {
                pending.decrementAndGet();
            }
        });
    }

    private void failed(Call call, FunctionError error) {
        Duration wait = WAITS.get(Math.min(call.attempt(), WAITS.size()) - 1);
        Instant again = clock.instant().plus(wait);
        boolean tooOld = again.isAfter(call.since().plusSeconds(call.config().maxAgeSeconds()));
        if (call.attempt() <= call.config().retries() && !tooOld) {
            timers.at(again, () -> start(call.next()));
            return;
        }
        Optional<Queue> destination = call.config().onFailureArn().map(cloud::queue);
        Optional<Queue> deadLetters = call.function().deadLetterArn().map(cloud::queue);
        destination.ifPresent(queue -> queues.deadLetter(queue, destinationRecord(call, error, tooOld)));
        deadLetters.ifPresent(queue -> deadLetter(queue, call, error));
        if (destination.isEmpty() && deadLetters.isEmpty()) {
            LOG.error(
                    "An event for {} is lost after {} attempts: the template names neither a failure destination nor"
                            + " a dead-letter queue",
                    call.function().name(),
                    call.attempt());
        }
    }

    /** The record that Lambda sends to a destination: docs.aws.amazon.com/lambda, "Retaining records". */
    private ObjectNode destinationRecord(Call call, FunctionError error, boolean tooOld) {
        ObjectNode document = JSON.createObjectNode();
        document.put("version", "1.0").put("timestamp", clock.instant().toString());
        document.putObject("requestContext")
                .put("requestId", call.requestId())
                .put("functionArn", call.function().arn() + ":live")
                .put("condition", tooOld ? "EventAgeExceeded" : "RetriesExhausted")
                .put("approximateInvokeCount", call.attempt());
        document.set("requestPayload", json(call.event()));
        document.putObject("responseContext")
                .put("statusCode", 200)
                .put("executedVersion", "1")
                .put("functionError", "Unhandled");
        document.putObject("responsePayload")
                .put("errorMessage", error.getMessage())
                .put("errorType", cause(error).getClass().getName());
        return document;
    }

    private void deadLetter(Queue queue, Call call, FunctionError error) {
        queues.client().sendMessage(request -> request.queueUrl(queues.url(queue))
                .messageBody(call.event())
                .messageAttributes(Map.of(
                        "RequestID", text(call.requestId()),
                        "ErrorCode",
                                MessageAttributeValue.builder()
                                        .dataType("Number")
                                        .stringValue("200")
                                        .build(),
                        "ErrorMessage", text(error.getMessage()))));
    }

    private static MessageAttributeValue text(String value) {
        return MessageAttributeValue.builder()
                .dataType("String")
                .stringValue(value)
                .build();
    }

    private static Throwable cause(FunctionError error) {
        return error.getCause() == null ? error : error.getCause();
    }

    private static JsonNode json(String event) {
        try {
            return JSON.readTree(event);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("An event is not JSON", e);
        }
    }
}
