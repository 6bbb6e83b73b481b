package io.seatline.infra;

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
 * Who may call what is not public.
 *
 * @param pool customers and support staff, by e-mail address
 * @param client what the web and mobile clients sign in with; it has no secret, for they could not keep one
 */
record Identity(UserPool pool, UserPoolClient client) {
    /**
     * Adds them.
     *
     * @param mail whom codes come from; without one Cognito sends them itself, some fifty a day
     */
    static Identity in(Construct scope, DeploymentStage stage, Optional<MailSender> mail) {
        UserPool.Builder users = UserPool.Builder.create(scope, "UserPool")
                .userPoolName(stage.nameOf("users"))
                // Signing in is all that is asked of it; the default plan costs almost three times as much a user.
                .featurePlan(FeaturePlan.LITE)
                .selfSignUpEnabled(true)
                .signInAliases(SignInAliases.builder().email(true).build())
                // Ann@example.com and ann@example.com are one customer. It cannot be changed once the pool is there.
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
                // By an authenticator app: support staff can give money back, and should turn it on.
                .mfa(Mfa.OPTIONAL)
                .mfaSecondFactor(MfaSecondFactor.builder().otp(true).sms(false).build())
                .deletionProtection(stage.keepsData())
                .removalPolicy(stage.removalPolicy());
        mail.map(Identity::throughSes).ifPresent(users::email);
        UserPool pool = users.build();
        Accepted.finding(
                pool,
                "AwsSolutions-COG1",
                "Length protects a password, and 12 characters are asked for; rules of composition make worse ones.");
        Accepted.finding(
                pool,
                "AwsSolutions-COG2",
                "A customer's account holds seats and no means of payment: a second factor is offered, not imposed.");
        Accepted.finding(
                pool,
                "AwsSolutions-COG3",
                "Threat protection is a plan paid by the user; sign-in is throttled by Cognito without it.");
        UserPoolClient client = UserPoolClient.Builder.create(scope, "UserPoolClient")
                .userPool(pool)
                .userPoolClientName(stage.nameOf("web"))
                .generateSecret(false)
                .authFlows(AuthFlow.builder().userSrp(true).build())
                .disableOAuth(true)
                .preventUserExistenceErrors(true)
                .accessTokenValidity(Duration.hours(1))
                .build();
        UserPoolGroup.Builder.create(scope, "SupportGroup")
                .userPool(pool)
                .groupName("support")
                .description("May list, retry and close support cases")
                .build();
        return new Identity(pool, client);
    }

    private static UserPoolEmail throughSes(MailSender mail) {
        return UserPoolEmail.withSES(UserPoolSESOptions.builder()
                .fromEmail(mail.address())
                .sesVerifiedDomain(mail.domain())
                .sesRegion(Aws.REGION)
                .build());
    }
}
