package io.seatline.infra.api;

import io.seatline.infra.deployment.DeploymentOptions;
import io.seatline.infra.deployment.DeploymentStage;
import io.seatline.infra.deployment.NagFindings;
import java.util.List;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.cognito.AuthFlow;
import software.amazon.awscdk.services.cognito.CfnManagedLoginBranding;
import software.amazon.awscdk.services.cognito.FeaturePlan;
import software.amazon.awscdk.services.cognito.ManagedLoginVersion;
import software.amazon.awscdk.services.cognito.Mfa;
import software.amazon.awscdk.services.cognito.UserPool;
import software.amazon.awscdk.services.cognito.UserPoolClient;
import software.amazon.awscdk.services.cognito.UserPoolGroup;
import software.constructs.Construct;

/**
 * The two user pools that authorize calls of the HTTP API.
 *
 * @param customers sign themselves up
 * @param staff are created by an administrator and sign in with a second factor
 */
public record Identity(SignIn customers, SignIn staff) {
    /** Where scripts on an operator's machine let the browser return; {@code infra-cdk/token} names it. */
    static final String SCRIPT_CALLBACK = "http://localhost:8976/";

    /** The embedded cloud's address, for a client that is developed against AWS. Cognito allows HTTP for localhost only. */
    static final String DEVELOPMENT_CALLBACK = "http://localhost:8080/";

    /** Adds the pools, their clients and the groups of staff. */
    public static Identity in(Construct scope, DeploymentOptions options) {
        return new Identity(customers(scope, options), staff(scope, options));
    }

    /** The addresses to which the hosted pages may send the browser back. */
    private static List<String> callbackUrls(DeploymentOptions options) {
        return options.stage() == DeploymentStage.DEV
                ? List.of(SCRIPT_CALLBACK, DEVELOPMENT_CALLBACK)
                : List.of(SCRIPT_CALLBACK);
    }

    /**
     * Adds the customers' pool. Its plan, Lite, costs 0.0055 dollars for each user of a month and has the classic hosted
     * pages only; managed login and refresh token rotation need Essentials, at 0.015 dollars (AWS: "User pool feature
     * plans", "Amazon Cognito pricing"). Both do authorization code with PKCE.
     */
    private static SignIn customers(Construct scope, DeploymentOptions options) {
        DeploymentStage stage = options.stage();
        UserPool pool = SignIn.pool(scope, "UserPool", stage, "users", options.mail())
                .featurePlan(FeaturePlan.LITE)
                .selfSignUpEnabled(true)
                .mfa(Mfa.OPTIONAL)
                .build();
        acceptPasswordRules(pool);
        NagFindings.accept(
                pool,
                "AwsSolutions-COG2",
                "A customer's account has no means of payment, so a second factor is optional.");
        NagFindings.accept(
                pool,
                "AwsSolutions-COG3",
                "Threat protection needs a plan that is paid per user; Cognito throttles sign-in without it.");
        UserPoolClient client = SignIn.client(scope, "UserPoolClient", pool, callbackUrls(options))
                .userPoolClientName(stage.nameOf("web"))
                // For apps with their own sign-in form.
                .authFlows(AuthFlow.builder().userSrp(true).build())
                .refreshTokenValidity(Duration.days(30))
                .build();
        return new SignIn(
                pool,
                client,
                SignIn.pages(scope, "SignInPages", pool, stage.stack(), ManagedLoginVersion.CLASSIC_HOSTED_UI));
    }

    /**
     * Adds the pool of staff, who refund money. It is small enough for Essentials, whose managed login leads a new member
     * through the enrolment of an authenticator app, and which replaces a refresh token each time it is used.
     */
    private static SignIn staff(Construct scope, DeploymentOptions options) {
        DeploymentStage stage = options.stage();
        UserPool pool = SignIn.pool(scope, "StaffPool", stage, "staff", options.mail())
                .featurePlan(FeaturePlan.ESSENTIALS)
                .selfSignUpEnabled(false)
                .mfa(Mfa.REQUIRED)
                .build();
        acceptPasswordRules(pool);
        NagFindings.accept(
                pool,
                "AwsSolutions-COG3",
                "Every member is created by an administrator and signs in with a second factor.");
        UserPoolClient client = SignIn.client(scope, "StaffPoolClient", pool, callbackUrls(options))
                .userPoolClientName(stage.nameOf("staff"))
                // Rotation excludes refreshing by Cognito's API, which a client without a list of flows would allow.
                .authFlows(AuthFlow.builder().userSrp(true).build())
                // A shift; then the second factor is asked for again.
                .refreshTokenValidity(Duration.hours(12))
                .refreshTokenRotationGracePeriod(Duration.seconds(10))
                .build();
        // Managed login shows no pages to a client without a style.
        CfnManagedLoginBranding.Builder.create(scope, "StaffSignInStyle")
                .userPoolId(pool.getUserPoolId())
                .clientId(client.getUserPoolClientId())
                .useCognitoProvidedValues(true)
                .build();
        group(scope, pool, "support", "May look up bookings, refund them, and close support cases");
        group(scope, pool, "manager", "May load the catalog, run shows and see their numbers");
        group(scope, pool, "door", "May admit customers to shows");
        return new SignIn(
                pool,
                client,
                SignIn.pages(
                        scope,
                        "StaffSignInPages",
                        pool,
                        stage.nameOf("staff"),
                        ManagedLoginVersion.NEWER_MANAGED_LOGIN));
    }

    /** Adds a group of staff, such as {@code SupportGroup}; the functions know groups by their names. */
    private static void group(Construct scope, UserPool pool, String name, String description) {
        UserPoolGroup.Builder.create(scope, Character.toUpperCase(name.charAt(0)) + name.substring(1) + "Group")
                .userPool(pool)
                .groupName(name)
                .description(description)
                .build();
    }

    private static void acceptPasswordRules(UserPool pool) {
        NagFindings.accept(
                pool,
                "AwsSolutions-COG1",
                "Passwords have at least 12 characters; composition rules lead to worse passwords.");
    }
}
