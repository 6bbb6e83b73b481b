package io.seatline.infra;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import software.amazon.awscdk.AssetHashType;
import software.amazon.awscdk.services.lambda.Code;
import software.amazon.awscdk.services.s3.assets.AssetOptions;

/** The one zip that holds every handler, as an asset. */
final class FunctionsCode {
    private FunctionsCode() {}

    /**
     * The zip that a deployment uploads.
     *
     * @throws IllegalArgumentException if there is no such file
     */
    static Code zip(Path zip) {
        if (!Files.isRegularFile(zip)) {
            throw new IllegalArgumentException(
                    "No functions zip at " + zip.toAbsolutePath() + ": build it with ./mvnw -pl functions -am package");
        }
        return Code.fromAsset(zip.toAbsolutePath().toString());
    }

    /**
     * An asset with a fixed hash, so that the template is the same whatever the code is. It can be synthesized and
     * reviewed, but not run.
     */
    static Code placeholder() {
        try {
            Path directory = Files.createTempDirectory("seatline-placeholder");
            Path note = directory.resolve("README.txt");
            Files.writeString(note, "Stands for the functions in a template made for review.\n");
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
