package io.seatline.local.deploy;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * One sign-in by Secure Remote Password, the only way in that the template's user pool client allows: the password
 * never travels. As Cognito's own client libraries do it.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc5054">RFC 5054</a>, whose 3072-bit group this is
 */
final class Srp {
    private static final BigInteger N = new BigInteger(
            "FFFFFFFFFFFFFFFFC90FDAA22168C234C4C6628B80DC1CD129024E088A67CC74020BBEA63B139B22"
                    + "514A08798E3404DDEF9519B3CD3A431B302B0A6DF25F14374FE1356D6D51C245E485B576625E7EC6"
                    + "F44C42E9A637ED6B0BFF5CB6F406B7EDEE386BFB5A899FA5AE9F24117C4B1FE649286651ECE45B3D"
                    + "C2007CB8A163BF0598DA48361C55D39A69163FA8FD24CF5F83655D23DCA3AD961C62F356208552BB"
                    + "9ED529077096966D670C354E4ABC9804F1746C08CA18217C32905E462E36CE3BE39E772C180E8603"
                    + "9B2783A2EC07A28FB5C55DF06F4C52C9DE2BCBF6955817183995497CEA956AE515D2261898FA0510"
                    + "15728E5A8AAAC42DAD33170D04507A33A85521ABDF1CBA64ECFB850458DBEF0A8AEA71575D060C7D"
                    + "B3970F85A6E1E4C7ABF5AE8CDB0933D71E8C94E04A25619DCEE3D2261AD2EE6BF12FFA06D98A0864"
                    + "D87602733EC86A64521F2B18177B200CBBE117577A615D6C770988C0BAD946E208E24FA074E5AB31"
                    + "43DB5BFCE0FD108E4B82D120A93AD2CAFFFFFFFFFFFFFFFF",
            16);
    private static final BigInteger G = BigInteger.TWO;
    private static final String INFO = "Caldera Derived Key";
    private static final int KEY_BYTES = 16;
    private static final DateTimeFormatter TIMESTAMP =
            DateTimeFormatter.ofPattern("EEE MMM d HH:mm:ss 'UTC' yyyy", Locale.ENGLISH);

    private final String pool;
    private final BigInteger a = new BigInteger(1024, new SecureRandom());
    private final BigInteger publicA = G.modPow(a, N);

    /** @param poolId such as {@code us-east-1_AbCdEfGhI} */
    Srp(String poolId) {
        pool = poolId.substring(poolId.indexOf('_') + 1);
    }

    /** What the client sends first. */
    String publicKey() {
        return publicA.toString(16);
    }

    /** The answer to Cognito's challenge {@code PASSWORD_VERIFIER}. */
    Map<String, String> answer(Map<String, String> challenge, String password) {
        String user = challenge.get("USER_ID_FOR_SRP");
        String timestamp = TIMESTAMP.format(ZonedDateTime.now(ZoneOffset.UTC));
        byte[] block = Base64.getDecoder().decode(challenge.get("SECRET_BLOCK"));
        byte[] signature = hmac(key(challenge, user, password), bytes(pool), bytes(user), block, bytes(timestamp));
        return Map.of(
                "USERNAME",
                user,
                "TIMESTAMP",
                timestamp,
                "PASSWORD_CLAIM_SECRET_BLOCK",
                challenge.get("SECRET_BLOCK"),
                "PASSWORD_CLAIM_SIGNATURE",
                Base64.getEncoder().encodeToString(signature));
    }

    private byte[] key(Map<String, String> challenge, String user, String password) {
        BigInteger b = new BigInteger(challenge.get("SRP_B"), 16);
        BigInteger u = number(sha256(publicA.toByteArray(), b.toByteArray()));
        BigInteger k = number(sha256(N.toByteArray(), G.toByteArray()));
        byte[] identity = sha256(bytes(pool), bytes(user), bytes(":" + password));
        BigInteger x = number(sha256(new BigInteger(challenge.get("SALT"), 16).toByteArray(), identity));
        BigInteger secret = b.subtract(k.multiply(G.modPow(x, N))).mod(N).modPow(a.add(u.multiply(x)), N);
        byte[] extracted = hmac(u.toByteArray(), secret.toByteArray());
        return java.util.Arrays.copyOf(hmac(extracted, bytes(INFO), new byte[] {1}), KEY_BYTES);
    }

    private static BigInteger number(byte[] hash) {
        return new BigInteger(HexFormat.of().formatHex(hash), 16);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] sha256(byte[]... parts) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (byte[] part : parts) {
                digest.update(part);
            }
            return digest.digest();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    private static byte[] hmac(byte[] key, byte[]... parts) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            for (byte[] part : parts) {
                mac.update(part);
            }
            return mac.doFinal();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has HmacSHA256", e);
        }
    }
}
