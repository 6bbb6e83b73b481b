package io.seatline.adapter.mail;

import io.seatline.domain.CustomerId;
import io.seatline.usecase.mail.CustomerAddresses;
import io.seatline.usecase.mail.Language;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.cognitoidentityprovider.CognitoIdentityProviderClient;
import software.amazon.awssdk.services.cognitoidentityprovider.model.AttributeType;
import software.amazon.awssdk.services.cognitoidentityprovider.model.UserNotFoundException;

/** Looks customers up in Cognito by their {@code sub}, which Cognito takes for the name of a user of its own. */
public final class CognitoAddresses implements CustomerAddresses {
    private final CognitoIdentityProviderClient client;
    private final String userPool;

    /** Creates a look-up in the customers' user pool. */
    public CognitoAddresses(CognitoIdentityProviderClient client, String userPool) {
        this.client = client;
        this.userPool = userPool;
    }

    @Override
    public Optional<Recipient> verified(CustomerId customer) {
        Map<String, String> attributes;
        try {
            attributes =
                    client
                            .adminGetUser(r -> r.userPoolId(userPool).username(customer.value()))
                            .userAttributes()
                            .stream()
                            .collect(Collectors.toMap(AttributeType::name, AttributeType::value));
        } catch (UserNotFoundException e) {
            return Optional.empty();
        }
        return Optional.ofNullable(attributes.get("email"))
                .filter(_ -> "true".equals(attributes.get("email_verified")))
                .map(address -> new Recipient(address, Language.ofLocale(attributes.getOrDefault("locale", ""))));
    }
}
