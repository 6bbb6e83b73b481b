package io.seatline.adapter.momo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.seatline.adapter.momo.MomoSignature.Message;
import io.seatline.domain.Vnd;
import io.seatline.usecase.port.IpnReader.Reading;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MomoIpnReaderTest {
    private static final String ORDER = MomoFixture.PAID.get("orderId");
    private static final List<String> NUMBERS = List.of("amount", "transId", "resultCode", "responseTime");

    private final ObjectMapper json = new ObjectMapper();
    private final MomoIpnReader ipnReader = new MomoIpnReader(MomoKeys.fixed(MomoFixture.SANDBOX));

    @Test
    void ipn_signed_with_a_new_key_is_accepted_as_soon_as_the_secret_is_stored() {
        var old = new MomoCredentials("MOMO", "F8BBA842ECF85", "the old key");
        var rotating = new MomoIpnReader(new MomoKeys(() -> old, () -> MomoFixture.SANDBOX));
        String ipn = body(MomoFixture.PAID, MomoFixture.PAID_SIGNATURE).toString();

        assertEquals(new Reading.Captured(ORDER, "4088878653", new Vnd(180_000)), rotating.read(ipn));
        assertEquals(
                new Reading.Forged("the signature is not valid"), new MomoIpnReader(MomoKeys.fixed(old)).read(ipn));
    }

    @Test
    void reads_a_captured_payment() {
        assertEquals(
                new Reading.Captured(ORDER, "4088878653", new Vnd(180_000)),
                ipnReader.read(
                        body(MomoFixture.PAID, MomoFixture.PAID_SIGNATURE).toString()));
    }

    @Test
    void return_is_signed_as_an_ipn_is() {
        Map<String, String> signed = new HashMap<>(MomoFixture.PAID);
        signed.put("signature", MomoFixture.PAID_SIGNATURE);
        assertTrue(ipnReader.isSignedReturn(signed));

        for (String field : signed.keySet()) {
            Map<String, String> altered = new HashMap<>(signed);
            altered.put(field, "x");
            assertFalse(ipnReader.isSignedReturn(altered), field);
            altered.remove(field);
            assertFalse(ipnReader.isSignedReturn(altered), field);
        }
        var others = new MomoCredentials("OTHER", "F8BBA842ECF85", "K951B6PE1waDMi640xX08PD3vg6EkVlz");
        assertFalse(new MomoIpnReader(MomoKeys.fixed(others)).isSignedReturn(signed));
    }

    @Test
    void authorized_counts_as_captured() {
        assertEquals(new Reading.Captured(ORDER, "4088878653", new Vnd(180_000)), readSigned("resultCode", "9000"));
    }

    @Test
    void reads_a_final_failure() {
        assertEquals(new Reading.Failed(ORDER, 1006), readSigned("resultCode", "1006"));
    }

    @ParameterizedTest
    @ValueSource(ints = {7000, 7002, 1000, 10, 40, 42, 1080, 1081, 1088, 123456})
    void no_other_result_code_is_final(int code) {
        assertEquals(new Reading.NotFinal(ORDER, code), readSigned("resultCode", Integer.toString(code)));
    }

    @Test
    void result_code_beyond_int_is_not_final() {
        assertEquals(new Reading.NotFinal(ORDER, Integer.MAX_VALUE), readSigned("resultCode", "4294967296"));
    }

    @Test
    void order_id_of_any_text_is_accepted() {
        assertEquals(
                new Reading.Captured("what & ever=", "4088878653", new Vnd(180_000)),
                readSigned("orderId", "what & ever="));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "partnerCode",
                "orderId",
                "requestId",
                "orderInfo",
                "orderType",
                "message",
                "payType",
                "extraData",
                "signature",
                "amount",
                "transId",
                "resultCode",
                "responseTime"
            })
    void missing_or_mistyped_field_is_named(String field) {
        ObjectNode missing = body(MomoFixture.PAID, MomoFixture.PAID_SIGNATURE);
        missing.remove(field);
        ObjectNode mistyped = body(MomoFixture.PAID, MomoFixture.PAID_SIGNATURE);
        if (NUMBERS.contains(field)) {
            mistyped.put(field, MomoFixture.PAID.get(field));
        } else {
            mistyped.put(field, 1);
        }
        for (ObjectNode bad : List.of(missing, mistyped)) {
            Reading reading = ipnReader.read(bad.toString());
            assertTrue(
                    reading instanceof Reading.Malformed malformed
                            && malformed.detail().startsWith(field + " must be"),
                    reading.toString());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "null", "[]", "\"text\"", "{", "{} {}", "{\"amount\":1,\"amount\":2}"})
    void body_that_is_not_a_json_object_is_malformed(String body) {
        assertTrue(ipnReader.read(body) instanceof Reading.Malformed);
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "1.5", "1e3", "99999999999999999999"})
    void amount_that_is_not_a_whole_number_is_malformed(String amount) {
        String body = body(MomoFixture.PAID, MomoFixture.PAID_SIGNATURE)
                .toString()
                .replace("\"amount\":180000", "\"amount\":" + amount);
        assertEquals(new Reading.Malformed("amount must be a whole number"), ipnReader.read(body));
    }

    @Test
    void changed_amount_is_forged() {
        ObjectNode body = body(MomoFixture.PAID, MomoFixture.PAID_SIGNATURE).put("amount", 1_000);
        assertTrue(ipnReader.read(body.toString()) instanceof Reading.Forged);
    }

    @Test
    void other_partner_code_is_forged_despite_valid_signature() {
        assertEquals(new Reading.Forged("the partner code is not ours"), readSigned("partnerCode", "OTHER"));
    }

    @Test
    void signature_by_another_key_is_forged() {
        var others = new MomoIpnReader(MomoKeys.fixed(new MomoCredentials("MOMO", "F8BBA842ECF85", "another key")));
        assertTrue(
                others.read(body(MomoFixture.PAID, MomoFixture.PAID_SIGNATURE).toString()) instanceof Reading.Forged);
    }

    private Reading readSigned(String field, String value) {
        Map<String, String> values = new HashMap<>(MomoFixture.PAID);
        values.put(field, value);
        String signature = MomoSignature.sign(Message.RESULT, values, MomoFixture.SANDBOX);
        return ipnReader.read(body(values, signature).toString());
    }

    private ObjectNode body(Map<String, String> values, String signature) {
        ObjectNode body = json.createObjectNode();
        values.forEach((field, value) -> {
            if (NUMBERS.contains(field)) {
                body.put(field, Long.parseLong(value));
            } else {
                body.put(field, value);
            }
        });
        return body.put("signature", signature);
    }
}
