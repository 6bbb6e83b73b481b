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
import java.util.function.Supplier;
import java.util.regex.Pattern;

/** Tells MoMo's notifications from others'. Safe for use by many threads. */
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

    private final Supplier<MomoCredentials> credentials;

    public MomoIpnReader(Supplier<MomoCredentials> credentials) {
        this.credentials = credentials;
    }

    @Override
    public Reading read(String body) {
        JsonNode told;
        try {
            told = JSON.readTree(body);
        } catch (JsonProcessingException e) {
            return new Reading.Malformed("the body is not JSON");
        }
        if (!told.isObject()) {
            return new Reading.Malformed("the body is not a JSON object");
        }
        Map<String, String> values = new LinkedHashMap<>();
        for (String field : TEXTS) {
            if (!told.path(field).isTextual()) {
                return new Reading.Malformed(field + " must be a text");
            }
            values.put(field, told.path(field).textValue());
        }
        for (String field : NUMBERS) {
            JsonNode number = told.path(field);
            if (!number.isIntegralNumber() || !isWholeNumber(number.asText())) {
                return new Reading.Malformed(field + " must be a whole number");
            }
            values.put(field, number.asText());
        }
        MomoCredentials ours = credentials.get();
        if (!MomoSignature.fits(values.get("signature"), Message.RESULT, values, ours)) {
            return new Reading.Forged("the signature does not fit");
        }
        if (!values.get("partnerCode").equals(ours.partnerCode())) {
            return new Reading.Forged("the partner is not ours");
        }
        return meaning(values);
    }

    private static Reading meaning(Map<String, String> values) {
        String order = values.get("orderId");
        long told = Long.parseLong(values.get("resultCode"));
        // A number that is no int is no code that we know, so it is not final either.
        int code = told > Integer.MAX_VALUE ? Integer.MAX_VALUE : (int) told;
        return switch (ResultCodes.of(code)) {
            case SUCCESS ->
                new Reading.Captured(order, values.get("transId"), new Vnd(Long.parseLong(values.get("amount"))));
            case FAILED -> new Reading.Failed(order, code);
            default -> new Reading.NotFinal(order, code);
        };
    }

    /**
     * Whether it was MoMo that sent the customer's browser back with these query parameters. That they are genuine
     * does not make them an order to us: money counts when a notification or a query tells of it.
     */
    public boolean isGenuineRedirect(Map<String, String> query) {
        boolean complete = query.keySet().containsAll(TEXTS)
                && NUMBERS.stream().allMatch(field -> isWholeNumber(query.getOrDefault(field, "")));
        if (!complete) {
            return false;
        }
        MomoCredentials ours = credentials.get();
        return MomoSignature.fits(query.get("signature"), Message.RESULT, query, ours)
                && query.get("partnerCode").equals(ours.partnerCode());
    }

    private static boolean isWholeNumber(String text) {
        return WHOLE_NUMBER.matcher(text).matches();
    }
}
