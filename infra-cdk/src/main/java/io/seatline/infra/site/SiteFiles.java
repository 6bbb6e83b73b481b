package io.seatline.infra.site;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import software.amazon.awscdk.AssetHashType;
import software.amazon.awscdk.services.s3.assets.AssetOptions;
import software.amazon.awscdk.services.s3.deployment.ISource;
import software.amazon.awscdk.services.s3.deployment.Source;

/**
 * The files of the site, as assets.
 *
 * @param sources a file of a later one replaces those of the same name before it
 */
public record SiteFiles(List<ISource> sources) {
    public SiteFiles {
        sources = List.copyOf(sources);
    }

    /**
     * Uses the files that a deployment uploads.
     *
     * @param built where the module {@code site} puts its files
     * @param own the operator's directory, such as with {@code config.json} and a logo
     * @throws IllegalArgumentException if either is missing
     */
    public static SiteFiles of(Path built, Optional<Path> own) {
        require(built.resolve("index.html"), "site", "build it with ./mvnw -pl infra-cdk/site package");
        own.ifPresent(directory -> require(
                directory.resolve("config.json"),
                "siteConfig",
                "copy infra-cdk/site/public/config.json there and change it"));
        return new SiteFiles(Stream.concat(Stream.of(built), own.stream())
                .map(directory -> Source.asset(directory.toAbsolutePath().toString()))
                .toList());
    }

    private static void require(Path file, String what, String next) {
        if (!Files.isRegularFile(file)) {
            throw new IllegalArgumentException(what + ": no file at " + file.toAbsolutePath() + ": " + next);
        }
    }

    /** Uses a placeholder with a fixed hash, so that the template does not depend on the files. */
    public static SiteFiles placeholder() {
        try {
            Path directory = Files.createTempDirectory("seatline-placeholder");
            Path note = directory.resolve("README.txt");
            Files.writeString(note, "Placeholder for the site in a template made for review.\n");
            note.toFile().deleteOnExit();
            directory.toFile().deleteOnExit();
            return new SiteFiles(List.of(Source.asset(
                    directory.toString(),
                    AssetOptions.builder()
                            .assetHashType(AssetHashType.CUSTOM)
                            .assetHash("seatline-site-placeholder")
                            .build())));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
