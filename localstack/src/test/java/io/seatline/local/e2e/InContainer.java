package io.seatline.local.e2e;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.seatline.local.app.Settings;
import java.net.URI;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.localstack.LocalStackContainer;
import org.testcontainers.utility.DockerImageName;

/** LocalStack in Docker, which runs each function in its own container. */
final class InContainer {
    /** The last version that needs no licence. */
    private static final DockerImageName IMAGE = DockerImageName.parse("localstack/localstack:4.14.0");

    private InContainer() {}

    /** Starts LocalStack and deploys Seatline to it. Testcontainers stops the container when this JVM ends. */
    static Cloud start(Settings settings, URI chatWebhook) {
        assumeTrue(
                DockerClientFactory.instance().isDockerAvailable(),
                "skipped: LocalStack needs Docker, which this machine does not have");
        @SuppressWarnings("resource")
        LocalStackContainer localStack = new LocalStackContainer(IMAGE)
                .withEnv("LAMBDA_IGNORE_ARCHITECTURE", "1")
                .withEnv("LAMBDA_DOCKER_FLAGS", "--add-host=host.docker.internal:host-gateway")
                .withEnv("LAMBDA_EVENT_SOURCE_MAPPING_POLL_INTERVAL_SEC", "0.1")
                .withEnv("LAMBDA_EVENT_SOURCE_MAPPING_MAX_BACKOFF_ON_EMPTY_POLL_SEC", "0.5")
                .withEnv("CFN_IGNORE_UNSUPPORTED_RESOURCE_TYPES", "1");
        localStack.start();
        return new Cloud.Deployed(localStack.getEndpoint(), settings, chatWebhook);
    }
}
