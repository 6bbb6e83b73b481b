package io.seatline.adapter.ticket;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.util.Base64URL;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.SignatureException;
import java.security.spec.NamedParameterSpec;
import java.util.Arrays;
import java.util.HexFormat;

/** An Ed25519 key pair (RFC 8032) that signs tickets. */
final class TicketKey {
    static final int ID_LENGTH = 4;
    static final int SIGNATURE_LENGTH = 64;

    private static final int LEAST_CHARACTERS = 32;
    private static final int KEY_LENGTH = 32;
    private static final String ALGORITHM = "Ed25519";

    private final KeyPair pair;
    private final byte[] publicKey;
    private final byte[] id;

    private TicketKey(KeyPair pair) {
        this.pair = pair;
        // An X.509 structure ends with the key.
        byte[] encoded = pair.getPublic().getEncoded();
        publicKey = Arrays.copyOfRange(encoded, encoded.length - KEY_LENGTH, encoded.length);
        id = Arrays.copyOf(sha256(publicKey), ID_LENGTH);
    }

    /**
     * The key whose private half is the SHA-256 hash of a text.
     *
     * @throws IllegalArgumentException if the text is too short to be random; the message does not quote it
     */
    static TicketKey of(String text) {
        if (text.length() < LEAST_CHARACTERS) {
            throw new IllegalArgumentException("a text of the ticket keys is shorter than " + LEAST_CHARACTERS
                    + " characters; store a longer random one");
        }
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance(ALGORITHM);
            generator.initialize(NamedParameterSpec.ED25519, new Chosen(sha256(text.getBytes(StandardCharsets.UTF_8))));
            return new TicketKey(generator.generateKeyPair());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has Ed25519", e);
        }
    }

    /** Gives the private key in place of random bytes: Java finds a public key only while it generates a pair. */
    static final class Chosen extends SecureRandom {
        private static final long serialVersionUID = 1;

        private final byte[] privateKey;

        private Chosen(byte[] privateKey) {
            this.privateKey = privateKey;
        }

        @Override
        public void nextBytes(byte[] bytes) {
            if (bytes.length != privateKey.length) {
                throw new IllegalStateException("an Ed25519 key has " + privateKey.length + " bytes");
            }
            System.arraycopy(privateKey, 0, bytes, 0, bytes.length);
        }
    }

    /** The first bytes of the public key's SHA-256 hash. */
    byte[] id() {
        return id.clone();
    }

    byte[] sign(byte[] message) {
        try {
            Signature signature = Signature.getInstance(ALGORITHM);
            signature.initSign(pair.getPrivate());
            signature.update(message);
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a ticket cannot be signed", e);
        }
    }

    boolean verifies(byte[] message, byte[] signed) {
        try {
            Signature signature = Signature.getInstance(ALGORITHM);
            signature.initVerify(pair.getPublic());
            signature.update(message);
            return signature.verify(signed);
        } catch (SignatureException e) {
            return false;
        } catch (NoSuchAlgorithmException | InvalidKeyException e) {
            throw new IllegalStateException("a ticket cannot be verified", e);
        }
    }

    OctetKeyPair jwk() {
        return new OctetKeyPair.Builder(Curve.Ed25519, Base64URL.encode(publicKey))
                .keyID(HexFormat.of().formatHex(id))
                .keyUse(KeyUse.SIGNATURE)
                .algorithm(JWSAlgorithm.EdDSA)
                .build();
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
