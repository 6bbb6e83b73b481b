package io.seatline.infra;

import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.cognito.AccountRecovery;
import software.amazon.awscdk.services.cognito.AuthFlow;
import software.amazon.awscdk.services.cognito.AutoVerifiedAttrs;
import software.amazon.awscdk.services.cognito.PasswordPolicy;
import software.amazon.awscdk.services.cognito.SignInAliases;
import software.amazon.awscdk.services.cognito.UserPool;
import software.amazon.awscdk.services.cognito.UserPoolClient;
import software.amazon.awscdk.services.cognito.UserPoolGroup;
import software.constructs.Construct;

/**
 * Who may call what is not public.
 *
 * @param pool customers and support staff, by e-mail address
 * @param client what the web and mobile clients sign in with; it has no secret, for they could not keep one
 */
record Identity(UserPool pool, UserPoolClient client) {
    static Identity in(Construct scope, DeploymentStage stage) {
        UserPool pool = UserPool.Builder.create(scope, "UserPool")
                .userPoolName(stage.nameOf("users"))
                .selfSignUpEnabled(true)
                .signInAliases(SignInAliases.builder().email(true).build())
                .autoVerify(AutoVerifiedAttrs.builder().email(true).build())
                .accountRecovery(AccountRecovery.EMAIL_ONLY)
                .passwordPolicy(PasswordPolicy.builder()
                        .minLength(12)
                        .requireLowercase(false)
                        .requireUppercase(false)
                        .requireDigits(false)
                        .requireSymbols(false)
                        .build())
                .deletionProtection(stage.keepsData())
                .removalPolicy(stage.removalPolicy())
                .build();
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
}
