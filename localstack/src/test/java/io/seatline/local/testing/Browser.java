package io.seatline.local.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** Chromium, which opens a page and returns what its scripts have made of it. */
public final class Browser {
    private static final List<String> NAMES = List.of("chromium", "chromium-browser", "google-chrome");

    /** The time that the page's scripts get, on the browser's clock. */
    private static final int SCRIPT_MILLIS = 5_000;

    private Browser() {}

    /**
     * Opens a page; skips the test if there is no Chromium.
     *
     * @param profile an empty directory
     */
    public static String open(String url, Path profile) throws IOException, InterruptedException {
        Optional<Path> browser = installed();
        Assumptions.assumeTrue(
                browser.isPresent(), "skipped: Chromium is not on the PATH, so " + url + " is not opened");
        Process process = new ProcessBuilder(
                        browser.orElseThrow().toString(),
                        "--headless",
                        "--no-sandbox",
                        "--disable-gpu",
                        "--user-data-dir=" + profile,
                        "--virtual-time-budget=" + SCRIPT_MILLIS,
                        "--dump-dom",
                        url)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        String page = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), "the browser's exit code");
        return page;
    }

    private static Optional<Path> installed() {
        return NAMES.stream()
                .flatMap(name -> Stream.of(System.getenv("PATH").split(File.pathSeparator))
                        .map(directory -> Path.of(directory, name)))
                .filter(Files::isExecutable)
                .findFirst();
    }
}
