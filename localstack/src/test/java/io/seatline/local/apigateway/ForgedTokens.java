package io.seatline.local.apigateway;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.util.Base64URL;
import io.seatline.local.cognito.SigningKey;
import io.seatline.local.cognito.TokenIssuer;
import java.util.List;
import java.util.Map;

/** Makes tokens with valid claims and a forged signature. */
public final class ForgedTokens {

    private ForgedTokens() {}

    /**
     * Forges an unsigned token.
     *
     * @param tokens the issuer to pose as
     * @param sub the customer to pose as
     * @return a token with {@code alg: none}
     */
    public static String unsigned(TokenIssuer tokens, String sub) {
        Payload payload = new Payload(tokens.claims(sub, List.of()));
        return Base64URL.encode("{\"alg\":\"none\"}") + "." + payload.toBase64URL() + ".";
    }

    /**
     * Forges a token that is signed with the issuer's public key as a shared secret.
     *
     * @param tokens the issuer to pose as
     * @param sub the customer to pose as
     * @return a token with {@code alg: HS256}
     */
    public static String signedWithThePublicKeyAsSecret(TokenIssuer tokens, String sub) {
        try {
            RSAKey key = tokens.publicKeys().getKeys().getFirst().toRSAKey();
            JWSHeader header = new JWSHeader.Builder(JWSAlgorithm.HS256)
                    .keyID(key.getKeyID())
                    .build();
            return signed(
                    header,
                    tokens.claims(sub, List.of()),
                    new MACSigner(key.toRSAPublicKey().getEncoded()));
        } catch (JOSEException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /**
     * Forges a token that is signed by another RSA key under the issuer's key id.
     *
     * @param tokens the issuer to pose as
     * @param sub the customer to pose as
     * @return a token with {@code alg: RS256} and the issuer's {@code kid}
     */
    public static String signedByAnotherKey(TokenIssuer tokens, String sub) {
        try {
            String kid = tokens.publicKeys().getKeys().getFirst().getKeyID();
            JWSHeader header =
                    new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(kid).build();
            return signed(
                    header,
                    tokens.claims(sub, List.of()),
                    new RSASSASigner(SigningKey.fresh().rsa()));
        } catch (JOSEException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /**
     * Forges a token that is signed by an RSA key in the token's own header.
     *
     * @param tokens the issuer to pose as
     * @param sub the customer to pose as
     * @return a token with {@code alg: RS256}, its key in {@code jwk} and that key's {@code kid}
     */
    public static String signedByTheKeyThatItCarries(TokenIssuer tokens, String sub) {
        try {
            RSAKey own = SigningKey.fresh().rsa();
            JWSHeader header = new JWSHeader.Builder(JWSAlgorithm.RS256)
                    .keyID(own.getKeyID())
                    .jwk(own.toPublicJWK())
                    .build();
            return signed(header, tokens.claims(sub, List.of()), new RSASSASigner(own));
        } catch (JOSEException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /**
     * Changes the claims of a genuine token and keeps its signature.
     *
     * @param tokens the issuer of the genuine token
     * @param sub the customer to pose as
     * @param groups the groups to pose as a member of
     * @return a token whose signature is that of another customer's
     */
    public static String altered(TokenIssuer tokens, String sub, String... groups) {
        String[] genuine = tokens.token("someone-else").split("\\.", -1);
        return genuine[0] + "." + new Payload(tokens.claims(sub, List.of(groups))).toBase64URL() + "." + genuine[2];
    }

    private static String signed(JWSHeader header, Map<String, Object> claims, JWSSigner signer) throws JOSEException {
        JWSObject token = new JWSObject(header, new Payload(claims));
        token.sign(signer);
        return token.serialize();
    }
}
