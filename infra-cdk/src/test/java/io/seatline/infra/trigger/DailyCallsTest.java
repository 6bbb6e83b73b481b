package io.seatline.infra.trigger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.seatline.events.metric.Metric;
import io.seatline.infra.RequiresNode;
import io.seatline.infra.Synthesis;
import io.seatline.lambda.runtime.Platform;
import io.seatline.lambda.runtime.Wiring;
import io.seatline.usecase.port.Metrics;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.GetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;
import software.amazon.awssdk.services.dynamodb.paginators.QueryIterable;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sqs.SqsClient;

/** The calls that keep snapshots in use. */
@RequiresNode
class DailyCallsTest {
    private static final ObjectMapper EVENTS = JsonMapper.builder()
            .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_PROPERTIES)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private final Synthesis prod = Synthesis.prod();
    private final List<Metric> recorded = new ArrayList<>();

    /** Lambda drops a snapshot after 14 days without a call. */
    @Test
    void every_function_with_a_snapshot_is_called_at_least_daily() {
        Set<String> called = new TreeSet<>();
        prod.properties("AWS::Scheduler::Schedule")
                .values()
                .forEach(schedule -> called.add(prod.functionBehind(schedule.at("/Target/Arn"))
                        .path("FunctionName")
                        .asText()));
        Set<String> withSnapshot = new TreeSet<>();
        for (JsonNode function : prod.functions().values()) {
            if (function.at("/SnapStart/ApplyOn").asText().equals("PublishedVersions")) {
                withSnapshot.add(function.path("FunctionName").asText());
            }
        }

        assertEquals(withSnapshot, called);
    }

    @Test
    void the_role_of_the_calls_may_invoke_exactly_their_functions() {
        Set<String> allowed = new TreeSet<>();
        prod.resource("DailyCallsRole")
                .at("/Properties/Policies/0/PolicyDocument/Statement/0/Resource")
                .forEach(alias -> allowed.add(Synthesis.target(alias)));

        assertEquals(dailyCalls().keySet(), allowed);
    }

    @Test
    void no_call_fails_or_counts_anything() throws ReflectiveOperationException {
        for (Map.Entry<String, String> call : dailyCalls().entrySet()) {
            JsonNode function =
                    prod.resource(call.getKey().replace("Live", "Function")).path("Properties");
            Object response = invoke(function, call.getValue());
            if (response instanceof APIGatewayV2HTTPResponse http) {
                assertTrue(http.getStatusCode() < 500, () -> call.getKey() + " " + http.getBody());
            }
        }
        assertEquals(List.of(), recorded);
    }

    /** The events by the alias that they invoke. */
    private Map<String, String> dailyCalls() {
        Map<String, String> calls = new HashMap<>();
        for (JsonNode schedule : prod.properties("AWS::Scheduler::Schedule").values()) {
            if (schedule.path("ScheduleExpression").asText().equals("rate(1 day)")) {
                calls.put(
                        Synthesis.target(schedule.at("/Target/Arn")),
                        schedule.at("/Target/Input").asText());
            }
        }
        assertEquals(12, calls.size());
        return calls;
    }

    @SuppressWarnings("unchecked")
    private Object invoke(JsonNode function, String event) throws ReflectiveOperationException {
        Class<?> type = Class.forName(function.path("Handler").asText().replace("::handleRequest", ""));
        var handler = (RequestHandler<Object, Object>)
                type.getConstructor(Wiring.class).newInstance(new Wiring(platform(function)));
        for (Method method : type.getMethods()) {
            if (method.getName().equals("handleRequest") && !method.isBridge()) {
                Object input = EVENTS.convertValue(read(event), method.getParameterTypes()[0]);
                return handler.handleRequest(input, proxy(Context.class));
            }
        }
        throw new AssertionError(type);
    }

    private static JsonNode read(String json) {
        try {
            return EVENTS.readTree(json);
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            throw new AssertionError(json, e);
        }
    }

    private Platform platform(JsonNode function) {
        Map<String, String> environment = new HashMap<>();
        function.at("/Environment/Variables")
                .properties()
                .forEach(variable -> environment.put(
                        variable.getKey(),
                        variable.getValue().isTextual() ? variable.getValue().asText() : "https://value.test"));
        return new Platform(
                environment,
                InstantSource.system(),
                new Random(1),
                () -> proxy(DynamoDbClient.class),
                () -> proxy(SqsClient.class),
                () -> proxy(EventBridgeClient.class),
                () -> proxy(S3Client.class),
                id -> {
                    throw new AssertionError("a call read the secret " + id);
                },
                new Recording());
    }

    /** A client or a context that finds nothing; anything but a read fails. */
    private static <T> T proxy(Class<T> type) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, (self, method, arguments) -> switch (method.getName()) {
                    case "getItem" -> GetItemResponse.builder().build();
                    case "batchGetItem" -> BatchGetItemResponse.builder().build();
                    case "queryPaginator" -> new QueryIterable((DynamoDbClient) self, (QueryRequest) arguments[0]);
                    case "query" -> QueryResponse.builder().items(List.of()).build();
                    case "getMemoryLimitInMB", "getRemainingTimeInMillis" -> 10_000;
                    case "getXrayTraceId" -> null;
                    default -> {
                        if (method.getReturnType() == String.class) {
                            yield "test";
                        }
                        throw new UnsupportedOperationException(method.getName());
                    }
                }));
    }

    private final class Recording implements Metrics {
        @Override
        public void count(Metric metric, int value) {
            recorded.add(metric);
        }

        @Override
        public void time(Metric metric, Duration value) {
            recorded.add(metric);
        }

        @Override
        public void flush() {}
    }
}
