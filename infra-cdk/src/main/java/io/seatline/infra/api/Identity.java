package io.seatline.infra.api;

import io.seatline.infra.deployment.DeploymentStage;
import io.seatline.infra.deployment.MailSender;
import io.seatline.infra.deployment.NagFindings;
import java.util.Optional;
import software.amazon.awscdk.Aws;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.cognito.AccountRecovery;
import software.amazon.awscdk.services.cognito.AuthFlow;
import software.amazon.awscdk.services.cognito.AutoVerifiedAttrs;
import software.amazon.awscdk.services.cognito.FeaturePlan;
import software.amazon.awscdk.services.cognito.Mfa;
import software.amazon.awscdk.services.cognito.MfaSecondFactor;
import software.amazon.awscdk.services.cognito.PasswordPolicy;
import software.amazon.awscdk.services.cognito.SignInAliases;
import software.amazon.awscdk.services.cognito.UserPool;
import software.amazon.awscdk.services.cognito.UserPoolClient;
import software.amazon.awscdk.services.cognito.UserPoolEmail;
import software.amazon.awscdk.services.cognito.UserPoolGroup;
import software.amazon.awscdk.services.cognito.UserPoolSESOptions;
import software.constructs.Construct;

/**
 * The user pool that authorizes calls of the HTTP API.
 *
 * @param pool customers and staff, by e-mail address
 * @param client the web and mobile clients; without a secret, which they could not keep
 */
public record Identity(UserPool pool, UserPoolClient client) {
    /**
     * The scope of every access token from a sign-in by Cognito's API, such as SRP. ID tokens have no scope. An OAuth
     * client would have to request it.
     */
    static final String ACCESS_SCOPE = "aws.cognito.signin.user.admin";

    /**
     * Adds the user pool, its client and the groups of staff.
     *
     * @param mail the sender of codes; without one Cognito sends them itself, some fifty a day
     */
    public static Identity in(Construct scope, DeploymentStage stage, Optional<MailSender> mail) {
        UserPool.Builder users = UserPool.Builder.create(scope, "UserPool")
                .userPoolName(stage.nameOf("users"))
                // Sign-in needs no more; the default plan costs almost three times as much per user.
                .featurePlan(FeaturePlan.LITE)
                .selfSignUpEnabled(true)
                .signInAliases(SignInAliases.builder().email(true).build())
                // Ann@example.com and ann@example.com are one customer. An existing pool cannot be changed.
                .signInCaseSensitive(false)
                .autoVerify(AutoVerifiedAttrs.builder().email(true).build())
                .accountRecovery(AccountRecovery.EMAIL_ONLY)
                .passwordPolicy(PasswordPolicy.builder()
                        .minLength(12)
                        .requireLowercase(false)
                        .requireUppercase(false)
                        .requireDigits(false)
                        .requireSymbols(false)
                        .build())
                // By an authenticator app. Support staff, who can refund payments, should enable it.
                .mfa(Mfa.OPTIONAL)
                .mfaSecondFactor(MfaSecondFactor.builder().otp(true).sms(false).build())
                .deletionProtection(stage.keepsData())
                .removalPolicy(stage.removalPolicy());
        mail.map(Identity::throughSes).ifPresent(users::email);
        UserPool pool = users.build();
        NagFindings.accept(
                pool,
                "AwsSolutions-COG1",
                "Passwords have at least 12 characters; composition rules lead to worse passwords.");
        NagFindings.accept(
                pool,
                "AwsSolutions-COG2",
                "A customer's account has no means of payment, so a second factor is optional.");
        NagFindings.accept(
                pool,
                "AwsSolutions-COG3",
                "Threat protection needs a plan that is paid per user; Cognito throttles sign-in without it.");
        UserPoolClient client = UserPoolClient.Builder.create(scope, "UserPoolClient")
                .userPool(pool)
                .userPoolClientName(stage.nameOf("web"))
                .generateSecret(false)
                .authFlows(AuthFlow.builder().userSrp(true).build())
                .disableOAuth(true)
                .preventUserExistenceErrors(true)
                .accessTokenValidity(Duration.hours(1))
                .build();
        group(scope, pool, "support", "May look up bookings, refund them, and close support cases");
        group(scope, pool, "manager", "May load the catalog, run shows and see their numbers");
        group(scope, pool, "door", "May admit customers to shows");
        return new Identity(pool, client);
    }

    /** Adds a group of staff, such as {@code SupportGroup}; the functions know groups by their names. */
    private static void group(Construct scope, UserPool pool, String name, String description) {
        UserPoolGroup.Builder.create(scope, Character.toUpperCase(name.charAt(0)) + name.substring(1) + "Group")
                .userPool(pool)
                .groupName(name)
                .description(description)
                .build();
    }

    private static UserPoolEmail throughSes(MailSender mail) {
        return UserPoolEmail.withSES(UserPoolSESOptions.builder()
                .fromEmail(mail.address())
                .sesVerifiedDomain(mail.domain())
                .sesRegion(Aws.REGION)
                .build());
    }
}
