package io.seatline.infra;

import io.seatline.infra.api.HttpFront;
import io.seatline.infra.api.Identity;
import io.seatline.infra.api.SignIn;
import io.seatline.infra.deployment.CustomDomain;
import io.seatline.infra.deployment.DeploymentOptions;
import io.seatline.infra.deployment.DeploymentStage;
import io.seatline.infra.deployment.NagFindings;
import io.seatline.infra.edge.Edge;
import io.seatline.infra.edge.WebAcls;
import io.seatline.infra.function.Functions;
import io.seatline.infra.function.Resources;
import io.seatline.infra.function.WalletLinks;
import io.seatline.infra.lambda.SeatlineFunction;
import io.seatline.infra.mail.CustomerMail;
import io.seatline.infra.monitoring.Alarms;
import io.seatline.infra.monitoring.Constructs;
import io.seatline.infra.monitoring.Notifications;
import io.seatline.infra.monitoring.OperationsDashboard;
import io.seatline.infra.monitoring.Runbooks;
import io.seatline.infra.queue.Queues;
import io.seatline.infra.release.GradualReleases;
import io.seatline.infra.release.Snapshots;
import io.seatline.infra.site.Site;
import io.seatline.infra.site.SiteFiles;
import io.seatline.infra.storage.Backups;
import io.seatline.infra.storage.OperatorInputs;
import io.seatline.infra.storage.Tables;
import io.seatline.infra.trigger.Triggers;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import software.amazon.awscdk.CfnElement;
import software.amazon.awscdk.CfnOutput;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.StackProps;
import software.amazon.awscdk.services.cloudwatch.Alarm;
import software.amazon.awscdk.services.cloudwatch.IMetric;
import software.amazon.awscdk.services.events.EventBus;
import software.amazon.awscdk.services.lambda.CfnVersion;
import software.amazon.awscdk.services.lambda.Code;
import software.constructs.Construct;
import software.constructs.IConstruct;

/** The one stack: tables, queues, functions, triggers and monitoring. */
public final class SeatlineStack extends Stack {
    /**
     * Defines the stack.
     *
     * @param code the zip with every handler
     * @param files the site
     */
    SeatlineStack(Construct scope, String id, StackProps props, DeploymentOptions options, Code code, SiteFiles files) {
        super(scope, id, props);
        DeploymentStage stage = options.stage();
        Tables own = Tables.in(this, stage);
        Tables tables = options.restored()
                .map(restored -> Tables.restored(this, stage, restored))
                .orElse(own);
        options.backupVault().ifPresent(vault -> Backups.in(this, stage, tables, vault));
        Queues queues = Queues.in(this, stage);
        EventBus bus =
                EventBus.Builder.create(this, "Bus").eventBusName(stage.stack()).build();
        OperatorInputs inputs = OperatorInputs.in(this, stage);
        Site site = Site.in(this, stage);
        Edge edge = Edge.in(this, options, site);
        Identity identity = Identity.in(this, options, edge.url());
        HttpFront front = new HttpFront(this, stage, identity);
        Resources resources = new Resources(stage, tables, queues, bus, inputs);
        Optional<CustomerMail> mail = options.mail()
                .map(sender -> CustomerMail.in(
                        this, stage, sender, identity.customers().pool()));
        Functions functions = Functions.in(this, code, resources, edge.url(), mail, options.domain());
        front.route(functions.http());
        edge.route(front, functions);
        site.upload(files, edge.distribution(), identity);
        List<IMetric> blocked = WebAcls.in(
                this,
                options,
                List.of(identity.customers().pool(), identity.staff().pool()));
        Triggers.in(this, resources, functions);
        List<SeatlineFunction> all = Constructs.all(this, SeatlineFunction.class);
        Snapshots.inTurn(functions.workers().outbox(), all);
        Alarm apiErrors = Alarms.in(this, stage, tables, front, functions);
        if (stage == DeploymentStage.PROD) {
            GradualReleases.in(
                    this,
                    stage,
                    all,
                    functions.workers().outbox(),
                    functions.http().all(),
                    apiErrors);
        }
        Notifications.in(this, options);
        Runbooks.link(this, stage);
        OperationsDashboard.in(this, options, front, functions, blocked);

        output(
                "ApiEndpoint",
                "Base URL of the HTTP API",
                options.domain().map(CustomDomain::url).orElse(front.endpoint()));
        output(
                "NotifyUrl",
                "Base URL of the IPN endpoint",
                functions.ipn().url().getUrl());
        signIn("", "customers", identity.customers());
        signIn("Staff", "staff", identity.staff());
        output(
                "CatalogDocuments",
                "Bucket of catalog documents",
                inputs.documents().getBucketName());
        output("SiteUrl", "Base URL of the site", edge.url());
        options.domain()
                .ifPresent(_ -> output(
                        "DistributionDomain",
                        "Target of the domain's DNS record",
                        edge.distribution().getDomainName()));
        options.wallet()
                .ifPresent(wallet ->
                        WalletLinks.in(this, stage, wallet, functions.http().ticket()));
        options.tracing().ifPresent(_ -> traceFunctions());
        nameResources();
        NagFindings.checkIfAsked(this);
    }

    private void traceFunctions() {
        for (IConstruct construct : getNode().findAll()) {
            if (construct instanceof SeatlineFunction function) {
                function.trace();
            }
        }
    }

    /**
     * Gives each resource a readable logical id: the path of its construct, without what CDK adds. Equal ids fail the
     * synthesis. A version keeps CDK's id, whose hash creates a new version for each change.
     *
     * <p>Overriding {@code allocateLogicalId} would be the CDK's way, but its thousands of nested callbacks overflow the
     * stack of the Java process.
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
                .replaceAll("^Custom::CDKBucketDeployment.*", "SiteUploadFunction")
                .replaceAll("[^A-Za-z0-9]", "");
    }

    private void signIn(String prefix, String who, SignIn users) {
        String pool = prefix.isEmpty() ? "User" : prefix;
        output(pool + "PoolId", "User pool of " + who, users.pool().getUserPoolId());
        output(
                pool + "PoolClientId",
                "User pool client of " + who,
                users.client().getUserPoolClientId());
        output(prefix + "SignInUrl", "Base URL of the pages where " + who + " sign in", users.url());
    }

    private void output(String id, String description, String value) {
        CfnOutput.Builder.create(this, id).description(description).value(value).build();
    }
}
