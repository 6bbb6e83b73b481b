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
import software.amazon.awssdk.services.cognitoidentityprovider.CognitoIdentityProviderClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.sesv2.SesV2Client;
import software.amazon.awssdk.services.sqs.SqsClient;

/** Builds the wiring of a function on Lambda. */
public final class LambdaPlatform {
    private static final int MAX_ATTEMPTS = 3;
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(1);
    private static final Duration ATTEMPT_TIMEOUT = Duration.ofSeconds(2);
    private static final Duration CALL_TIMEOUT = Duration.ofSeconds(6);

    /** Keeps the registered resources alive: the snapshot runtime refers to them only weakly. */
    private static final Queue<Priming> REGISTERED = new ConcurrentLinkedQueue<>();

    private LambdaPlatform() {}

    /**
     * Returns the wiring of this function, from its environment variables, and registers its priming.
     *
     * @param reads what is read before Lambda takes its snapshot; the function's role must allow these reads
     */
    public static Wiring primed(Wiring.Read... reads) {
        Wiring wiring = wiring(System.getenv());
        Priming priming = wiring.priming(reads);
        REGISTERED.add(priming);
        priming.register();
        return wiring;
    }

    static Wiring wiring(Map<String, String> environment) {
        InstantSource clock = InstantSource.system();
        Lazy<SecretsManagerClient> secrets =
                new Lazy<>(() -> configured(SecretsManagerClient.builder()).build());
        return new Wiring(new Platform(
                environment,
                clock,
                // Lambda reseeds it when it restores a snapshot, so that no two environments generate the same ids.
                new SecureRandom(),
                new Lazy<>(() -> configured(DynamoDbClient.builder()).build()),
                new Lazy<>(() -> configured(SqsClient.builder()).build()),
                new Lazy<>(() -> configured(EventBridgeClient.builder()).build()),
                new Lazy<>(() -> configured(S3Client.builder()).build()),
                new CachedSecrets(
                        id -> secrets.get().getSecretValue(r -> r.secretId(id)).secretString(), clock),
                new EmfMetrics(
                        Platform.required(environment, "METRICS_NAMESPACE"),
                        Platform.required(environment, "SERVICE_NAME"),
                        clock,
                        line -> System.out.println(line)),
                new Lazy<>(() -> configured(SesV2Client.builder()).build()),
                new Lazy<>(() ->
                        configured(CognitoIdentityProviderClient.builder()).build())));
    }

    /** Builds a client with explicit timeouts, so that a call that hangs ends well before the function times out. */
    private static <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> B configured(B builder) {
        return builder.httpClientBuilder(UrlConnectionHttpClient.builder()
                        .connectionTimeout(CONNECT_TIMEOUT)
                        .socketTimeout(ATTEMPT_TIMEOUT))
                .overrideConfiguration(ClientOverrideConfiguration.builder()
                        .apiCallTimeout(CALL_TIMEOUT)
                        .apiCallAttemptTimeout(ATTEMPT_TIMEOUT)
                        .retryStrategy(AwsRetryStrategy.standardRetryStrategy().toBuilder()
                                .maxAttempts(MAX_ATTEMPTS)
                                .build())
                        .build());
    }
}
