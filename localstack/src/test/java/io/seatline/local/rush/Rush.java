package io.seatline.local.rush;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import io.seatline.local.app.Lifetime;
import io.seatline.local.rush.RushOptions.Part;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code ./mvnw -Prush}: runs and audits the load test. Exits with 1 for a broken promise, 2 for an invalid option. */
@Command(
        name = "./mvnw -Prush -Drush=\"…\"",
        sortOptions = false,
        showDefaultValues = true,
        description = "Opens sales of a popular movie on the embedded cloud, measures, and audits the result.")
public final class Rush implements Callable<Integer> {
    private static final PrintStream OUT = System.out;

    @Mixin
    private final RushOptions options;

    Rush(RushOptions options) {
        this.options = options;
    }

    public static void main(String[] arguments) {
        Lifetime.endWithParent();
        Locale.setDefault(Locale.ROOT);
        // After a failure, threads of the cloud may still run.
        System.exit(new CommandLine(new Rush(new RushOptions())).execute(arguments));
    }

    @Override
    public Integer call() throws InterruptedException, IOException {
        options.validate();
        options.createJson();
        OUT.println("Seed " + options.seed() + "; the whole run takes about three minutes.");
        RushReport report = run();
        OUT.println(report.text());
        JsonMapper.builder()
                .addModule(new Jdk8Module())
                .build()
                .writerWithDefaultPrettyPrinter()
                .writeValue(options.json.toFile(), report);
        OUT.println("As JSON: " + options.json);
        return report.breaches().isEmpty() ? 0 : 1;
    }

    private RushReport run() throws InterruptedException {
        String date = Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
        Progress progress = new Progress(OUT);
        Optional<Capacity.Result> capacity = Optional.empty();
        Optional<Premiere.Result> premiere = Optional.empty();
        Optional<Storm.Result> storm = Optional.empty();
        if (options.runs(Part.capacity)) {
            capacity = Optional.of(new Capacity(options, progress).run());
        }
        if (options.runs(Part.premiere)) {
            premiere = Optional.of(new Premiere(options, progress).run());
        }
        Optional<LoadResult> admissions = Optional.empty();
        if (options.runs(Part.admissions)) {
            admissions = Optional.of(new Admissions(options, progress).run());
        }
        if (options.storm != null) {
            storm = Optional.of(new Storm(options, options.storm, progress).run());
        }
        return new RushReport(date, machine(), options.seed(), capacity, premiere, storm, admissions);
    }

    private static String machine() {
        Runtime runtime = Runtime.getRuntime();
        return "%d cores, %d MB heap, Java %s, %s %s"
                .formatted(
                        runtime.availableProcessors(),
                        runtime.maxMemory() / (1 << 20),
                        Runtime.version().feature(),
                        System.getProperty("os.name"),
                        System.getProperty("os.arch"));
    }
}
