package io.seatline.local.deploy;

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
 * Where an emulator answers AWS's calls. Keys and account are the ones that emulators take from anybody: real ones of
 * the environment never leave this machine, and nothing is ever deployed to AWS by mistake.
 *
 * @param url such as {@code http://localhost:4566}
 */
public record Endpoint(URI url) {
    static final Region REGION = Region.US_EAST_1;
    static final String ACCOUNT = "000000000000";

    /** As long as a function may run: an emulator answers an invocation when it has ended. */
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private static final StaticCredentialsProvider ANYBODY =
            StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test"));

    /** Cuts a slash at the end, which paths bring themselves. */
    public Endpoint {
        url = URI.create(url.toString().replaceFirst("/+$", ""));
    }

    /** An SDK client of the emulator. */
    <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> C client(B builder) {
        return builder.endpointOverride(url)
                .region(REGION)
                .credentialsProvider(ANYBODY)
                .httpClientBuilder(UrlConnectionHttpClient.builder().socketTimeout(PATIENCE))
                .build();
    }

    /** Buckets are paths: their names are no hosts here. */
    S3Client s3() {
        return client(S3Client.builder().forcePathStyle(true));
    }
}
