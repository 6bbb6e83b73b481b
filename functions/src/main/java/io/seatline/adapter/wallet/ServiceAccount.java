package io.seatline.adapter.wallet;

import io.seatline.adapter.http.JsonSecret;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;

/** A Google Cloud service account with its private key. */
public record ServiceAccount(String email, String keyId, PrivateKey key) {
    private static final String NAME = "the wallet's service account";

    /**
     * Reads the key file that the Google Cloud console makes.
     *
     * @throws IllegalArgumentException naming the field at fault, never its value
     */
    public static ServiceAccount read(String json) {
        JsonSecret secret = JsonSecret.read(NAME, json);
        return new ServiceAccount(
                secret.text("client_email"), secret.text("private_key_id"), key(secret.text("private_key")));
    }

    private static PrivateKey key(String pem) {
        String base64 = pem.replaceAll("-----(BEGIN|END) PRIVATE KEY-----", "").replaceAll("\\s", "");
        try {
            return KeyFactory.getInstance("RSA")
                    .generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(base64)));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            // Without the cause, which may quote the key.
            throw new IllegalArgumentException(NAME + " has no RSA key in PKCS #8 as \"private_key\"");
        }
    }

    /** Tells nothing: it has a key. */
    @Override
    public String toString() {
        return "ServiceAccount";
    }
}
