package io.seatline.local.site;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import io.seatline.local.catalog.SampleCatalog;
import io.seatline.local.testing.SeatlineExtension;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Iterator;

/** The shows of the sample catalog, each of which one test uses. */
final class SampleShows {
    private final Iterator<String> large;
    private final Iterator<String> small;
    private final Iterator<String> returnable;

    private SampleShows(JsonNode document, Instant now) {
        large = shows(document, now, "lotus-ben-nghe", "imax");
        small = shows(document, now, "lotus-ben-nghe", "small");
        returnable = shows(document, now, "song-xanh-man-thai", "terrace");
    }

    /** Loads the sample catalog beside the test's. */
    static SampleShows loadedInto(SeatlineExtension seatline) {
        JsonNode document = new SampleCatalog(seatline.clock()).document();
        assertEquals(
                "imported",
                seatline.running().importCatalog(document).path("status").asText());
        return new SampleShows(document, seatline.clock().instant());
    }

    /** Shows in a hall of a cinema that begin within one to six days. */
    private static Iterator<String> shows(JsonNode document, Instant now, String cinema, String hall) {
        return document.get("shows")
                .valueStream()
                .filter(show -> show.get("cinema").asText().equals(cinema)
                        && show.get("hall").asText().equals(hall))
                .filter(show -> {
                    Instant start =
                            OffsetDateTime.parse(show.get("starts_at").asText()).toInstant();
                    return start.isAfter(now.plus(Duration.ofDays(1))) && start.isBefore(now.plus(Duration.ofDays(6)));
                })
                .map(show -> show.get("id").asText())
                .toList()
                .iterator();
    }

    /** An unused show in a hall of 320 seats. */
    String large() {
        return large.next();
    }

    /** An unused show of a cinema that takes seats back for a fee of ten percent. */
    String returnable() {
        return returnable.next();
    }

    /** An unused show in a hall of 64 seats. */
    String small() {
        return small.next();
    }
}
