package io.seatline.local.deploy.stack;

import java.net.URI;
import java.time.Duration;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * The address of an emulator. Calls use the test keys that emulators accept, never keys of the environment, so nothing is
 * deployed to AWS by mistake.
 *
 * @param url such as {@code http://localhost:4566}
 */
public record Endpoint(URI url) {
    static final Region REGION = Region.US_EAST_1;
    static final String ACCOUNT = "000000000000";

    /** As long as a function may run: an invocation is answered when it has ended. */
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private static final StaticCredentialsProvider TEST_KEYS =
            StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test"));

    /** Cuts a slash at the end, which paths bring themselves. */
    public Endpoint {
        url = URI.create(url.toString().replaceFirst("/+$", ""));
    }

    /** An SDK client of the emulator. */
    public <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> C client(B builder) {
        return builder.endpointOverride(url)
                .region(REGION)
                .credentialsProvider(TEST_KEYS)
                .httpClientBuilder(UrlConnectionHttpClient.builder().socketTimeout(PATIENCE))
                .build();
    }

    /** A client of S3 that addresses buckets by path, as their names are no hosts here. */
    public S3Client s3() {
        return client(S3Client.builder().forcePathStyle(true));
    }
}
