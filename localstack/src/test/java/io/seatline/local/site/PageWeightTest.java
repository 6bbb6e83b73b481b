package io.seatline.local.site;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.seatline.local.testing.SeatlineExtension;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How much each page loads, and how soon the largest hall can be used on a slow network. */
class PageWeightTest {
    private static final int MOST_BYTES = 100_000;

    /** What Lighthouse calls slow 4G: 150 ms and 1.6 Mb/s. */
    private static final int LATENCY = 150;

    private static final int KILOBITS = 1_600;

    /** The aim is two seconds on a quiet machine; others may run beside the tests. */
    private static final int MOST_MILLIS = 8_000;

    @RegisterExtension
    static final SeatlineExtension seatline = new SeatlineExtension();

    @RegisterExtension
    static final SiteBrowser browser = new SiteBrowser(seatline);

    private static SampleShows shows;

    @BeforeAll
    static void loadSample() {
        shows = SampleShows.loadedInto(seatline);
    }

    @ParameterizedTest
    @CsvSource({
        "/, main [aria-busy=false]",
        "/film.html?city=ho-chi-minh&movie=last-ferry, h1",
        "/seats.html?show={show}, .seat",
        "/booking.html?booking_id=bkaaaaaaaaaaaaaaaaaaaaaaaaaa, h1",
        "/bookings.html, h1",
        "/waitlist.html, h1",
        "/door/, h1",
        "/desk/, h1"
    })
    void page_weighs_at_most_100_kB_without_posters(String path, String drawn) {
        browser.visitor(View.EN_PHONE);
        browser.open(path.replace("{show}", shows.large()));
        browser.see(drawn);

        long bytes = (Long) browser.run("""
                return [...performance.getEntriesByType('navigation'), ...performance.getEntriesByType('resource')]
                  .filter(e => e.name.startsWith(location.origin) && !new URL(e.name).pathname.startsWith('/api/'))
                  .reduce((sum, e) => sum + e.encodedBodySize, 0)""");

        System.out.println(path + " weighs " + bytes + " bytes");
        assertTrue(bytes > 10_000 && bytes <= MOST_BYTES, path + " weighs " + bytes + " bytes");
    }

    @Test
    void map_of_320_seats_can_be_used_soon_on_a_slow_network() {
        long[] millis = new long[3];
        for (int round = 0; round < millis.length; round++) {
            browser.visitor(View.EN_PHONE);
            browser.slow(LATENCY, KILOBITS);
            browser.open("/seats.html?show=" + shows.large());
            browser.see(".seat");
            browser.waitFor(
                    "the map is interactive",
                    () -> (Long) browser.run("return performance.getEntriesByName('interactive').length") > 0);
            millis[round] = ((Number)
                            browser.run("return Math.round(performance.getEntriesByName('interactive')[0].startTime)"))
                    .longValue();
        }
        Arrays.sort(millis);

        System.out.println(
                "a map of 320 seats is interactive after " + millis[1] + " ms on slow 4G: " + Arrays.toString(millis));
        assertTrue(millis[1] <= MOST_MILLIS, Arrays.toString(millis));
    }
}
