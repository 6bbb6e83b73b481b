package io.seatline.lambda.runtime;

import io.seatline.usecase.port.Metrics;
import java.time.InstantSource;
import java.util.Map;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import software.amazon.awssdk.services.cognitoidentityprovider.CognitoIdentityProviderClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sesv2.SesV2Client;
import software.amazon.awssdk.services.sqs.SqsClient;

/**
 * Everything that a function gets from its environment. No other class reads an environment variable, a clock or a
 * random source, or creates a client. Clients are suppliers, so that a function creates only the clients that it uses.
 *
 * @param environment the function's environment variables, set by infra-cdk
 * @param secrets the store of the secrets whose ids are in the environment variables
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
        Metrics metrics,
        Supplier<SesV2Client> ses,
        Supplier<CognitoIdentityProviderClient> cognito) {
    public Platform {
        environment = Map.copyOf(environment);
    }

    /** The platform of functions that send no mail. */
    public Platform(
            Map<String, String> environment,
            InstantSource clock,
            RandomGenerator random,
            Supplier<DynamoDbClient> dynamoDb,
            Supplier<SqsClient> sqs,
            Supplier<EventBridgeClient> eventBridge,
            Supplier<S3Client> s3,
            Secrets secrets,
            Metrics metrics) {
        this(
                environment,
                clock,
                random,
                dynamoDb,
                sqs,
                eventBridge,
                s3,
                secrets,
                metrics,
                () -> {
                    throw new IllegalStateException("there is no SES here");
                },
                () -> {
                    throw new IllegalStateException("there is no Cognito here");
                });
    }

    /** A store of secrets. */
    @FunctionalInterface
    public interface Secrets {
        /** Returns the text of a secret, which callers never log; throws if there is none. */
        String get(String id);

        /** Says that a secret may have been changed, so that it is read again before its next use. */
        default void suspect(String id) {}
    }

    /**
     * Returns a required environment variable.
     *
     * @throws IllegalStateException if the variable is not set; the message contains its name
     */
    public String require(String variable) {
        return required(environment, variable);
    }

    static String required(Map<String, String> environment, String variable) {
        String value = environment.getOrDefault(variable, "").strip();
        if (value.isEmpty()) {
            throw new IllegalStateException("environment variable " + variable + " is not set; set it in infra-cdk");
        }
        return value;
    }

    /** Returns an environment variable; empty if it is not set. */
    public String optional(String variable) {
        return environment.getOrDefault(variable, "").strip();
    }

    /** Returns a secret: from its environment variable if that is set (locally), otherwise from the store. */
    String secret(String variable, String idVariable) {
        return environment.containsKey(variable) ? optional(variable) : secrets.get(require(idVariable));
    }
}
