package io.seatline.adapter.momo;

import io.seatline.adapter.http.HmacSha256;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;

/**
 * MoMo's signatures: HMAC-SHA256 in lower-case hex over {@code field=value&field=value}. Each kind of message has its
 * own fields in its own order, described in MoMo's "Digital signature" and on the page of each call.
 */
final class MomoSignature {
    private static final String ACCESS_KEY = "accessKey";

    private MomoSignature() {}

    /** A kind of message, which determines the signed fields and their order. */
    enum Message {
        CREATE,
        /** The IPN, and the query parameters of the customer's return. */
        RESULT,
        QUERY,
        REFUND;

        private List<String> fields() {
            return switch (this) {
                case CREATE ->
                    List.of(
                            ACCESS_KEY,
                            "amount",
                            "extraData",
                            "ipnUrl",
                            "orderId",
                            "orderInfo",
                            "partnerCode",
                            "redirectUrl",
                            "requestId",
                            "requestType");
                case RESULT ->
                    List.of(
                            ACCESS_KEY,
                            "amount",
                            "extraData",
                            "message",
                            "orderId",
                            "orderInfo",
                            "orderType",
                            "partnerCode",
                            "payType",
                            "requestId",
                            "responseTime",
                            "resultCode",
                            "transId");
                case QUERY -> List.of(ACCESS_KEY, "orderId", "partnerCode", "requestId");
                case REFUND ->
                    List.of(ACCESS_KEY, "amount", "description", "orderId", "partnerCode", "requestId", "transId");
            };
        }
    }

    /**
     * Returns the text to sign. An empty value stays as {@code field=}.
     *
     * @throws IllegalArgumentException if a field is missing
     */
    static String raw(Message message, Map<String, String> values, String accessKey) {
        StringJoiner raw = new StringJoiner("&");
        for (String field : message.fields()) {
            String value = field.equals(ACCESS_KEY) ? accessKey : values.get(field);
            if (value == null) {
                throw new IllegalArgumentException("MoMo's " + message + " signature needs the field " + field);
            }
            raw.add(field + "=" + value);
        }
        return raw.toString();
    }

    static String sign(Message message, Map<String, String> values, MomoCredentials credentials) {
        byte[] raw = raw(message, values, credentials.accessKey()).getBytes(StandardCharsets.UTF_8);
        byte[] key = credentials.secretKey().getBytes(StandardCharsets.UTF_8);
        return HexFormat.of().formatHex(HmacSha256.sign(key, raw));
    }

    /**
     * Whether the signature matches the message. Takes constant time, so that it does not reveal how close a guess is.
     */
    static boolean fits(String signature, Message message, Map<String, String> values, MomoCredentials credentials) {
        return MessageDigest.isEqual(
                sign(message, values, credentials).getBytes(StandardCharsets.UTF_8),
                signature.getBytes(StandardCharsets.UTF_8));
    }
}
