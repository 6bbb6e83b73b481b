package io.seatline.local.deploy;

import java.util.Map;
import java.util.UUID;
import software.amazon.awssdk.services.cognitoidentityprovider.CognitoIdentityProviderClient;
import software.amazon.awssdk.services.cognitoidentityprovider.model.AuthFlowType;
import software.amazon.awssdk.services.cognitoidentityprovider.model.ChallengeNameType;
import software.amazon.awssdk.services.cognitoidentityprovider.model.MessageActionType;
import software.amazon.awssdk.services.cognitoidentityprovider.model.UsernameExistsException;

/** Signs customers and staff in at the deployed user pool, through the deployed client. */
final class CognitoTokens implements AutoCloseable {
    private final CognitoIdentityProviderClient cognito;
    private final String pool;
    private final String client;

    CognitoTokens(Endpoint endpoint, Stack stack) {
        cognito = endpoint.client(CognitoIdentityProviderClient.builder());
        pool = stack.output("UserPoolId");
        client = stack.output("UserPoolClientId");
    }

    /** An access token of somebody, who becomes a user of the pool. */
    String token(String name, String... groups) {
        String user = name + "@seatline.example";
        String password = UUID.randomUUID().toString();
        try {
            cognito.adminCreateUser(r -> r.userPoolId(pool).username(user).messageAction(MessageActionType.SUPPRESS));
        } catch (UsernameExistsException _) {
            // Somebody who was here before gets another password.
        }
        cognito.adminSetUserPassword(
                r -> r.userPoolId(pool).username(user).password(password).permanent(true));
        for (String group : groups) {
            cognito.adminAddUserToGroup(r -> r.userPoolId(pool).username(user).groupName(group));
        }
        Srp srp = new Srp(pool);
        var challenge = cognito.initiateAuth(r -> r.clientId(client)
                .authFlow(AuthFlowType.USER_SRP_AUTH)
                .authParameters(Map.of("USERNAME", user, "SRP_A", srp.publicKey())));
        return cognito.respondToAuthChallenge(r -> r.clientId(client)
                        .challengeName(ChallengeNameType.PASSWORD_VERIFIER)
                        .session(challenge.session())
                        .challengeResponses(srp.answer(challenge.challengeParameters(), password)))
                .authenticationResult()
                .accessToken();
    }

    @Override
    public void close() {
        cognito.close();
    }
}
