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
    /**
     * Adds the pools, their clients and the groups of staff.
     *
     * @param siteUrl where users open the site, without a trailing slash
     */
    public static Identity in(Construct scope, DeploymentOptions options, String siteUrl) {
        DeploymentStage stage = options.stage();
        return new Identity(
                customers(scope, options, BrowserReturn.to(siteUrl, stage, List.of("/"))),
                staff(scope, options, BrowserReturn.to(siteUrl, stage, List.of("/door/", "/desk/"))));
    }

    /** The base URLs of the pages where customers and staff sign in, for what is defined before them. */
    public static List<String> signInUrls(DeploymentStage stage) {
        return List.of(SignIn.url(customersPages(stage)), SignIn.url(staffPages(stage)));
    }

    private static String customersPages(DeploymentStage stage) {
        return stage.stack();
    }

    private static String staffPages(DeploymentStage stage) {
        return stage.nameOf("staff");
    }

    /**
     * Adds the customers' pool. Its plan, Lite, costs 0.0055 dollars for each user of a month and has the classic hosted
     * pages only; managed login and refresh token rotation need Essentials, at 0.015 dollars (AWS: "User pool feature
     * plans", "Amazon Cognito pricing"). Both do authorization code with PKCE.
     */
    private static SignIn customers(Construct scope, DeploymentOptions options, BrowserReturn back) {
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
        UserPoolClient client = SignIn.client(scope, "UserPoolClient", pool, back)
                .userPoolClientName(stage.nameOf("web"))
                // For apps with their own sign-in form.
                .authFlows(AuthFlow.builder().userSrp(true).build())
                .refreshTokenValidity(Duration.days(30))
                .build();
        return new SignIn(
                pool,
                client,
                SignIn.pages(scope, "SignInPages", pool, customersPages(stage), ManagedLoginVersion.CLASSIC_HOSTED_UI));
    }

    /**
     * Adds the pool of staff, who refund money. It is small enough for Essentials, whose managed login leads a new member
     * through the enrolment of an authenticator app, and which replaces a refresh token each time it is used.
     */
    private static SignIn staff(Construct scope, DeploymentOptions options, BrowserReturn back) {
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
        UserPoolClient client = SignIn.client(scope, "StaffPoolClient", pool, back)
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
                        scope, "StaffSignInPages", pool, staffPages(stage), ManagedLoginVersion.NEWER_MANAGED_LOGIN));
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
