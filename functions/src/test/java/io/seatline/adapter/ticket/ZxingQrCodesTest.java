package io.seatline.adapter.ticket;

import static io.seatline.adapter.ticket.TicketFixture.CURRENT;
import static io.seatline.adapter.ticket.TicketFixture.ticket;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.seatline.usecase.ticket.QrCodes;
import io.seatline.usecase.ticket.TicketTokens;
import java.awt.image.BufferedImage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Random;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ZxingQrCodesTest {
    private static final String TYPICAL = "h18t2611231540";
    private static final String LONGEST = "h18t2611231540".repeat(3).substring(0, 32);

    private final QrCodes codes = new ZxingQrCodes();
    private final TicketTokens tokens = TicketFixture.tokens(CURRENT, "");

    @ParameterizedTest
    @ValueSource(ints = {1, 65, 66, 130, 300, 1000})
    void picture_has_at_least_the_pixels_and_modules_of_whole_pixels(int pixels) {
        String token = tokens.sign(ticket(TYPICAL, 2));
        BufferedImage picture = Photo.of(codes.png(token, pixels)).image();
        BufferedImage modules = Photo.of(codes.png(token, 1)).image();
        int scale = picture.getWidth() / modules.getWidth();

        assertTrue(picture.getWidth() >= pixels && picture.getWidth() < pixels + modules.getWidth());
        assertEquals(picture.getWidth(), picture.getHeight());
        assertEquals(modules.getWidth() * scale, picture.getWidth());
        for (int y = 0; y < picture.getHeight(); y++) {
            for (int x = 0; x < picture.getWidth(); x++) {
                assertEquals(modules.getRGB(x / scale, y / scale), picture.getRGB(x, y));
            }
        }
    }

    @Test
    void svg_shows_the_same_modules() {
        String token = tokens.sign(ticket(TYPICAL, 2));
        BufferedImage modules = Photo.of(codes.png(token, 1)).image();
        String svg = codes.svg(token);
        boolean[][] dark = new boolean[modules.getHeight()][modules.getWidth()];
        Pattern.compile("M(\\d+) (\\d+)h(\\d+)v1h-\\3z").matcher(svg).results().forEach(run -> fill(dark, run));

        assertTrue(svg.contains("viewBox=\"0 0 %1$d %1$d\"".formatted(modules.getWidth())));
        for (int y = 0; y < modules.getHeight(); y++) {
            for (int x = 0; x < modules.getWidth(); x++) {
                assertEquals((modules.getRGB(x, y) & 0xff) == 0, dark[y][x]);
            }
        }
    }

    private static void fill(boolean[][] dark, MatchResult run) {
        int start = Integer.parseInt(run.group(1));
        for (int x = start; x < start + Integer.parseInt(run.group(3)); x++) {
            dark[Integer.parseInt(run.group(2))][x] = true;
        }
    }

    @Test
    void text_longer_than_a_code_holds_is_refused() {
        assertThrows(IllegalArgumentException.class, () -> codes.svg("x".repeat(3_000)));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4})
    void photo_of_130_pixels_is_read_despite_blur_noise_and_rotation(int seats) {
        String token = tokens.sign(ticket(TYPICAL, seats));
        Photo sharp = Photo.of(codes.png(token, 500)).scaled(130);
        for (int degrees : new int[] {0, 2, 5, 10, 20, 30, 45, 90, 135, 180, 270}) {
            Photo photo = sharp.turned(degrees).blurred(0.4).noisy(8, new Random(degrees));
            assertEquals(Optional.of(token), photo.text(), "degrees: " + degrees);
        }
    }

    @Test
    void four_seats_stay_within_version_9() {
        assertTrue(version(tokens.sign(ticket(TYPICAL, 4))) <= 9);
        assertTrue(version(tokens.sign(ticket(LONGEST, 4))) <= 9);
    }

    @Test
    void documentation_has_the_versions_and_smallest_sizes() throws Exception {
        StringBuilder table = new StringBuilder();
        for (int seats = 1; seats <= 10; seats++) {
            table.append("| ")
                    .append(seats)
                    .append(row(TYPICAL, seats))
                    .append(row(LONGEST, seats))
                    .append(" |\n");
        }
        System.out.println(table);
        assertTrue(Files.readString(Path.of("docs/verify-tickets.md")).contains(table));
    }

    /** The smallest size is the first of three in a row, in whole pixels, that are all read. */
    private String row(String show, int seats) {
        String token = tokens.sign(ticket(show, seats));
        byte[] png = codes.png(token, 500);
        int smallest = 57;
        for (int read = 0; read < 3; smallest++) {
            read = Photo.of(png).scaled(smallest).text().equals(Optional.of(token)) ? read + 1 : 0;
        }
        return " | %d | %d | %d px".formatted(token.length(), version(token), smallest - 3);
    }

    private int version(String token) {
        int modules = Photo.of(codes.png(token, 1)).image().getWidth() - 2 * ZxingQrCodes.QUIET_ZONE;
        return (modules - 17) / 4;
    }
}
