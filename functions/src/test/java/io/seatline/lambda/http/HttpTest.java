package io.seatline.lambda.http;

import static io.seatline.lambda.Deployment.call;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import io.seatline.domain.CustomerId;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HttpTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[support staff]  | support staff",
                "[support]        | support",
                "[x,support]      | x,support",
                "[x,support] y]   | x,support] y",
                "[[support] a]    | [support] a",
            })
    void groups_are_parsed_as_api_gateway_flattens_them(String claim, String groups) {
        APIGatewayV2HTTPEvent event = withClaims(Map.of("sub", "alice", "cognito:groups", claim));

        assertEquals(Set.of(groups.split(" ", -1)), Http.groups(event));
    }

    @Test
    void missing_claim_means_no_groups() {
        assertEquals(Set.of(), Http.groups(withClaims(Map.of("sub", "alice"))));
        assertEquals(Set.of(), Http.groups(withClaims(Map.of("sub", "alice", "cognito:groups", "[]"))));
    }

    @Test
    void claim_that_is_no_array_names_no_group() {
        assertEquals(Set.of(), Http.groups(withClaims(Map.of("sub", "alice", "cognito:groups", "support"))));
    }

    @Test
    void customer_is_the_subject_of_the_token() {
        assertEquals(new CustomerId("alice"), Http.customer(withClaims(Map.of("sub", "alice"))));
    }

    @Test
    void route_without_an_authorizer_is_a_fault() {
        APIGatewayV2HTTPEvent event = call("search-seats.json");

        assertThrows(IllegalStateException.class, () -> Http.customer(event));
        assertThrows(IllegalStateException.class, () -> Http.groups(event));
    }

    private static APIGatewayV2HTTPEvent withClaims(Map<String, String> claims) {
        APIGatewayV2HTTPEvent event = call("reserve.json");
        event.getRequestContext().getAuthorizer().getJwt().setClaims(claims);
        return event;
    }
}
