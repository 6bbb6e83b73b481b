package io.seatline.local.cost;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.seatline.local.Lifetime;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** {@code ./mvnw -Pcost}: prints what Seatline costs on AWS, and writes it to {@code target}. */
public final class Main {
    private static final PrintStream OUT = System.out;
    private static final Path TARGET = Path.of("target");

    /** Enough for the just-in-time compiler to have seen each path. */
    private static final int WARM_UPS = 15;

    private static final int REPETITIONS = 9;

    private Main() {}

    /** Takes changes of the assumptions, see {@link Mix#with}. */
    public static void main(String[] arguments) throws IOException {
        Lifetime.endWithParent();
        Mix mix;
        try {
            mix = Mix.with(List.of(arguments));
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage());
            System.exit(1);
            return;
        }
        OUT.println("Measuring each act in a Seatline of its own; it takes a minute or two …");
        LedgerRun run = new LedgerRun(WARM_UPS, REPETITIONS, act -> OUT.println("  " + act));
        CostReport report = CostReport.of(run, mix);
        Markdown markdown = new Markdown(report);
        OUT.println();
        OUT.println(markdown.costs());
        OUT.println(markdown.scale());
        Files.createDirectories(TARGET);
        Files.writeString(TARGET.resolve("cost.md"), markdown.costs());
        Files.writeString(TARGET.resolve("scale.md"), markdown.scale());
        new ObjectMapper()
                .writerWithDefaultPrettyPrinter()
                .writeValue(TARGET.resolve("cost.json").toFile(), CostJson.of(report));
        OUT.println("Written to " + TARGET.toAbsolutePath() + ": cost.md, scale.md, cost.json");
    }
}
