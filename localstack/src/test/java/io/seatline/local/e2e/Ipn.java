package io.seatline.local.e2e;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.seatline.local.testing.ApiClient;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Builds IPNs, signed with MoMo's key. */
final class Ipn {
    private static final String ACCESS_KEY = "F8BBA842ECF85";
    private static final String SECRET_KEY = "K951B6PE1waDMi640xX08PD3vg6EkVlz";
    private static final List<String> SIGNED = List.of(
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

    private Ipn() {}

    /** Builds the IPN of a successful payment, changes it and signs the result. */
    static ObjectNode success(String orderId, long amount, Consumer<ObjectNode> change) {
        ObjectNode body = ApiClient.JSON
                .createObjectNode()
                .put("partnerCode", "MOMO")
                .put("orderId", orderId)
                .put("requestId", orderId)
                .put("amount", amount)
                .put("orderInfo", "Seatline")
                .put("orderType", "momo_wallet")
                .put("transId", 4_088_878_653L)
                .put("resultCode", 0)
                .put("message", "Thành công.")
                .put("payType", "qr")
                .put("responseTime", 1_721_720_663_942L)
                .put("extraData", "");
        change.accept(body);
        return body.put("signature", sign(body));
    }

    private static String sign(ObjectNode body) {
        String raw = "accessKey=" + ACCESS_KEY + "&"
                + SIGNED.stream()
                        .map(name -> name + "=" + body.path(name).asText())
                        .collect(Collectors.joining("&"));
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(SECRET_KEY.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return HexFormat.of().formatHex(mac.doFinal(raw.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
