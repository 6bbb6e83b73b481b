package io.seatline.adapter.momo;

import io.seatline.adapter.http.JsonSecret;

/**
 * Seatline's merchant credentials at MoMo. Only {@link #partnerCode} is public; {@link #toString} hides the rest.
 *
 * @param partnerCode Seatline's merchant id at MoMo
 * @param accessKey part of the signed text, never sent
 * @param secretKey the key of the signatures
 */
public record MomoCredentials(String partnerCode, String accessKey, String secretKey) {
    public MomoCredentials {
        require("partnerCode", partnerCode);
        require("accessKey", accessKey);
        require("secretKey", secretKey);
    }

    /**
     * Reads a secret of the form {@code {"partnerCode":"…","accessKey":"…","secretKey":"…"}}.
     *
     * @throws IllegalArgumentException if the secret has another form; the message names the field, never a value
     */
    public static MomoCredentials fromSecret(String json) {
        JsonSecret secret = JsonSecret.read("MoMo's secret", json);
        return new MomoCredentials(secret.text("partnerCode"), secret.text("accessKey"), secret.text("secretKey"));
    }

    private static void require(String field, String value) {
        if (value.isBlank()) {
            throw new IllegalArgumentException("MoMo's " + field + " is empty");
        }
    }

    @Override
    public String toString() {
        return "MomoCredentials[" + partnerCode + "]";
    }
}
