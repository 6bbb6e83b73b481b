package io.seatline.infra.edge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.fasterxml.jackson.databind.JsonNode;
import io.seatline.infra.RequiresNode;
import io.seatline.infra.Synthesis;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The distribution of a stage that has no domain. */
@RequiresNode
class EdgeWithoutDomainTest {
    @Test
    void it_has_no_firewall_and_functions_demand_no_key() {
        for (Synthesis without : Set.of(Synthesis.dev(), Synthesis.prod())) {
            String template = without.json().toString();
            for (String part : Set.of("AWS::WAFv2", "ORIGIN_KEY", "origin-key", "AWS/WAFV2", "Aliases")) {
                assertFalse(template.contains(part), part);
            }
        }
    }

    @Test
    void customers_call_its_own_name_and_momo_the_function() {
        Synthesis dev = Synthesis.dev();
        JsonNode variables = dev.resource("ReserveFunction").at("/Properties/Environment/Variables");

        assertEquals(
                "[\"https://\",{\"Fn::GetAtt\":[\"Distribution\",\"DomainName\"]},\"/api/v1/payment/success\"]",
                variables.at("/MOMO_REDIRECT_URL/Fn::Join/1").toString());
        assertFalse(dev.resource("Distribution").toString().contains("/payment/notify"));
        assertEquals(
                "[\"https://\",{\"Fn::GetAtt\":[\"Distribution\",\"DomainName\"]}]",
                dev.json().at("/Outputs/SiteUrl/Value/Fn::Join/1").toString());
    }
}
