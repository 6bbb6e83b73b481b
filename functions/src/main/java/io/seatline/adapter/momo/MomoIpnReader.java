package io.seatline.adapter.momo;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.seatline.adapter.momo.MomoSignature.Message;
import io.seatline.domain.Vnd;
import io.seatline.usecase.port.IpnReader;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads MoMo's IPNs and verifies their signatures. Thread-safe. */
public final class MomoIpnReader implements IpnReader {
    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private static final List<String> TEXTS = List.of(
            "partnerCode",
            "orderId",
            "requestId",
            "orderInfo",
            "orderType",
            "message",
            "payType",
            "extraData",
            "signature");
    private static final List<String> NUMBERS = List.of("amount", "transId", "resultCode", "responseTime");
    private static final Pattern WHOLE_NUMBER = Pattern.compile("0|[1-9][0-9]{0,17}");

    private final MomoKeys keys;

    public MomoIpnReader(MomoKeys keys) {
        this.keys = keys;
    }

    @Override
    public Reading read(String body) {
        JsonNode ipn;
        try {
            ipn = JSON.readTree(body);
        } catch (JsonProcessingException e) {
            return new Reading.Malformed("the body is not JSON");
        }
        if (!ipn.isObject()) {
            return new Reading.Malformed("the body is not a JSON object");
        }
        Map<String, String> values = new LinkedHashMap<>();
        for (String field : TEXTS) {
            if (!ipn.path(field).isTextual()) {
                return new Reading.Malformed(field + " must be a text");
            }
            values.put(field, ipn.path(field).textValue());
        }
        for (String field : NUMBERS) {
            JsonNode number = ipn.path(field);
            if (!number.isIntegralNumber() || !isWholeNumber(number.asText())) {
                return new Reading.Malformed(field + " must be a whole number");
            }
            values.put(field, number.asText());
        }
        return forged(values).<Reading>map(Reading.Forged::new).orElseGet(() -> toReading(values));
    }

    @Override
    public boolean isSignedReturn(Map<String, String> parameters) {
        return parameters.keySet().containsAll(TEXTS)
                && parameters.keySet().containsAll(NUMBERS)
                && forged(parameters).isEmpty();
    }

    /** Returns why these values are not MoMo's, if they are not. */
    private Optional<String> forged(Map<String, String> values) {
        MomoCredentials merchant = keys.known().get();
        if (!isSigned(values, merchant)) {
            merchant = keys.latest().get();
        }
        if (!isSigned(values, merchant)) {
            return Optional.of("the signature is not valid");
        }
        return values.get("partnerCode").equals(merchant.partnerCode())
                ? Optional.empty()
                : Optional.of("the partner code is not ours");
    }

    private static boolean isSigned(Map<String, String> values, MomoCredentials merchant) {
        return MomoSignature.fits(values.get("signature"), Message.RESULT, values, merchant);
    }

    private static Reading toReading(Map<String, String> values) {
        String order = values.get("orderId");
        long resultCode = Long.parseLong(values.get("resultCode"));
        // A number beyond the range of int is not a known code, so it is not final.
        int code = resultCode > Integer.MAX_VALUE ? Integer.MAX_VALUE : (int) resultCode;
        return switch (ResultCodes.of(code)) {
            case SUCCESS ->
                new Reading.Captured(order, values.get("transId"), new Vnd(Long.parseLong(values.get("amount"))));
            case FAILED -> new Reading.Failed(order, code);
            default -> new Reading.NotFinal(order, code);
        };
    }

    private static boolean isWholeNumber(String text) {
        return WHOLE_NUMBER.matcher(text).matches();
    }
}
