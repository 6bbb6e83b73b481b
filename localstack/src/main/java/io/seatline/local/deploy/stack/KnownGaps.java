package io.seatline.local.deploy.stack;

import io.seatline.local.deploy.stack.Comparison.Difference;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How an emulator is known to differ from the template: the lines of its file that begin with {@code differs}, such as
 * {@code differs *.SnapStart: why that does no harm}. A {@code *} stands for any name.
 */
final class KnownGaps {
    private static final Logger LOG = LoggerFactory.getLogger(KnownGaps.class);
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

    /**
     * Accepts differences that the emulator's file lists.
     *
     * @throws IllegalStateException listing the others
     */
    void requireKnown(List<Difference> differences) {
        List<Difference> unknown = unknown(differences);
        LOG.info("{} known differences from the template", differences.size() - unknown.size());
        if (!unknown.isEmpty()) {
            throw new IllegalStateException("The emulator does not run what the template says:\n"
                    + unknown.stream().map(difference -> "  " + difference).collect(Collectors.joining("\n")));
        }
    }

    /** The differences that the emulator's file does not list. */
    List<Difference> unknown(List<Difference> differences) {
        return differences.stream()
                .filter(difference -> known.stream().noneMatch(gap -> gap.test(difference.path())))
                .toList();
    }
}
