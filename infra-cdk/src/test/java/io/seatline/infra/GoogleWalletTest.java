package io.seatline.infra;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.JsonNode;
import io.seatline.infra.deployment.DeploymentOptions;
import io.seatline.infra.deployment.DeploymentStage;
import io.seatline.infra.lambda.FunctionsCode;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The option {@code walletIssuer}. */
@RequiresNode
class GoogleWalletTest {
    private static final String ISSUER = "3388000000022222222";

    @Test
    void only_the_function_ticket_reads_the_service_account_and_only_with_the_option() {
        assertFalse(Synthesis.dev().json().toString().contains("WALLET"));
        Synthesis synthesis = Synthesis.of(
                Synthesis.options(DeploymentStage.DEV, Map.of("walletIssuer", ISSUER)), FunctionsCode::placeholder);

        synthesis.functions().forEach((id, function) -> {
            JsonNode variables = function.at("/Environment/Variables");
            boolean ticket = id.equals("TicketFunction");
            assertEquals(
                    ticket ? ISSUER : "", variables.path("WALLET_ISSUER_ID").asText(), id);
            assertEquals(ticket, variables.has("WALLET_SECRET_ID"), id);
        });
        synthesis
                .properties("AWS::IAM::Role")
                .forEach((id, role) ->
                        assertEquals(id.equals("TicketRole"), role.toString().contains("WalletSecret"), id));
    }

    @Test
    void issuer_is_a_number() {
        assertEquals(Optional.empty(), DeploymentOptions.of(Map.of()).wallet());
        assertThrows(IllegalArgumentException.class, () -> DeploymentOptions.of(Map.of("walletIssuer", "seatline")));
    }
}
