package io.seatline.infra.function;

import io.seatline.infra.deployment.DeploymentStage;
import io.seatline.infra.deployment.GoogleWallet;
import io.seatline.infra.deployment.NagFindings;
import io.seatline.infra.lambda.Permissions;
import io.seatline.infra.lambda.SeatlineFunction;
import software.amazon.awscdk.services.secretsmanager.Secret;
import software.constructs.Construct;

/** Lets the function Ticket sign links that add a ticket to Google Wallet. */
public final class WalletLinks {
    private WalletLinks() {}

    /** Adds the secret of the service account, which an operator sets. */
    public static void in(Construct scope, DeploymentStage stage, GoogleWallet wallet, SeatlineFunction ticket) {
        Secret account = Secret.Builder.create(scope, "WalletSecret")
                .secretName(stage.nameOf("google-wallet"))
                .description("The JSON key of Google Wallet's service account: set it")
                .removalPolicy(stage.removalPolicy())
                .build();
        NagFindings.accept(
                account,
                "AwsSolutions-SMG4",
                "Google issues it. An operator stores a changed key; functions reload it within five minutes.");
        ticket.setEnvironment("WALLET_ISSUER_ID", wallet.issuerId());
        ticket.setEnvironment("WALLET_SECRET_ID", account.getSecretArn());
        ticket.allow(Permissions.readSecret("WalletSecret", account));
    }
}
