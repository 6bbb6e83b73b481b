package io.seatline.adapter.momo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.seatline.adapter.momo.MomoSignature.Message;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * The expected signatures were made by OpenSSL from the text of MoMo's documentation, not by this code:
 *
 * <pre>{@code
 * h() { printf %s "$1" | openssl dgst -sha256 -hmac K951B6PE1waDMi640xX08PD3vg6EkVlz; }
 * h 'accessKey=F8BBA842ECF85&amount=180000&extraData=&ipnUrl=https://fn.example/api/v1/payment/notify&orderId=bkabcdefghijklmnopqrstuvwxyz.1&orderInfo=Ghế F12, F13 tại rạp Bến Thành&partnerCode=MOMO&redirectUrl=https://api.example/api/v1/payment/success&requestId=bkabcdefghijklmnopqrstuvwxyz.1&requestType=captureWallet'
 * h 'accessKey=F8BBA842ECF85&amount=180000&extraData=&message=Thành công.&orderId=bkabcdefghijklmnopqrstuvwxyz.1&orderInfo=Ghế F12, F13 tại rạp Bến Thành&orderType=momo_wallet&partnerCode=MOMO&payType=qr&requestId=bkabcdefghijklmnopqrstuvwxyz.1&responseTime=1790000000123&resultCode=0&transId=4088878653'
 * h 'accessKey=F8BBA842ECF85&orderId=bkabcdefghijklmnopqrstuvwxyz.1&partnerCode=MOMO&requestId=q 1'
 * h 'accessKey=F8BBA842ECF85&amount=180000&description=Hoàn tiền vé&orderId=bkabcdefghijklmnopqrstuvwxyz.1-r1&partnerCode=MOMO&requestId=bkabcdefghijklmnopqrstuvwxyz.1-r1&transId=4088878653'
 * }</pre>
 */
class MomoSignatureTest {
    private static final String ORDER = "bkabcdefghijklmnopqrstuvwxyz.1";
    private static final Map<String, String> QUERY =
            Map.of("orderId", ORDER, "partnerCode", "MOMO", "requestId", "q 1");
    private static final String QUERY_SIGNATURE = "d07fb46ac20e5733e93c77e93b5d7bf6ec20e7eb59aafbe0ea223ac8c3e35045";

    @Test
    void create_signature_matches_openssl() {
        assertEquals(
                "b75ad85158e44ce119dfc12a8d176650b02e2740fe3b2629c9007898d4960f10",
                sign(
                        Message.CREATE,
                        Map.of(
                                "amount", "180000",
                                "extraData", "",
                                "ipnUrl", "https://fn.example/api/v1/payment/notify",
                                "orderId", ORDER,
                                "orderInfo", "Ghế F12, F13 tại rạp Bến Thành",
                                "partnerCode", "MOMO",
                                "redirectUrl", "https://api.example/api/v1/payment/success",
                                "requestId", ORDER,
                                "requestType", "captureWallet")));
    }

    @Test
    void ipn_signature_matches_openssl() {
        assertEquals(MomoFixture.PAID_SIGNATURE, sign(Message.RESULT, MomoFixture.PAID));
    }

    @Test
    void query_signature_matches_openssl() {
        assertEquals(QUERY_SIGNATURE, sign(Message.QUERY, QUERY));
    }

    @Test
    void refund_signature_matches_openssl() {
        assertEquals(
                "91057b917f5de1a951ef628023ddebc9969f420762fa92932828f0cb33b0f77f",
                sign(
                        Message.REFUND,
                        Map.of(
                                "amount", "180000",
                                "description", "Hoàn tiền vé",
                                "orderId", ORDER + "-r1",
                                "partnerCode", "MOMO",
                                "requestId", ORDER + "-r1",
                                "transId", "4088878653")));
    }

    @Test
    void valid_signature_is_accepted() {
        assertTrue(MomoSignature.fits(QUERY_SIGNATURE, Message.QUERY, QUERY, MomoFixture.SANDBOX));
    }

    @Test
    void signature_of_another_value_is_rejected() {
        Map<String, String> other = new HashMap<>(QUERY);
        other.put("orderId", ORDER + "1");
        assertFalse(MomoSignature.fits(QUERY_SIGNATURE, Message.QUERY, other, MomoFixture.SANDBOX));
    }

    @Test
    void truncated_or_uppercase_signature_is_rejected() {
        assertFalse(MomoSignature.fits("", Message.QUERY, QUERY, MomoFixture.SANDBOX));
        assertFalse(MomoSignature.fits(QUERY_SIGNATURE.substring(1), Message.QUERY, QUERY, MomoFixture.SANDBOX));
        assertFalse(MomoSignature.fits(
                QUERY_SIGNATURE.toUpperCase(Locale.ROOT), Message.QUERY, QUERY, MomoFixture.SANDBOX));
    }

    @Test
    void missing_field_is_named() {
        var refusal = assertThrows(
                IllegalArgumentException.class, () -> sign(Message.QUERY, Map.of("orderId", ORDER, "requestId", "q")));
        assertTrue(refusal.getMessage().contains("partnerCode"));
    }

    private static String sign(Message message, Map<String, String> values) {
        return MomoSignature.sign(message, values, MomoFixture.SANDBOX);
    }
}
