package io.seatline.local.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.seatline.local.testing.Browser;
import io.seatline.local.testing.SeatlineExtension;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The start page in a real browser. */
class StartPageTest {
    @Test
    @Timeout(value = 90, unit = TimeUnit.SECONDS)
    void start_page_shows_seats_and_bookings(@TempDir Path profile) throws IOException, InterruptedException {
        try (SeatlineExtension seatline = SeatlineExtension.start()) {
            String show = seatline.show();
            assertEquals(
                    201, seatline.customer("alice").reserve(show, "B1", "B2").status());

            String page = Browser.open(seatline.running().base() + "/", profile);

            assertTrue(page.contains("<option value=\"ha-noi\">Ha Noi</option>"), page);
            assertEquals(seatline.seatMap(show).size(), page.split("data-key=\"" + show + "\\.", -1).length - 1, page);
            assertTrue(page.contains("<strong>in booking</strong> · B1, B2 · "), page);
            assertTrue(page.contains(">Pay</button>"), page);
        }
    }
}
