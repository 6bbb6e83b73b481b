package io.seatline.local.e2e;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.seatline.local.app.CloudOptions;
import io.seatline.local.app.HandlerFactory;
import io.seatline.local.app.LocalClients;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.Property;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.eventbridge.model.PutEventsRequest;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequest;

/** Records what the functions of a cloud log and send. */
final class Recording {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final List<Sent> sent = new CopyOnWriteArrayList<>();
    private final List<Line> lines = new CopyOnWriteArrayList<>();

    /** A message or an event: its type, and the kind of a deadline. */
    record Sent(String kind, String json) {}

    /** A line of a function's log. */
    record Line(String message, Map<String, String> fields) {}

    List<Sent> sent() {
        return sent;
    }

    List<Line> lines() {
        return lines;
    }

    /** Records from the start of this cloud on. */
    CloudOptions around(CloudOptions options) {
        LoggerContext context = (LoggerContext) LogManager.getContext(false);
        Lines appender = new Lines();
        appender.start();
        context.getConfiguration().getLoggerConfig("io.seatline").addAppender(appender, null, null);
        context.updateLoggers();
        HandlerFactory handlers = options.handlers();
        return options.withHandlers(
                (name, environment, clients) -> handlers.create(name, environment, watched(clients)));
    }

    private LocalClients watched(LocalClients raw) {
        return new LocalClients(
                raw.clock(),
                raw.dynamoDb(),
                raw.meteredDynamoDb(),
                watched(SqsClient.class, raw.sqs()),
                watched(EventBridgeClient.class, raw.eventBridge()));
    }

    private <T> T watched(Class<T> type, T raw) {
        InvocationHandler handler = (proxy, method, arguments) -> {
            try {
                if (arguments != null && arguments[0] instanceof java.util.function.Consumer<?>) {
                    return InvocationHandler.invokeDefault(proxy, method, arguments);
                }
                Object result = method.invoke(raw, arguments);
                record(arguments == null ? null : arguments[0]);
                return result;
            } catch (InvocationTargetException e) {
                throw e.getCause();
            }
        };
        return type.cast(Proxy.newProxyInstance(Recording.class.getClassLoader(), new Class<?>[] {type}, handler));
    }

    private void record(Object request) {
        if (request instanceof PutEventsRequest put) {
            put.entries().forEach(entry -> sent.add(new Sent(entry.detailType(), entry.detail())));
        } else if (request instanceof SendMessageBatchRequest batch) {
            batch.entries().forEach(entry -> sent.add(new Sent(kind(entry.messageBody()), entry.messageBody())));
        }
    }

    private static String kind(String message) {
        try {
            JsonNode json = JSON.readTree(message);
            return (json.path("type").asText("Refund.v1") + " "
                            + json.path("kind").asText(""))
                    .strip();
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(message, e);
        }
    }

    private final class Lines extends AbstractAppender {
        Lines() {
            super("recording", null, null, true, Property.EMPTY_ARRAY);
        }

        @Override
        public void append(LogEvent event) {
            lines.add(new Line(
                    event.getMessage().getFormattedMessage(),
                    event.getContextData().toMap()));
        }
    }
}
