package io.seatline.infra.deployment;

import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The restored tables that the functions use instead of the stack's own: {@code seatline-<stage>-<name>-<suffix>}. A
 * table's stream is enabled after the restore, so that its ARN is not known from the table's name.
 *
 * @param suffix such as {@code 20261130}
 */
public record RestoredTables(String suffix, String bookingsStream, String waitlistStream) {
    private static final Pattern SUFFIX = Pattern.compile("[a-z0-9]([a-z0-9-]{0,30}[a-z0-9])?");
    private static final String NAMES = "restored, bookingsStream and waitlistStream";

    public RestoredTables {
        if (!SUFFIX.matcher(suffix).matches()) {
            throw new IllegalArgumentException("restored must be what follows the names of the restored tables, such as"
                    + " 20261130 (1-32 of a-z, 0-9 and -), not \"" + suffix + "\".");
        }
    }

    /**
     * Checks that the options are given together and that the streams are the restored tables'.
     *
     * @throws IllegalArgumentException if one is missing or wrong, naming it
     */
    static Optional<RestoredTables> of(
            DeploymentStage stage,
            Optional<String> suffix,
            Optional<String> bookingsStream,
            Optional<String> waitlistStream) {
        long given = Stream.of(suffix, bookingsStream, waitlistStream)
                .filter(Optional::isPresent)
                .count();
        if (given == 0) {
            return Optional.empty();
        }
        if (given < 3) {
            throw new IllegalArgumentException(
                    NAMES + " go together: give all three (infra-cdk/docs/runbooks/restore.md), or none.");
        }
        RestoredTables tables = new RestoredTables(suffix.get(), bookingsStream.get(), waitlistStream.get());
        tables.check("bookingsStream", tables.bookingsStream, tables.nameOf(stage, "bookings"));
        tables.check("waitlistStream", tables.waitlistStream, tables.nameOf(stage, "waitlist"));
        return Optional.of(tables);
    }

    /** The full name of a restored table, such as {@code seatline-prod-bookings-20261130}. */
    public String nameOf(DeploymentStage stage, String table) {
        return stage.nameOf(table) + "-" + suffix;
    }

    private void check(String option, String arn, String table) {
        String form = "arn:aws[a-z-]*:dynamodb:[a-z0-9-]+:\\d{12}:table/" + Pattern.quote(table) + "/stream/[0-9T:.-]+";
        if (!arn.matches(form)) {
            throw new IllegalArgumentException(option + " must be the ARN of the stream of " + table + ", such as"
                    + " arn:aws:dynamodb:ap-southeast-1:123456789012:table/" + table
                    + "/stream/2026-11-30T00:00:00.000, not \"" + arn + "\".");
        }
    }
}
