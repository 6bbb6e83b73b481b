package io.seatline.local.deploy;

import java.util.Map;
import java.util.UUID;
import software.amazon.awssdk.services.cognitoidentityprovider.CognitoIdentityProviderClient;
import software.amazon.awssdk.services.cognitoidentityprovider.model.AuthFlowType;
import software.amazon.awssdk.services.cognitoidentityprovider.model.ExplicitAuthFlowsType;
import software.amazon.awssdk.services.cognitoidentityprovider.model.MessageActionType;
import software.amazon.awssdk.services.cognitoidentityprovider.model.UsernameExistsException;

/** Signs customers and staff in at the deployed user pool, as an administrator of the emulator. */
final class CognitoTokens implements AutoCloseable {
    private final CognitoIdentityProviderClient cognito;
    private final String pool;
    private final String client;

    /** Lets the deployed client take passwords from an administrator, next to the sign-in that the template allows. */
    CognitoTokens(Endpoint endpoint, Stack stack) {
        cognito = endpoint.client(CognitoIdentityProviderClient.builder());
        pool = stack.output("UserPoolId");
        client = stack.output("UserPoolClientId");
        cognito.updateUserPoolClient(r -> r.userPoolId(pool)
                .clientId(client)
                .explicitAuthFlows(
                        ExplicitAuthFlowsType.ALLOW_USER_SRP_AUTH,
                        ExplicitAuthFlowsType.ALLOW_REFRESH_TOKEN_AUTH,
                        ExplicitAuthFlowsType.ALLOW_ADMIN_USER_PASSWORD_AUTH));
    }

    /** Returns an access token of a user, who is created if the pool has no such user. */
    String token(String name, String... groups) {
        String user = name + "@seatline.example";
        String password = UUID.randomUUID().toString();
        try {
            cognito.adminCreateUser(r -> r.userPoolId(pool).username(user).messageAction(MessageActionType.SUPPRESS));
        } catch (UsernameExistsException _) {
            // An existing user gets another password.
        }
        cognito.adminSetUserPassword(
                r -> r.userPoolId(pool).username(user).password(password).permanent(true));
        for (String group : groups) {
            cognito.adminAddUserToGroup(r -> r.userPoolId(pool).username(user).groupName(group));
        }
        return cognito.adminInitiateAuth(r -> r.userPoolId(pool)
                        .clientId(client)
                        .authFlow(AuthFlowType.ADMIN_USER_PASSWORD_AUTH)
                        .authParameters(Map.of("USERNAME", user, "PASSWORD", password)))
                .authenticationResult()
                .accessToken();
    }

    @Override
    public void close() {
        cognito.close();
    }
}
