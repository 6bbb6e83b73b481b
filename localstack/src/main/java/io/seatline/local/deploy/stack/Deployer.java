package io.seatline.local.deploy.stack;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.seatline.local.app.Settings;
import io.seatline.local.app.Settings.Webhooks;
import io.seatline.local.deploy.stack.StackTemplate.Asset;
import io.seatline.local.momo.MomoAccount;
import io.seatline.local.template.Place;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.cloudformation.model.Capability;
import software.amazon.awssdk.services.cloudformation.model.CloudFormationException;
import software.amazon.awssdk.services.cloudformation.model.Output;
import software.amazon.awssdk.services.cloudformation.model.StackResource;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.BucketAlreadyOwnedByYouException;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

/**
 * Deploys a template as the CDK's command line would, without Node: code to S3, then a CloudFormation stack. An existing
 * stack is deleted first, with its data.
 */
public final class Deployer {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String STACK = "seatline-dev";
    private static final String TEMPLATE_KEY = "seatline.template.json";
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final Duration GLANCE = Duration.ofMillis(300);

    private final Endpoint endpoint;
    private final Emulator emulator;

    /** Makes a deployer to the emulator at an endpoint. */
    public Deployer(Endpoint endpoint, Emulator emulator) {
        this.endpoint = endpoint;
        this.emulator = emulator;
    }

    /**
     * Deploys the snapshot, waits, compares the stack with the template and fills its secrets.
     *
     * @param place the addresses of what runs on this machine
     * @param zip the functions' zip, for an emulator that runs Java
     * @throws IllegalStateException when the stack fails, or differs from the template in a way that is not on the
     *     emulator's list
     */
    public Stack deploy(Place place, Settings settings, Optional<Path> zip) {
        StackTemplate template = StackTemplate.of(emulator, place.http(), settings);
        Stack stack = deploy(template, emulator.runsJava() ? FunctionCode.of(zip) : FunctionCode.placeholder());
        try (LiveResources live = new LiveResources(endpoint)) {
            KnownGaps.of(emulator).requireKnown(Comparison.of(template.understood(), place, stack, live::properties));
        }
        putSecrets(stack, MomoAccount.sandbox(), settings.webhooks());
        return stack;
    }

    private Stack deploy(StackTemplate template, byte[] code) {
        try (S3Client s3 = endpoint.s3();
                CloudFormationClient cloudFormation = endpoint.client(CloudFormationClient.builder())) {
            String url = null;
            for (Asset asset : template.assets()) {
                bucket(s3, asset.bucket());
                s3.putObject(r -> r.bucket(asset.bucket()).key(asset.key()), RequestBody.fromBytes(code));
                s3.putObject(r -> r.bucket(asset.bucket()).key(TEMPLATE_KEY), RequestBody.fromString(template.json()));
                url = endpoint.url() + "/" + asset.bucket() + "/" + TEMPLATE_KEY;
            }
            delete(cloudFormation);
            String templateUrl = url;
            cloudFormation.createStack(
                    r -> r.stackName(STACK).templateURL(templateUrl).capabilities(Capability.CAPABILITY_NAMED_IAM));
            await(cloudFormation, "CREATE_COMPLETE");
            return stack(cloudFormation);
        }
    }

    /** Fills the stack's secrets; a secret cannot be empty, so a missing address is a blank. */
    private void putSecrets(Stack stack, MomoAccount account, Webhooks webhooks) {
        Map<String, String> values = Map.of(
                "MomoSecret",
                JSON.createObjectNode()
                        .put("partnerCode", account.partnerCode())
                        .put("accessKey", account.accessKey())
                        .put("secretKey", account.secretKey())
                        .toString(),
                "ChatSecret",
                webhooks.chat() + " ",
                "NoticeSecret",
                JSON.createObjectNode()
                        .put("url", webhooks.notice() + " ")
                        .put("secret", webhooks.noticeSecret() + " ")
                        .toString());
        try (SecretsManagerClient secrets = endpoint.client(SecretsManagerClient.builder())) {
            values.forEach((id, value) -> secrets.putSecretValue(
                    r -> r.secretId(stack.physicalIds().get(id)).secretString(value)));
        }
    }

    private static void bucket(S3Client s3, String name) {
        try {
            s3.createBucket(r -> r.bucket(name));
        } catch (BucketAlreadyOwnedByYouException _) {
            // The bucket exists since an earlier deployment.
        }
    }

    private static void delete(CloudFormationClient cloudFormation) {
        if (status(cloudFormation).isPresent()) {
            cloudFormation.deleteStack(r -> r.stackName(STACK));
            await(cloudFormation, "DELETE_COMPLETE");
        }
    }

    private static Optional<String> status(CloudFormationClient cloudFormation) {
        try {
            return cloudFormation.describeStacks(r -> r.stackName(STACK)).stacks().stream()
                    .map(stack -> stack.stackStatusAsString())
                    .filter(status -> !status.equals("DELETE_COMPLETE"))
                    .findFirst();
        } catch (CloudFormationException e) {
            // A stack that was deleted or never existed "does not exist".
            return Optional.empty();
        }
    }

    private static void await(CloudFormationClient cloudFormation, String wanted) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            String status = status(cloudFormation).orElse("DELETE_COMPLETE");
            if (status.equals(wanted)) {
                return;
            }
            if (!status.endsWith("_IN_PROGRESS") || status.contains("ROLLBACK") || System.nanoTime() > deadline) {
                throw new IllegalStateException(
                        "The stack is " + status + " instead of " + wanted + ":\n" + failures(cloudFormation));
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(GLANCE.toMillis()));
        }
    }

    private static String failures(CloudFormationClient cloudFormation) {
        return cloudFormation.describeStackEvents(r -> r.stackName(STACK)).stackEvents().stream()
                .filter(event -> event.resourceStatusAsString().contains("FAILED")
                        || event.resourceStatusAsString().contains("ROLLBACK"))
                .map(event -> "  " + event.logicalResourceId() + " (" + event.resourceType() + ") "
                        + event.resourceStatusAsString() + ": " + event.resourceStatusReason())
                .collect(Collectors.joining("\n"));
    }

    private static Stack stack(CloudFormationClient cloudFormation) {
        Map<String, String> ids = new HashMap<>();
        for (StackResource resource :
                cloudFormation.describeStackResources(r -> r.stackName(STACK)).stackResources()) {
            ids.put(resource.logicalResourceId(), resource.physicalResourceId());
        }
        List<Output> outputs = cloudFormation
                .describeStacks(r -> r.stackName(STACK))
                .stacks()
                .getFirst()
                .outputs();
        return new Stack(ids, outputs.stream().collect(Collectors.toMap(Output::outputKey, Output::outputValue)));
    }
}
