package io.seatline.adapter.momo;

import java.util.Map;

/** Credentials and messages that several tests share. */
final class MomoFixture {
    /** MoMo's public sandbox keys, from its own samples. */
    static final MomoCredentials SANDBOX =
            new MomoCredentials("MOMO", "F8BBA842ECF85", "K951B6PE1waDMi640xX08PD3vg6EkVlz");

    /** The signed fields of an IPN for a captured payment. */
    static final Map<String, String> PAID = Map.ofEntries(
            Map.entry("amount", "180000"),
            Map.entry("extraData", ""),
            Map.entry("message", "Thành công."),
            Map.entry("orderId", "bkabcdefghijklmnopqrstuvwxyz.1"),
            Map.entry("orderInfo", "Ghế F12, F13 tại rạp Bến Thành"),
            Map.entry("orderType", "momo_wallet"),
            Map.entry("partnerCode", "MOMO"),
            Map.entry("payType", "qr"),
            Map.entry("requestId", "bkabcdefghijklmnopqrstuvwxyz.1"),
            Map.entry("responseTime", "1790000000123"),
            Map.entry("resultCode", "0"),
            Map.entry("transId", "4088878653"));

    /** Signature made by OpenSSL; see {@link MomoSignatureTest}. */
    static final String PAID_SIGNATURE = "28377becfd76c0b612c628ad90c49ac1720d62eb25b40f32f95fd9a744d2f454";

    private MomoFixture() {}
}
