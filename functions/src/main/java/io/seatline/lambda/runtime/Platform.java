package io.seatline.lambda.runtime;

import io.seatline.usecase.port.Metrics;
import java.time.InstantSource;
import java.util.Map;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sqs.SqsClient;

/**
 * All that a function gets from the place it runs in: nothing else reads an environment variable, a clock or a random
 * source, or makes a client. Clients are suppliers, so that a function makes only those which it uses.
 *
 * @param environment the function's variables, as the template sets them
 * @param secrets where secrets are kept that the environment only names
 */
public record Platform(
        Map<String, String> environment,
        InstantSource clock,
        RandomGenerator random,
        Supplier<DynamoDbClient> dynamoDb,
        Supplier<SqsClient> sqs,
        Supplier<EventBridgeClient> eventBridge,
        Supplier<S3Client> s3,
        Secrets secrets,
        Metrics metrics) {
    public Platform {
        environment = Map.copyOf(environment);
    }

    /** A store of secrets. */
    @FunctionalInterface
    public interface Secrets {
        /** The text of a secret; throws if there is none. Callers never log it. */
        String get(String id);
    }

    /** A variable that the template must set; throws with the variable's name where it does not. */
    public String require(String variable) {
        String value = optional(variable);
        if (value.isEmpty()) {
            throw new IllegalStateException("environment variable " + variable + " is not set; see infra-cdk");
        }
        return value;
    }

    /** A variable, or the empty text. */
    public String optional(String variable) {
        return environment.getOrDefault(variable, "").strip();
    }

    /** A secret: from the environment where it is given there (locally), otherwise from the store. */
    String secret(String variable, String idVariable) {
        return environment.containsKey(variable) ? optional(variable) : secrets.get(require(idVariable));
    }
}
