package io.seatline.local.rush;

import com.fasterxml.jackson.databind.JsonNode;
import io.seatline.local.app.Seatline;
import io.seatline.local.testing.TestCatalog;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A movie that goes on sale in shows of equal halls.
 *
 * @param seats the number of seats of each show, in rows of 20
 */
record HotMovie(int shows, int seats) {
    private static final int ROW = 20;
    private static final int SHOWS_PER_HALL = 6;

    static String show(int number) {
        return TestCatalog.show(number);
    }

    /** Returns the seats of any show, row by row, such as {@code A1}. */
    List<String> seatNumbers() {
        return IntStream.range(0, seats)
                .mapToObj(seat -> row(seat / ROW) + (seat % ROW + 1))
                .toList();
    }

    /** Puts it on sale. Shows begin ten hours from now or later. */
    void openSales(Seatline seatline) {
        int halls = (shows + SHOWS_PER_HALL - 1) / SHOWS_PER_HALL;
        List<String> rows = IntStream.range(0, (seats + ROW - 1) / ROW)
                .mapToObj(row -> row(row) + " " + "S".repeat(Math.min(ROW, seats - row * ROW)))
                .toList();
        JsonNode imported = seatline.importCatalog(TestCatalog.of(Instant.now(), halls, SHOWS_PER_HALL, rows));
        if (!imported.path("status").asText().equals("imported")) {
            throw new IllegalStateException("the catalog was not imported: " + imported.toPrettyString());
        }
    }

    private static String row(int row) {
        String letter = Character.toString((char) ('A' + row % 26));
        return row < 26 ? letter : (char) ('A' + row / 26 - 1) + letter;
    }
}
