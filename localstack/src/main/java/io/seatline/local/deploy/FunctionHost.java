package io.seatline.local.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.seatline.events.metric.Metric;
import io.seatline.lambda.runtime.Platform;
import io.seatline.lambda.runtime.Wiring;
import io.seatline.local.app.InMemoryMetrics;
import io.seatline.local.deploy.stack.Emulator;
import io.seatline.local.deploy.stack.Endpoint;
import io.seatline.local.lambda.DeliveryHook;
import io.seatline.local.lambda.FunctionError;
import io.seatline.local.lambda.FunctionRuntime;
import io.seatline.local.template.ResolvedTemplate.Function;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.FunctionConfiguration;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.sqs.SqsClient;

/**
 * Runs the real handlers for an emulator that runs no Java: it forwards each invocation to {@code POST
 * /functions/<name>}. A function is made as it was deployed: handler, time limit and environment come from the
 * emulator's own Lambda, at the first invocation.
 *
 * <p>Each HTTP answer carries a mark that only this host knows. It distinguishes an answer of a handler from one that the
 * emulator made up.
 */
final class FunctionHost implements AutoCloseable {
    static final String MARK_HEADER = "x-seatline-handler";

    private static final ObjectMapper JSON = new ObjectMapper();

    private final LambdaClient lambda;
    private final DynamoDbClient dynamoDb;
    private final SqsClient sqs;
    private final EventBridgeClient eventBridge;
    private final S3Client s3;
    private final SecretsManagerClient secrets;
    private final SecureRandom random = new SecureRandom();
    private final InMemoryMetrics metrics = new InMemoryMetrics();
    private final FunctionRuntime functions = new FunctionRuntime(DeliveryHook.NONE);
    private final Map<String, AtomicLong> invocations = new ConcurrentHashMap<>();
    private final String mark = mark();

    FunctionHost(Endpoint endpoint) {
        lambda = endpoint.client(LambdaClient.builder());
        dynamoDb = endpoint.client(DynamoDbClient.builder());
        sqs = endpoint.client(SqsClient.builder());
        eventBridge = endpoint.client(EventBridgeClient.builder());
        s3 = endpoint.s3();
        secrets = endpoint.client(SecretsManagerClient.builder());
    }

    private String mark() {
        byte[] bytes = new byte[8];
        random.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    /** Declares the path that the emulator forwards invocations to. */
    void register(JavalinConfig config) {
        config.routes.post(Emulator.forwardPath("{name}"), this::invoke);
    }

    private void invoke(Context ctx) throws IOException {
        String name = ctx.pathParam("name");
        invocations.computeIfAbsent(name, this::made).incrementAndGet();
        try {
            ctx.contentType("application/json").result(marked(functions.invoke(name, ctx.bodyAsBytes())));
        } catch (FunctionError e) {
            ctx.status(500).result(e.getMessage());
        }
    }

    private AtomicLong made(String name) {
        // Not GetFunctionConfiguration: LocalStack's finds no aliases.
        FunctionConfiguration deployed =
                lambda.getFunction(r -> r.functionName(name).qualifier("live")).configuration();
        Function function = new Function(
                name,
                name,
                deployed.handler(),
                deployed.environment().variables(),
                Duration.ofSeconds(deployed.timeout()),
                deployed.memorySize(),
                Optional.empty());
        try {
            functions.add(
                    function,
                    Class.forName(function.className())
                            .getConstructor(Wiring.class)
                            .newInstance(new Wiring(platform(function))));
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("The handler " + function.handler() + " cannot be made", e);
        }
        return new AtomicLong();
    }

    private Platform platform(Function function) {
        return new Platform(
                function.environment(),
                InstantSource.system(),
                random,
                () -> dynamoDb,
                () -> sqs,
                () -> eventBridge,
                () -> s3,
                id -> secrets.getSecretValue(r -> r.secretId(id)).secretString(),
                metrics);
    }

    private byte[] marked(byte[] answer) throws IOException {
        JsonNode json = JSON.readTree(answer);
        if (json.has("statusCode")) {
            ((ObjectNode) json).withObjectProperty("headers").put(MARK_HEADER, mark);
        }
        return JSON.writeValueAsBytes(json);
    }

    /** Whether this host gave an answer with this mark. */
    boolean gave(Optional<String> markOfAnswer) {
        return markOfAnswer.filter(mark::equals).isPresent();
    }

    /** How often a function was invoked. */
    long invocations(String function) {
        AtomicLong count = invocations.get(function);
        return count == null ? 0 : count.get();
    }

    /** The sum of a metric that the functions counted. */
    long counted(Metric metric) {
        return metrics.counted(metric);
    }

    @Override
    public void close() {
        functions.close();
        lambda.close();
        dynamoDb.close();
        sqs.close();
        eventBridge.close();
        s3.close();
        secrets.close();
    }
}
