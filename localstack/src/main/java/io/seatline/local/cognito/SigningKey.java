package io.seatline.local.cognito;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jose.util.Base64URL;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.text.ParseException;

/** The RSA key of a development {@link TokenIssuer}. */
public final class SigningKey {

    private static final String FILE = "token-issuer.jwk.json";
    private static final int BITS = 2048;

    private final RSAKey rsa;

    private SigningKey(RSAKey rsa) {
        this.rsa = rsa;
    }

    /**
     * Makes a 2048-bit key, which lives as long as the process. Its random source is always the platform's, because a key
     * must not be repeatable.
     */
    public static SigningKey fresh() {
        try {
            return new SigningKey(new RSAKeyGenerator(BITS)
                    .keyUse(KeyUse.SIGNATURE)
                    .algorithm(JWSAlgorithm.RS256)
                    .keyIDFromThumbprint(true)
                    .generate());
        } catch (JOSEException impossible) {
            throw new IllegalStateException("Every Java platform generates RSA keys", impossible);
        }
    }

    /** The key that all issuers without a directory share: making one takes as long as starting all the rest. */
    public static SigningKey ofThisProcess() {
        return OfThisProcess.KEY;
    }

    private static final class OfThisProcess {
        static final SigningKey KEY = fresh();
    }

    /**
     * Reads the key kept in a directory, or makes one and keeps it there, so that tokens survive a restart. Only the file's
     * owner may read it.
     *
     * @throws UncheckedIOException when the directory cannot be read or written
     * @throws IllegalStateException when the file holds no such key
     */
    public static SigningKey keptIn(Path directory) {
        Path file = directory.resolve(FILE);
        try {
            if (Files.exists(file)) {
                return read(file);
            }
            SigningKey key = fresh();
            Files.createDirectories(directory);
            Path unfinished = Files.createTempFile(directory, FILE, ".tmp", ownerOnly(directory));
            Files.writeString(unfinished, key.rsa.toJSONString());
            Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
            return key;
        } catch (IOException failed) {
            throw new UncheckedIOException("Cannot keep the token issuer's key in " + file, failed);
        }
    }

    /** The key pair. */
    public RSAKey rsa() {
        return rsa;
    }

    /** A secret text that follows from the key, so that it survives a restart with it. */
    public String secret(String purpose) {
        try {
            byte[] secret = (purpose + rsa.getPrivateExponent()).getBytes(StandardCharsets.US_ASCII);
            return Base64URL.encode(MessageDigest.getInstance("SHA-256").digest(secret))
                    .toString();
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("Every Java platform has SHA-256", impossible);
        }
    }

    private static SigningKey read(Path file) throws IOException {
        try {
            RSAKey key = RSAKey.parse(Files.readString(file));
            if (!key.isPrivate()) {
                throw new IllegalStateException(file + " holds no private key. Delete it to get a new one.");
            }
            return new SigningKey(key);
        } catch (ParseException damaged) {
            throw new IllegalStateException(file + " is not a signing key. Delete it to get a new one.", damaged);
        }
    }

    private static FileAttribute<?>[] ownerOnly(Path directory) throws IOException {
        boolean posix = Files.getFileStore(directory).supportsFileAttributeView("posix");
        return posix
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
    }
}
