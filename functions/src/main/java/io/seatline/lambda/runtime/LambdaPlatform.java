package io.seatline.lambda.runtime;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.sqs.SqsClient;

/** The platform that a function finds on Lambda. */
public final class LambdaPlatform {
    private static final int TRIES = 3;
    private static final Duration CONNECT = Duration.ofSeconds(1);
    private static final Duration PAYMENT = Duration.ofSeconds(2);
    private static final Duration CALL = Duration.ofSeconds(6);

    /** Kept for as long as the function lives: whoever waits for the snapshot is known by a weak reference only. */
    private static final Queue<Priming> WAITING = new ConcurrentLinkedQueue<>();

    private LambdaPlatform() {}

    /**
     * The wiring of this function, from its environment.
     *
     * @param reads what is read before Lambda takes its snapshot; its role must allow it
     */
    public static Wiring primed(Wiring.Read... reads) {
        Wiring wiring = wiring(System.getenv());
        Priming priming = wiring.priming(reads);
        WAITING.add(priming);
        priming.await();
        return wiring;
    }

    static Wiring wiring(Map<String, String> environment) {
        InstantSource clock = InstantSource.system();
        Lazy<SecretsManagerClient> secrets =
                new Lazy<>(() -> configured(SecretsManagerClient.builder()).build());
        return new Wiring(new Platform(
                environment,
                clock,
                // Lambda seeds it anew when it restores a snapshot, so that no two environments make the same ids.
                new SecureRandom(),
                new Lazy<>(() -> configured(DynamoDbClient.builder()).build()),
                new Lazy<>(() -> configured(SqsClient.builder()).build()),
                new Lazy<>(() -> configured(EventBridgeClient.builder()).build()),
                new Lazy<>(() -> configured(S3Client.builder()).build()),
                new CachedSecrets(
                        id -> secrets.get().getSecretValue(r -> r.secretId(id)).secretString(), clock),
                new EmfMetrics(
                        environment.getOrDefault("METRICS_NAMESPACE", ""),
                        environment.getOrDefault("SERVICE_NAME", ""),
                        clock,
                        line -> System.out.println(line))));
    }

    /** Explicit limits: a call that hangs must end well before the function does. */
    private static <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> B configured(B builder) {
        return builder.httpClientBuilder(UrlConnectionHttpClient.builder()
                        .connectionTimeout(CONNECT)
                        .socketTimeout(PAYMENT))
                .overrideConfiguration(ClientOverrideConfiguration.builder()
                        .apiCallTimeout(CALL)
                        .apiCallAttemptTimeout(PAYMENT)
                        .retryStrategy(AwsRetryStrategy.standardRetryStrategy().toBuilder()
                                .maxAttempts(TRIES)
                                .build())
                        .build());
    }
}
