package io.seatline.local.rush;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Options of {@code ./mvnw -Prush -Drush="…"}. */
final class RushOptions {
    @Spec(Spec.Target.MIXEE)
    CommandSpec spec;

    @Option(
            names = "--shows",
            paramLabel = "n",
            defaultValue = "3",
            description = "how many shows go on sale (${DEFAULT-VALUE}); with 1 everybody wants the same seats")
    int shows;

    @Option(
            names = "--seats",
            paramLabel = "n",
            defaultValue = "300",
            description = "how many seats a hall has (${DEFAULT-VALUE}), 20 to 1000")
    int seats;

    @Option(
            names = "--customers",
            paramLabel = "n",
            defaultValue = "1500",
            description = "how many customers come (${DEFAULT-VALUE})")
    int customers;

    @Option(
            names = "--rate",
            paramLabel = "n",
            defaultValue = "75",
            description = "how many come a second (${DEFAULT-VALUE}), whether or not those before are answered")
    double rate;

    @Option(
            names = "--pay",
            paramLabel = "share",
            defaultValue = "0.7",
            description = "which share of those who get seats pays (${DEFAULT-VALUE}); the others let them run out")
    double pay;

    @Option(
            names = "--transaction-ms",
            paramLabel = "n",
            defaultValue = "5",
            description =
                    "how long each of the premiere's transactions takes (${DEFAULT-VALUE}); meanwhile others at the"
                            + " same item are refused with TransactionConflict, as on AWS")
    int transactionMillis;

    @Option(
            names = "--index-lag-ms",
            paramLabel = "n",
            defaultValue = "20",
            description = "how long the premiere's changes take to reach global indexes (${DEFAULT-VALUE})")
    int indexLagMillis;

    @Option(
            names = "--hold",
            paramLabel = "seconds",
            defaultValue = "10",
            description = "how long the premiere's seats are held for payment (${DEFAULT-VALUE})")
    int hold;

    @Option(
            names = "--connections",
            paramLabel = "n",
            defaultValue = "32",
            description = "on how many connections the capacity is measured (${DEFAULT-VALUE})")
    int connections;

    @Option(
            names = "--seconds",
            paramLabel = "n",
            defaultValue = "8",
            description = "how long each capacity is measured (${DEFAULT-VALUE})")
    int seconds;

    @Option(
            names = "--storm",
            paramLabel = "n",
            description = "instead of all that: so many holds run out within one minute, and their seats go to those"
                    + " who wait")
    Integer storm;

    /** The parts of an ordinary run. */
    enum Part {
        capacity,
        premiere
    }

    @Option(names = "--only", paramLabel = "part", description = "only one of the parts: ${COMPLETION-CANDIDATES}")
    Part only;

    @Option(names = "--help", usageHelp = true, description = "shows this")
    boolean help;

    @Option(names = "--seed", paramLabel = "n", description = "repeats a run's choices (drawn afresh unless given)")
    Long seed;

    @Option(
            names = "--json",
            paramLabel = "file",
            defaultValue = "target/rush.json",
            description = "where the report is written for machines (${DEFAULT-VALUE})")
    Path json;

    /** Returns whether a part is to be run. */
    boolean runs(Part part) {
        return storm == null && (only == null || only == part);
    }

    long seed() {
        if (seed == null) {
            seed = System.nanoTime();
        }
        return seed;
    }

    /** Throws a {@link ParameterException} that names an option with an impossible value. */
    void validate() {
        within("--shows", shows, 1, 1_000);
        within("--seats", seats, 20, 1_000);
        within("--customers", customers, 1, 100_000);
        within("--rate", rate, 0.1, 10_000);
        within("--pay", pay, 0, 1);
        within("--transaction-ms", transactionMillis, 0, 1_000);
        within("--index-lag-ms", indexLagMillis, 0, 60_000);
        within("--hold", hold, 2, 3_600);
        within("--connections", connections, 1, 1_000);
        within("--seconds", seconds, 1, 600);
        if (storm != null) {
            within("--storm", storm, 1, 50_000);
        }
    }

    /** Creates the JSON file now, so that a wrong path does not cost a run. */
    void createJson() {
        try {
            Files.createDirectories(json.toAbsolutePath().getParent());
            Files.writeString(json, "");
        } catch (IOException e) {
            throw new ParameterException(
                    spec.commandLine(), "--json: " + json + " cannot be written: " + e.getMessage(), e);
        }
    }

    private void within(String option, double value, double least, double most) {
        if (!(value >= least && value <= most)) {
            throw new ParameterException(
                    spec.commandLine(),
                    "%s must be from %s to %s, not %s.".formatted(option, plain(least), plain(most), plain(value)));
        }
    }

    private static String plain(double number) {
        return number == Math.rint(number) ? Long.toString((long) number) : Double.toString(number);
    }
}
