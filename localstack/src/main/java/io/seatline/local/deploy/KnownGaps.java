package io.seatline.local.deploy;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * Where an emulator is known to differ from the template: the lines of its file that begin with {@code differs}, such as
 * {@code differs *.SnapStart: why that does no harm}. A {@code *} stands for any name.
 */
final class KnownGaps {
    private static final Pattern LINE = Pattern.compile("differs (\\S+): (.+)");

    private final List<Predicate<String>> known = new ArrayList<>();

    private KnownGaps(List<String> lines) {
        for (String line : lines) {
            if (!line.startsWith("differs ")) {
                continue;
            }
            var match = LINE.matcher(line);
            if (!match.matches()) {
                throw new IllegalStateException("A known gap needs a path and a reason: " + line);
            }
            String path = Pattern.quote(match.group(1)).replace("*", "\\E[A-Za-z0-9]+\\Q");
            known.add(Pattern.compile(path).asMatchPredicate());
        }
    }

    static KnownGaps of(Emulator emulator) {
        return new KnownGaps(text(emulator).lines().toList());
    }

    /** The whole file, for people. */
    static String text(Emulator emulator) {
        try (InputStream in = KnownGaps.class.getResourceAsStream("gaps-" + emulator.file() + ".txt")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Those differences that nobody has written down. */
    List<Difference> unknown(List<Difference> differences) {
        return differences.stream()
                .filter(difference -> known.stream().noneMatch(gap -> gap.test(difference.path())))
                .toList();
    }
}
