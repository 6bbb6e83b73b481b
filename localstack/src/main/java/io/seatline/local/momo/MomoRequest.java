package io.seatline.local.momo;

import com.fasterxml.jackson.databind.JsonNode;
import io.seatline.lambda.json.InvalidField;
import io.seatline.lambda.json.StrictJson;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** A request to MoMo's API: its texts and whole numbers by field. */
record MomoRequest(Map<String, Object> fields) {
    /** A request without fields, before it is read. */
    static final MomoRequest UNREAD = new MomoRequest(Map.of());

    private static final long MIN_AMOUNT = 1_000;
    private static final long MAX_AMOUNT = 50_000_000;
    private static final int MAX_REQUEST_ID = 50;
    private static final int MAX_ORDER_ID = 64;
    private static final Pattern ORDER_ID = Pattern.compile("[0-9a-zA-Z]([-_.]*[0-9a-zA-Z]+)*");

    /** A request refused with one of MoMo's codes. */
    static final class Refusal extends Exception {
        private static final long serialVersionUID = 1L;
        private final int code;

        Refusal(int code, String message) {
            super(message, null, false, false);
            this.code = code;
        }

        int code() {
            return code;
        }
    }

    static MomoRequest read(String body) throws Refusal {
        JsonNode request;
        try {
            request = StrictJson.parse(body);
        } catch (InvalidField e) {
            throw new Refusal(20, "Bad format request: " + e.getMessage() + ".");
        }
        Map<String, Object> fields = new LinkedHashMap<>();
        request.properties().forEach(field -> {
            JsonNode value = field.getValue();
            if (value.isTextual()) {
                fields.put(field.getKey(), value.textValue());
            } else if (value.isIntegralNumber() && value.canConvertToLong()) {
                fields.put(field.getKey(), value.longValue());
            }
        });
        return new MomoRequest(fields);
    }

    /** Checks form, partner and signature, in this order. */
    void requireForm(MomoAccount account, List<String> signed, List<String> numbers) throws Refusal {
        for (String field : signed) {
            Object value = fields.get(field);
            if (numbers.contains(field) && !(value instanceof Long)) {
                throw new Refusal(field.equals("amount") ? 21 : 20, field + " must be a whole number");
            }
            if (!numbers.contains(field) && !field.equals("accessKey") && !(value instanceof String)) {
                throw new Refusal(20, field + " must be a text");
            }
        }
        requireId("orderId", MAX_ORDER_ID);
        requireId("requestId", MAX_REQUEST_ID);
        if (!(fields.get("lang") instanceof String lang) || !List.of("vi", "en").contains(lang)) {
            throw new Refusal(20, "lang must be vi or en");
        }
        if (!account.partnerCode().equals(fields.get("partnerCode"))) {
            throw new Refusal(11, "Access denied.");
        }
        if (!(fields.get("signature") instanceof String signature) || !account.signed(signed, fields, signature)) {
            throw new Refusal(13, "Merchant authentication failed.");
        }
    }

    private void requireId(String field, int length) throws Refusal {
        String id = text(field);
        boolean formed = field.equals("requestId") || ORDER_ID.matcher(id).matches();
        if (id.isEmpty() || id.length() > length || !formed) {
            throw new Refusal(20, field + " must be an id of 1 to " + length + " characters");
        }
    }

    /** The amount, within the limits of a payment and of a refund, VND. */
    long amount() throws Refusal {
        long amount = number("amount");
        if (amount < MIN_AMOUNT || amount > MAX_AMOUNT) {
            throw new Refusal(22, "The transaction amount is out of range.");
        }
        return amount;
    }

    String text(String field) {
        return (String) fields.get(field);
    }

    long number(String field) {
        return (long) fields.get(field);
    }

    /** Returns an optional field. */
    Optional<Object> optional(String field) {
        return Optional.ofNullable(fields.get(field));
    }
}
