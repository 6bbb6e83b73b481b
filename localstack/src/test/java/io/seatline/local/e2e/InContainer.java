package io.seatline.local.e2e;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.seatline.local.app.Settings;
import java.net.URI;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.localstack.LocalStackContainer;
import org.testcontainers.utility.DockerImageName;

/** LocalStack in Docker, which runs each function in a container of its own. */
final class InContainer {
    /** The last one that needs no licence. */
    private static final DockerImageName IMAGE = DockerImageName.parse("localstack/localstack:4.14.0");

    private InContainer() {}

    /** Starts it and deploys there. The container ends with this JVM, as Testcontainers' do. */
    static Cloud start(Settings settings, URI chatWebhook) {
        assumeTrue(
                DockerClientFactory.instance().isDockerAvailable(),
                "LocalStack is skipped: there is no Docker on this machine");
        @SuppressWarnings("resource")
        LocalStackContainer localStack = new LocalStackContainer(IMAGE)
                .withEnv("LAMBDA_IGNORE_ARCHITECTURE", "1")
                .withEnv("LAMBDA_DOCKER_FLAGS", "--add-host=host.docker.internal:host-gateway")
                .withEnv("CFN_IGNORE_UNSUPPORTED_RESOURCE_TYPES", "1");
        localStack.start();
        return new Cloud.Deployed(localStack.getEndpoint(), settings, chatWebhook);
    }
}
