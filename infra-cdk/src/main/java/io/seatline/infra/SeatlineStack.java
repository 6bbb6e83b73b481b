package io.seatline.infra;

import java.util.Optional;
import java.util.stream.Collectors;
import software.amazon.awscdk.CfnElement;
import software.amazon.awscdk.CfnOutput;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.StackProps;
import software.amazon.awscdk.services.events.EventBus;
import software.amazon.awscdk.services.lambda.CfnVersion;
import software.amazon.awscdk.services.lambda.Code;
import software.constructs.Construct;
import software.constructs.IConstruct;

/** All of Seatline in one stack: data, queues, functions, and what invokes each. */
public final class SeatlineStack extends Stack {
    /**
     * Defines the stack.
     *
     * @param code the zip with every handler
     * @param mail whom the user pool's mails come from, if not from Cognito itself
     */
    SeatlineStack(
            Construct scope, String id, StackProps props, DeploymentStage stage, Code code, Optional<MailSender> mail) {
        super(scope, id, props);
        Tables tables = Tables.in(this, stage);
        Queues queues = Queues.in(this, stage);
        EventBus bus =
                EventBus.Builder.create(this, "Bus").eventBusName(stage.stack()).build();
        Vault vault = Vault.in(this, stage);
        Identity identity = Identity.in(this, stage, mail);
        HttpFront front = new HttpFront(this, stage, identity);
        Functions functions =
                Functions.in(this, new Functions.Uses(stage, code, tables, queues, bus, vault, front.endpoint()));
        front.route(functions);
        Triggers.in(this, stage, tables, queues, bus, functions);
        Alarms.in(this, stage, front, functions);
        Runbooks.link(this, stage);
        OperationsDashboard.in(this, stage, front, functions);

        output("ApiEndpoint", "Where clients call Seatline", front.endpoint());
        output("NotifyUrl", "Where MoMo notifies Seatline", functions.notifyUrl());
        output(
                "UserPoolId",
                "Who customers and support staff are",
                identity.pool().getUserPoolId());
        output(
                "UserPoolClientId",
                "The client that signs them in",
                identity.client().getUserPoolClientId());
        output(
                "CatalogDocuments",
                "Bucket of catalog documents",
                vault.documents().getBucketName());
        nameResources();
        Accepted.checkIfAsked(this);
    }

    /**
     * Gives each resource a logical id that a reviewer can read: the path of its construct, without what CDK adds. Two
     * resources that come to the same id fail the synthesis. A version keeps CDK's id, whose hash makes a new version
     * of each change.
     *
     * <p>Not done by overriding {@code allocateLogicalId}: CDK asks that thousands of times, and each time deepens the
     * stack of the Java process that answers.
     */
    private void nameResources() {
        int depth = getNode().getScopes().size();
        for (IConstruct construct : getNode().findAll()) {
            if (construct instanceof CfnElement element && !(construct instanceof CfnVersion)) {
                element.overrideLogicalId(element.getNode().getScopes().stream()
                        .skip(depth)
                        .map(scope -> scope.getNode().getId())
                        .filter(id -> !id.equals("Resource") && !id.equals("Default"))
                        .map(SeatlineStack::readable)
                        .collect(Collectors.joining()));
            }
        }
    }

    private static String readable(String id) {
        return id.replaceAll("^ApiPermission.*", "Permission")
                .replaceAll("^AllowEventRule.*", "Permission")
                .replaceAll("[^A-Za-z0-9]", "");
    }

    private void output(String id, String description, String value) {
        CfnOutput.Builder.create(this, id).description(description).value(value).build();
    }
}
