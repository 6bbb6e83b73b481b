package io.seatline.infra.lambda;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import software.amazon.awscdk.AssetHashType;
import software.amazon.awscdk.services.lambda.Code;
import software.amazon.awscdk.services.s3.assets.AssetOptions;

/** The zip with every handler, as an asset. */
public final class FunctionsCode {
    private FunctionsCode() {}

    /**
     * Uses the zip that a deployment uploads.
     *
     * @throws IllegalArgumentException if there is no such file
     */
    public static Code zip(Path zip) {
        if (!Files.isRegularFile(zip)) {
            throw new IllegalArgumentException("functionsZip: no file at " + zip.toAbsolutePath()
                    + ": build it with ./mvnw -pl functions -am package");
        }
        return Code.fromAsset(zip.toAbsolutePath().toString());
    }

    /**
     * Uses a placeholder with a fixed hash, so that the template does not depend on the code. Such a template is for
     * review and for running without AWS; it cannot be deployed.
     */
    public static Code placeholder() {
        try {
            Path directory = Files.createTempDirectory("seatline-placeholder");
            Path note = directory.resolve("README.txt");
            Files.writeString(note, "Placeholder for the functions in a template made for review.\n");
            note.toFile().deleteOnExit();
            directory.toFile().deleteOnExit();
            return Code.fromAsset(
                    directory.toString(),
                    AssetOptions.builder()
                            .assetHashType(AssetHashType.CUSTOM)
                            .assetHash("seatline-functions-placeholder")
                            .build());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
