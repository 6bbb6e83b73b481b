package io.seatline.local.deploy;

import io.seatline.local.deploy.stack.Endpoint;
import io.seatline.local.deploy.stack.Stack;
import java.util.Map;
import java.util.UUID;
import software.amazon.awssdk.services.cognitoidentityprovider.CognitoIdentityProviderClient;
import software.amazon.awssdk.services.cognitoidentityprovider.model.AuthFlowType;
import software.amazon.awssdk.services.cognitoidentityprovider.model.ExplicitAuthFlowsType;
import software.amazon.awssdk.services.cognitoidentityprovider.model.MessageActionType;
import software.amazon.awssdk.services.cognitoidentityprovider.model.UsernameExistsException;

/** Signs customers and staff in at the deployed user pools, as an administrator of the emulator. */
final class CognitoTokens implements AutoCloseable {
    private final CognitoIdentityProviderClient cognito;
    private final Users customers;
    private final Users staff;

    /** A pool and its client. */
    private record Users(String pool, String client) {}

    /** Lets the deployed clients take passwords from an administrator, which the template does not allow. */
    CognitoTokens(Endpoint endpoint, Stack stack) {
        cognito = endpoint.client(CognitoIdentityProviderClient.builder());
        customers = opened(new Users(stack.output("UserPoolId"), stack.output("UserPoolClientId")));
        staff = opened(new Users(stack.output("StaffPoolId"), stack.output("StaffPoolClientId")));
    }

    private Users opened(Users users) {
        cognito.updateUserPoolClient(r -> r.userPoolId(users.pool())
                .clientId(users.client())
                .explicitAuthFlows(
                        ExplicitAuthFlowsType.ALLOW_USER_SRP_AUTH,
                        ExplicitAuthFlowsType.ALLOW_REFRESH_TOKEN_AUTH,
                        ExplicitAuthFlowsType.ALLOW_ADMIN_USER_PASSWORD_AUTH));
        return users;
    }

    /**
     * Returns an access token of a user, who is created if the pool has no such user. Who is in groups is staff. The
     * emulator asks nobody for a second factor who has not enrolled one.
     */
    String token(String name, String... groups) {
        Users users = groups.length == 0 ? customers : staff;
        String user = name + "@seatline.example";
        String password = UUID.randomUUID().toString();
        try {
            cognito.adminCreateUser(
                    r -> r.userPoolId(users.pool()).username(user).messageAction(MessageActionType.SUPPRESS));
        } catch (UsernameExistsException _) {
            // An existing user gets another password.
        }
        cognito.adminSetUserPassword(r ->
                r.userPoolId(users.pool()).username(user).password(password).permanent(true));
        for (String group : groups) {
            cognito.adminAddUserToGroup(
                    r -> r.userPoolId(users.pool()).username(user).groupName(group));
        }
        return cognito.adminInitiateAuth(r -> r.userPoolId(users.pool())
                        .clientId(users.client())
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
