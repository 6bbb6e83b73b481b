package io.seatline.local.momo;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** The simulator's merchant account. {@link #toString} hides the keys. */
public record MomoAccount(String partnerCode, String accessKey, String secretKey) {
    static final List<String> CREATE =
            sorted("amount extraData ipnUrl orderId orderInfo partnerCode redirectUrl requestId requestType accessKey");
    static final List<String> QUERY = sorted("orderId partnerCode requestId accessKey");
    static final List<String> REFUND = sorted("amount description orderId partnerCode requestId transId accessKey");
    static final List<String> RESULT = sorted("amount extraData message orderId orderInfo orderType partnerCode payType"
            + " requestId responseTime resultCode transId accessKey");

    /** MoMo's public sandbox account, from its own samples. */
    public static MomoAccount sandbox() {
        return new MomoAccount("MOMO", "F8BBA842ECF85", "K951B6PE1waDMi640xX08PD3vg6EkVlz");
    }

    /** Sorts the names, as MoMo signs them. */
    private static List<String> sorted(String names) {
        return Arrays.stream(names.split(" ", -1)).sorted().toList();
    }

    String sign(List<String> fields, Map<String, ?> values) {
        String text = fields.stream()
                .map(field -> field + '=' + (field.equals("accessKey") ? accessKey : values.get(field)))
                .collect(Collectors.joining("&"));
        try {
            Mac hmac = Mac.getInstance("HmacSHA256");
            hmac.init(new SecretKeySpec(secretKey.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return HexFormat.of().formatHex(hmac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has HmacSHA256", e);
        }
    }

    /** The signed result of an order, as a notification and a redirect carry it. */
    Map<String, Object> result(MomoOrder order, long amount, int code, long now) {
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("partnerCode", partnerCode);
        result.put("orderId", order.orderId());
        result.put("requestId", order.requestId());
        result.put("amount", amount);
        result.put("orderInfo", order.orderInfo());
        result.put("orderType", "momo_wallet");
        result.put("transId", order.transId());
        result.put("resultCode", code);
        result.put("message", MomoGateway.message(code));
        result.put("payType", code == 0 ? "qr" : "");
        result.put("responseTime", now);
        result.put("extraData", order.extraData());
        result.put("signature", sign(RESULT, result));
        return result;
    }

    boolean signed(List<String> fields, Map<String, ?> values, String signature) {
        return MessageDigest.isEqual(
                sign(fields, values).getBytes(StandardCharsets.UTF_8), signature.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public String toString() {
        return "MomoAccount[" + partnerCode + "]";
    }
}
