package io.seatline.infra.edge;

import io.seatline.infra.deployment.DeploymentStage;
import io.seatline.infra.deployment.NagFindings;
import io.seatline.infra.lambda.SeatlineFunction;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.SecretValue;
import software.amazon.awscdk.SecretsManagerSecretOptions;
import software.amazon.awscdk.services.secretsmanager.Secret;
import software.amazon.awscdk.services.secretsmanager.SecretStringGenerator;
import software.constructs.Construct;

/**
 * The key by which functions recognize requests from CloudFront. CloudFormation reads it from its secret when it deploys
 * the distribution and the functions, so neither template nor code contains it.
 */
final class OriginKey {
    private static final String HEADER = "x-origin-key";
    private static final String VARIABLE = "ORIGIN_KEY";

    private final String value;

    private OriginKey(String value) {
        this.value = value;
    }

    /**
     * Adds the secret with a random key.
     *
     * @param version which version of the secret to deploy; the current one by default. CloudFormation reads a changed
     *     secret only if the template's reference changes too, so a rotation names the version
     */
    static OriginKey in(Construct scope, DeploymentStage stage, Optional<String> version) {
        Secret secret = Secret.Builder.create(scope, "OriginKeySecret")
                .secretName(stage.nameOf("origin-key"))
                .description(
                        "The header by which the API's functions recognize CloudFront: one key, or two while rotated")
                .generateSecretString(SecretStringGenerator.builder()
                        .passwordLength(48)
                        .excludePunctuation(true)
                        .build())
                // Generated: a new one serves as well, and a kept one would block the next try by its name.
                .removalPolicy(RemovalPolicy.DESTROY)
                .build();
        NagFindings.accept(
                secret,
                "AwsSolutions-SMG4",
                "A rotation must deploy the distribution and the functions, in two steps (infra-cdk/docs/deploy.md).");
        SecretsManagerSecretOptions.Builder which = SecretsManagerSecretOptions.builder();
        version.ifPresent(which::versionId);
        return new OriginKey(
                SecretValue.secretsManager(secret.getSecretArn(), which.build()).unsafeUnwrap());
    }

    /** The header that the distribution adds. */
    Map<String, String> header() {
        return Map.of(HEADER, value);
    }

    /** Makes functions refuse requests without the header. */
    void requireIn(Set<SeatlineFunction> functions) {
        functions.forEach(function -> function.setEnvironment(VARIABLE, value));
    }
}
