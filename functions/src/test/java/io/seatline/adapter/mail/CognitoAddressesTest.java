package io.seatline.adapter.mail;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.seatline.domain.CustomerId;
import io.seatline.usecase.mail.CustomerAddresses.Recipient;
import io.seatline.usecase.mail.Language;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.cognitoidentityprovider.CognitoIdentityProviderClient;
import software.amazon.awssdk.services.cognitoidentityprovider.model.AdminGetUserRequest;
import software.amazon.awssdk.services.cognitoidentityprovider.model.AdminGetUserResponse;
import software.amazon.awssdk.services.cognitoidentityprovider.model.AttributeType;
import software.amazon.awssdk.services.cognitoidentityprovider.model.TooManyRequestsException;
import software.amazon.awssdk.services.cognitoidentityprovider.model.UserNotFoundException;

class CognitoAddressesTest {
    private static final String ADDRESS = "alice@example.com";

    @Test
    void verified_address_is_found_with_its_language() {
        assertEquals(
                Optional.of(new Recipient(ADDRESS, Language.ENGLISH)),
                find(Map.of("email", ADDRESS, "email_verified", "true", "locale", "en-GB")));
        assertEquals(
                Optional.of(new Recipient(ADDRESS, Language.VIETNAMESE)),
                find(Map.of("email", ADDRESS, "email_verified", "true")));
    }

    @Test
    void unverified_or_missing_address_is_none() {
        assertEquals(Optional.empty(), find(Map.of("email", ADDRESS, "email_verified", "false")));
        assertEquals(Optional.empty(), find(Map.of("email", ADDRESS)));
        assertEquals(Optional.empty(), find(Map.of("email_verified", "true")));
    }

    @Test
    void deleted_user_has_no_address() {
        assertEquals(Optional.empty(), find(UserNotFoundException.builder().build(), Map.of()));
    }

    @Test
    void throttled_look_up_is_a_fault() {
        assertThrows(
                TooManyRequestsException.class,
                () -> find(TooManyRequestsException.builder().build(), Map.of()));
    }

    private static Optional<Recipient> find(Map<String, String> attributes) {
        return find(null, attributes);
    }

    private static Optional<Recipient> find(RuntimeException fault, Map<String, String> attributes) {
        CognitoIdentityProviderClient client = new CognitoIdentityProviderClient() {
            @Override
            public AdminGetUserResponse adminGetUser(AdminGetUserRequest request) {
                assertEquals("pool", request.userPoolId());
                assertEquals("alice", request.username());
                if (fault != null) {
                    throw fault;
                }
                return AdminGetUserResponse.builder()
                        .userAttributes(attributes.entrySet().stream()
                                .map(attribute -> AttributeType.builder()
                                        .name(attribute.getKey())
                                        .value(attribute.getValue())
                                        .build())
                                .toList())
                        .build();
            }

            @Override
            public String serviceName() {
                return SERVICE_NAME;
            }

            @Override
            public void close() {}
        };
        return new CognitoAddresses(client, "pool").verified(new CustomerId("alice"));
    }
}
