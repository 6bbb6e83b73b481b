package io.seatline.adapter.momo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MomoCredentialsTest {
    @Test
    void reads_credentials_from_a_secret() {
        assertEquals(
                new MomoCredentials("P", "A", "S"),
                MomoCredentials.fromSecret("{\"partnerCode\":\"P\",\"accessKey\":\"A\",\"secretKey\":\"S\"}"));
    }

    @Test
    void to_string_hides_the_keys() {
        String text = MomoFixture.SANDBOX.toString();
        assertEquals("MomoCredentials[MOMO]", text);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "hushhush|MoMo's secret is not JSON",
                "[\"hushhush\"]|MoMo's secret is not a JSON object",
                "{\"partnerCode\":\"P\",\"secretKey\":\"hushhush\"}|MoMo's secret has no text \"accessKey\"",
                "{\"partnerCode\":\"P\",\"accessKey\":\"hushhush\",\"secretKey\":1}"
                        + "|MoMo's secret has no text \"secretKey\"",
                "{\"partnerCode\":\"\",\"accessKey\":\"hushhush\",\"secretKey\":\"S\"}|MoMo's partnerCode is empty"
            })
    void invalid_secret_is_explained_without_its_content(String secret, String why) {
        var refusal = assertThrows(IllegalArgumentException.class, () -> MomoCredentials.fromSecret(secret));
        assertEquals(why, refusal.getMessage());
        assertNull(refusal.getCause());
    }

    @Test
    void ipn_address_with_a_query_string_is_rejected() {
        URI web = URI.create("https://a.example/");
        var refusal = assertThrows(
                IllegalArgumentException.class,
                () -> new MomoSettings(web, URI.create("https://a.example/notify?x=1"), web));
        assertTrue(refusal.getMessage().contains("ipnUrl"));
    }

    @Test
    void endpoint_keeps_its_path() {
        URI web = URI.create("http://localhost:8080/local/momo/");
        URI call = new MomoSettings(web, web, web).call("create");
        assertEquals("http://localhost:8080/local/momo/v2/gateway/api/create", call.toString());
        assertFalse(call.toString().contains("momo//"));
    }
}
