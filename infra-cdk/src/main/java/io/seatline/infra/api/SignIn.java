package io.seatline.infra.api;

import io.seatline.infra.deployment.DeploymentStage;
import io.seatline.infra.deployment.MailSender;
import java.util.List;
import java.util.Optional;
import software.amazon.awscdk.Aws;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.cognito.AccountRecovery;
import software.amazon.awscdk.services.cognito.AutoVerifiedAttrs;
import software.amazon.awscdk.services.cognito.CognitoDomainOptions;
import software.amazon.awscdk.services.cognito.ManagedLoginVersion;
import software.amazon.awscdk.services.cognito.MfaSecondFactor;
import software.amazon.awscdk.services.cognito.OAuthFlows;
import software.amazon.awscdk.services.cognito.OAuthScope;
import software.amazon.awscdk.services.cognito.OAuthSettings;
import software.amazon.awscdk.services.cognito.PasswordPolicy;
import software.amazon.awscdk.services.cognito.SignInAliases;
import software.amazon.awscdk.services.cognito.UserPool;
import software.amazon.awscdk.services.cognito.UserPoolClient;
import software.amazon.awscdk.services.cognito.UserPoolDomain;
import software.amazon.awscdk.services.cognito.UserPoolEmail;
import software.amazon.awscdk.services.cognito.UserPoolSESOptions;
import software.constructs.Construct;

/**
 * A user pool with the client and the hosted pages through which its users sign in.
 *
 * @param client of a browser or an app: without a secret, which it could not keep
 * @param pages Cognito's pages and the endpoints {@code /oauth2/authorize} and {@code /oauth2/token}
 */
public record SignIn(UserPool pool, UserPoolClient client, UserPoolDomain pages) {
    /**
     * The scope that access tokens must have; ID tokens have none. Sign-in by Cognito's API, such as SRP, always gives
     * it; at the hosted pages, clients request it.
     */
    static final String ACCESS_SCOPE = "aws.cognito.signin.user.admin";

    /** The base URL of the pages, such as {@code https://seatline-dev-123456789012.auth.ap-southeast-1.amazoncognito.com}. */
    public String url() {
        return pages.baseUrl();
    }

    /** The base URL of a pool's pages before they are defined. */
    static String url(String name) {
        return "https://" + domain(name) + ".auth." + Aws.REGION + ".amazoncognito.com";
    }

    /** The pages' prefix, unique in the Region because it contains the account. */
    private static String domain(String name) {
        return name + "-" + Aws.ACCOUNT_ID;
    }

    /** Starts a pool whose users sign in with an email address and a password of at least twelve characters. */
    static UserPool.Builder pool(
            Construct scope, String id, DeploymentStage stage, String name, Optional<MailSender> mail) {
        UserPool.Builder users = UserPool.Builder.create(scope, id)
                .userPoolName(stage.nameOf(name))
                .signInAliases(SignInAliases.builder().email(true).build())
                // Ann@example.com and ann@example.com are one user. An existing pool cannot be changed.
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
                .mfaSecondFactor(MfaSecondFactor.builder().otp(true).sms(false).build())
                .deletionProtection(stage.keepsData())
                .removalPolicy(stage.removalPolicy());
        mail.map(SignIn::throughSes).ifPresent(users::email);
        return users;
    }

    /**
     * Starts a client that gets tokens by authorization code. Cognito checks PKCE if the client sends a challenge, as
     * Seatline's do, and cannot demand it.
     */
    static UserPoolClient.Builder client(Construct scope, String id, UserPool pool, BrowserReturn back) {
        return UserPoolClient.Builder.create(scope, id)
                .userPool(pool)
                .generateSecret(false)
                .oAuth(OAuthSettings.builder()
                        .flows(OAuthFlows.builder().authorizationCodeGrant(true).build())
                        .scopes(List.of(OAuthScope.OPENID, OAuthScope.EMAIL, OAuthScope.COGNITO_ADMIN))
                        .callbackUrls(back.signedIn())
                        .logoutUrls(back.signedOut())
                        .build())
                .preventUserExistenceErrors(true)
                .enableTokenRevocation(true)
                .accessTokenValidity(Duration.hours(1))
                .idTokenValidity(Duration.hours(1));
    }

    /** Adds the hosted pages. */
    static UserPoolDomain pages(Construct scope, String id, UserPool pool, String name, ManagedLoginVersion version) {
        return UserPoolDomain.Builder.create(scope, id)
                .userPool(pool)
                .cognitoDomain(CognitoDomainOptions.builder()
                        .domainPrefix(domain(name))
                        .build())
                .managedLoginVersion(version)
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
