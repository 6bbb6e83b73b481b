package io.seatline.infra.function;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import io.seatline.events.metric.Metric;
import io.seatline.infra.Synthesis;
import io.seatline.lambda.runtime.Platform;
import io.seatline.lambda.runtime.Wiring;
import io.seatline.usecase.port.Metrics;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sqs.SqsClient;

/** The handlers in the template against the handler classes. Reads the snapshot, which needs no Node. */
class HandlersTest {
    private final Map<String, JavaClass> handlers = Handlers.byName();

    @Test
    void every_handler_class_is_deployed_and_every_deployed_handler_exists() throws IOException {
        Set<String> deployed = new TreeSet<>();
        functions()
                .forEach((_, function) -> deployed.add(function.path("Handler").asText()));

        assertEquals(handlers.keySet(), deployed);
    }

    @Test
    void the_lambda_runtime_can_create_every_handler() {
        handlers.forEach((name, handler) -> {
            assertTrue(handler.getModifiers().contains(JavaModifier.PUBLIC), name);
            assertTrue(Handlers.constructor(handler).getModifiers().contains(JavaModifier.PUBLIC), name);
        });
    }

    @Test
    void every_handler_starts_with_the_environment_of_the_template() throws IOException {
        functions()
                .forEach((id, function) -> assertDoesNotThrow(
                        () -> handlers.get(function.path("Handler").asText())
                                .reflect()
                                .getConstructor(Wiring.class)
                                .newInstance(new Wiring(platform(environment(function)))),
                        id));
    }

    private static Map<String, JsonNode> functions() throws IOException {
        JsonNode template = Synthesis.JSON.readTree(
                Synthesis.file("snapshot/seatline.template.json").toFile());
        Map<String, JsonNode> functions = new HashMap<>();
        for (Map.Entry<String, JsonNode> resource : template.path("Resources").properties()) {
            if (resource.getValue().at("/Properties/Runtime").asText().startsWith("java")) {
                functions.put(resource.getKey(), resource.getValue().path("Properties"));
            }
        }
        return functions;
    }

    /** The template's variables; a reference has a value only after the deployment. */
    private static Map<String, String> environment(JsonNode function) {
        Map<String, String> environment = new HashMap<>();
        for (Map.Entry<String, JsonNode> variable :
                function.at("/Environment/Variables").properties()) {
            JsonNode value = variable.getValue();
            environment.put(variable.getKey(), value.isTextual() ? value.asText() : "https://" + variable.getKey());
        }
        return environment;
    }

    private static Platform platform(Map<String, String> environment) {
        return new Platform(
                environment,
                InstantSource.system(),
                new Random(1),
                () -> DynamoDbClient.builder()
                        .region(Region.AP_SOUTHEAST_1)
                        .credentialsProvider(AnonymousCredentialsProvider.create())
                        .build(),
                () -> SqsClient.builder()
                        .region(Region.AP_SOUTHEAST_1)
                        .credentialsProvider(AnonymousCredentialsProvider.create())
                        .build(),
                () -> EventBridgeClient.builder()
                        .region(Region.AP_SOUTHEAST_1)
                        .credentialsProvider(AnonymousCredentialsProvider.create())
                        .build(),
                () -> S3Client.builder()
                        .region(Region.AP_SOUTHEAST_1)
                        .credentialsProvider(AnonymousCredentialsProvider.create())
                        .build(),
                id -> {
                    throw new IllegalStateException("a handler read the secret " + id + " at its start");
                },
                new NoMetrics());
    }

    private static final class NoMetrics implements Metrics {
        @Override
        public void count(Metric metric, int value) {}

        @Override
        public void time(Metric metric, Duration value) {}

        @Override
        public void flush() {}
    }
}
