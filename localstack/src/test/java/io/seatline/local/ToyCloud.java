package io.seatline.local;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import com.amazonaws.services.lambda.runtime.events.DynamodbEvent;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import com.amazonaws.services.lambda.runtime.events.StreamsEventResponse;
import io.seatline.local.app.CloudOptions;
import io.seatline.local.app.EmbeddedCloud;
import io.seatline.local.app.HandlerFactory;
import io.seatline.local.clock.MovableClock;
import io.seatline.local.template.Template;
import io.seatline.local.testing.InjectedFaults;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A small cloud with a function of each kind; records the input of each function. As an extension in an instance field, it
 * is closed after the test.
 */
final class ToyCloud implements AfterEachCallback, AutoCloseable {

    static final Instant START = Instant.parse("2026-03-01T10:00:30Z");
    static final Duration PATIENCE = Duration.ofSeconds(20);

    final MovableClock clock = MovableClock.standingAt(START);
    final Map<String, Map<String, String>> environments = new ConcurrentHashMap<>();
    final Worker worker = new Worker();
    final Worker fifoWorker = new Worker();
    final Outbox outbox = new Outbox();
    final Recorder alert = new Recorder();
    final Recorder tick = new Recorder();
    final InjectedFaults faults = new InjectedFaults(() -> cloud().resolved());
    final EmbeddedCloud cloud;

    /** Returns the request's body in capitals. */
    static final class Echo implements RequestHandler<APIGatewayV2HTTPEvent, APIGatewayV2HTTPResponse> {
        @Override
        public APIGatewayV2HTTPResponse handleRequest(APIGatewayV2HTTPEvent event, Context context) {
            if (context.getAwsRequestId().isEmpty() || context.getRemainingTimeInMillis() <= 0) {
                throw new IllegalStateException("The context has no request id or no remaining time");
            }
            return APIGatewayV2HTTPResponse.builder()
                    .withStatusCode(200)
                    .withBody(
                            event.getBody() == null
                                    ? "nothing"
                                    : event.getBody().toUpperCase(java.util.Locale.ROOT))
                    .build();
        }
    }

    /** Records the bodies of processed messages. Fails the messages that {@link #fails} selects. */
    static final class Worker implements RequestHandler<SQSEvent, SQSBatchResponse> {
        final List<String> done = new CopyOnWriteArrayList<>();
        final List<String> seen = new CopyOnWriteArrayList<>();
        final List<SQSEvent.SQSMessage> messages = new CopyOnWriteArrayList<>();
        volatile Predicate<String> fails = _ -> false;
        volatile boolean stopsAtFailure;
        volatile Consumer<SQSEvent.SQSMessage> onFailure = _ -> {};

        @Override
        public SQSBatchResponse handleRequest(SQSEvent event, Context context) {
            SQSBatchResponse response = new SQSBatchResponse(new CopyOnWriteArrayList<>());
            boolean stopped = false;
            for (SQSEvent.SQSMessage message : event.getRecords()) {
                messages.add(message);
                seen.add(message.getBody());
                stopped |= fails.test(message.getBody());
                if (stopped && (stopsAtFailure || fails.test(message.getBody()))) {
                    response.getBatchItemFailures().add(new SQSBatchResponse.BatchItemFailure(message.getMessageId()));
                    onFailure.accept(message);
                } else {
                    done.add(message.getBody());
                }
            }
            return response;
        }
    }

    /** Records changes in order. Fails the changes that {@link #throwsAt} or {@link #reports} selects. */
    static final class Outbox implements RequestHandler<DynamodbEvent, StreamsEventResponse> {
        final List<String> done = new CopyOnWriteArrayList<>();
        final List<Instant> written = new CopyOnWriteArrayList<>();
        volatile Predicate<String> throwsAt = _ -> false;
        volatile Predicate<String> reports = _ -> false;

        @Override
        public StreamsEventResponse handleRequest(DynamodbEvent event, Context context) {
            List<String> titles = event.getRecords().stream().map(Outbox::title).toList();
            if (titles.stream().anyMatch(throwsAt)) {
                throw new IllegalStateException("Cannot publish " + titles);
            }
            for (DynamodbEvent.DynamodbStreamRecord record : event.getRecords()) {
                if (reports.test(title(record))) {
                    return StreamsEventResponse.builder()
                            .withBatchItemFailures(List.of(StreamsEventResponse.BatchItemFailure.builder()
                                    .withItemIdentifier(record.getDynamodb().getSequenceNumber())
                                    .build()))
                            .build();
                }
                done.add(title(record));
                written.add(
                        record.getDynamodb().getApproximateCreationDateTime().toInstant());
            }
            return new StreamsEventResponse();
        }

        private static String title(DynamodbEvent.DynamodbStreamRecord record) {
            return record.getDynamodb().getNewImage().get("title").getS();
        }
    }

    /** Records the events that it receives. */
    static final class Recorder implements RequestStreamHandler {
        final List<String> events = new CopyOnWriteArrayList<>();
        volatile boolean fails;

        @Override
        public void handleRequest(InputStream in, OutputStream out, Context context) throws IOException {
            events.add(new String(in.readAllBytes(), StandardCharsets.UTF_8));
            if (fails) {
                throw new IllegalStateException("The test asked for a failure");
            }
            out.write("null".getBytes(StandardCharsets.UTF_8));
        }
    }

    ToyCloud() {
        this(options -> options);
    }

    ToyCloud(java.util.function.UnaryOperator<CloudOptions> change) {
        HandlerFactory handlers = (className, environment, _) -> {
            environments.put(className, environment);
            return switch (className) {
                case "toy.Echo" -> new Echo();
                case "toy.Worker" -> worker;
                case "toy.FifoWorker" -> fifoWorker;
                case "toy.Outbox" -> outbox;
                case "toy.Alert" -> alert;
                case "toy.Tick" -> tick;
                case "toy.Hook" -> new Recorder();
                default -> throw new ClassNotFoundException(className);
            };
        };
        this.cloud = new EmbeddedCloud(change.apply(
                CloudOptions.of(template(), handlers).withClock(clock).withHook(faults)));
        cloud.settle(PATIENCE);
    }

    private EmbeddedCloud cloud() {
        return cloud;
    }

    static Template template() {
        return Template.read(ToyCloud.class.getResourceAsStream("toy.template.json"));
    }

    void send(String queue, String body) {
        cloud.clients().sqs().sendMessage(request -> request.queueUrl(cloud.queueUrl(queue))
                .messageBody(body));
    }

    void send(String queue, String group, String body) {
        cloud.clients().sqs().sendMessage(request -> request.queueUrl(cloud.queueUrl(queue))
                .messageBody(body)
                .messageGroupId(group)
                .messageDeduplicationId(body));
    }

    List<String> waiting(String queue) {
        return cloud
                .clients()
                .sqs()
                .receiveMessage(request -> request.queueUrl(cloud.queueUrl(queue))
                        .maxNumberOfMessages(10)
                        .visibilityTimeout(0))
                .messages()
                .stream()
                .map(message -> message.body())
                .toList();
    }

    /** Moves the clock once nothing runs, so that no running function sees the clock jump. */
    void advance(Duration duration) {
        settle();
        clock.advance(duration);
        settle();
    }

    void settle() {
        cloud.settle(PATIENCE);
    }

    @Override
    public void afterEach(ExtensionContext context) {
        close();
    }

    @Override
    public void close() {
        cloud.close();
    }
}
