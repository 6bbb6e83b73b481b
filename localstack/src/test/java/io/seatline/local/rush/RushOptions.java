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
            defaultValue = "3",
            description = "shows on sale; with 1, all customers want the same seats")
    int shows;

    @Option(names = "--seats", defaultValue = "300", description = "seats of each show, 20 to 1000")
    int seats;

    @Option(names = "--customers", defaultValue = "1500", description = "number of customers")
    int customers;

    @Option(
            names = "--rate",
            defaultValue = "75",
            description = "customers a second, independent of the system's speed")
    double rate;

    @Option(names = "--pay", defaultValue = "0.7", description = "share of holds that are paid; the others expire")
    double pay;

    @Option(
            names = "--transaction-ms",
            defaultValue = "5",
            description = "duration of each of the premiere's transactions; another transaction on the same item is"
                    + " refused with TransactionConflict, as on AWS")
    int transactionMillis;

    @Option(names = "--index-lag-ms", defaultValue = "20", description = "lag of the premiere's global indexes")
    int indexLagMillis;

    @Option(names = "--hold", defaultValue = "10", description = "seconds that the premiere's holds last")
    int hold;

    @Option(names = "--connections", defaultValue = "32", description = "connections that measure the capacity")
    int connections;

    @Option(names = "--seconds", defaultValue = "8", description = "seconds that each capacity is measured")
    int seconds;

    @Option(
            names = "--storm",
            description = "instead of the other parts: this many holds expire within one minute, and their seats are"
                    + " offered to waiting entries")
    Integer storm;

    /** The parts of a run; an ordinary one has no admissions. */
    enum Part {
        capacity,
        premiere,
        admissions
    }

    @Option(names = "--only", description = "run only one of the parts: ${COMPLETION-CANDIDATES}")
    Part only;

    @Option(names = "--help", usageHelp = true, description = "show this help")
    boolean help;

    @Option(names = "--seed", description = "repeat the random choices of a run (default: a new seed)")
    Long seed;

    @Option(names = "--json", defaultValue = "target/rush.json", description = "file for the report in JSON")
    Path json;

    /** Returns whether the run includes a part. */
    boolean runs(Part part) {
        return storm == null && (only == part || (only == null && part != Part.admissions));
    }

    long seed() {
        if (seed == null) {
            seed = System.nanoTime();
        }
        return seed;
    }

    /** Throws a {@link ParameterException} that names an option with an invalid value. */
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

    /** Creates the JSON file before the run, so that an invalid path fails at once. */
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
