package io.seatline.local.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.seatline.local.testing.SeatlineExtension;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The start page in a real browser. */
class StartPageTest {
    private static final List<String> BROWSERS = List.of("chromium", "chromium-browser", "google-chrome");

    /** The time that the page's script gets, on the browser's clock. */
    private static final int SCRIPT_MILLIS = 5_000;

    @Test
    @Timeout(value = 90, unit = TimeUnit.SECONDS)
    void start_page_shows_seats_and_bookings(@TempDir Path profile) throws IOException, InterruptedException {
        Optional<Path> browser = browser();
        Assumptions.assumeTrue(
                browser.isPresent(), "skipped: Chromium is not on the PATH, so the start page is not opened");
        try (SeatlineExtension seatline = SeatlineExtension.start()) {
            String show = seatline.show();
            assertEquals(
                    201, seatline.customer("alice").reserve(show, "B1", "B2").status());

            String page = open(browser.orElseThrow(), seatline.running().base() + "/", profile);

            assertTrue(page.contains("<option value=\"ha-noi\">Ha Noi</option>"), page);
            assertEquals(seatline.seatMap(show).size(), page.split("data-key=\"" + show + "\\.", -1).length - 1, page);
            assertTrue(page.contains("<strong>in booking</strong> · B1, B2 · "), page);
            assertTrue(page.contains(">Pay</button>"), page);
        }
    }

    private static String open(Path browser, String url, Path profile) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        browser.toString(),
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

    private static Optional<Path> browser() {
        return BROWSERS.stream()
                .flatMap(name -> Stream.of(System.getenv("PATH").split(File.pathSeparator))
                        .map(directory -> Path.of(directory, name)))
                .filter(Files::isExecutable)
                .findFirst();
    }
}
