package io.seatline.local.startup;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.seatline.local.startup.Plan.Arm;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/** The results as a table and as JSON. */
final class Report {
    /** What the target says: start to first answer, Seatline over the bare handler. */
    private static final double TARGET = 1.25;

    private final Map<Arm, List<Trial>> results;
    private final Map<Subject, Profile> profiles;
    private final long zipBytes;

    Report(Map<Arm, List<Trial>> results, Map<Subject, Profile> profiles, long zipBytes) {
        this.results = results;
        this.profiles = profiles;
        this.zipBytes = zipBytes;
    }

    private Spread spread(Arm arm, Function<Trial, Duration> time) {
        return Spread.of(results.get(arm), time);
    }

    private double ratio() {
        return spread(Plan.SEATLINE, Trial::answer).over(spread(Plan.BARE, Trial::answer));
    }

    private double cpuRatio() {
        return spread(Plan.SEATLINE, Trial::cpu).over(spread(Plan.BARE, Trial::cpu));
    }

    String table() {
        StringBuilder text = new StringBuilder();
        text.append(line(
                "%nCold start, no snapshot: from the start of the process; %d starts each; ms as min / median / max",
                results.get(Plan.SEATLINE).size()));
        text.append(
                line("%-42s %22s %22s %16s %10s", "", "first answer", "of it until ready", "processor time", "then"));
        for (Arm arm : List.of(Plan.SEATLINE, Plan.BARE, Plan.POSTING)) {
            text.append(line(
                    "%-42s %22s %22s %16d %10d",
                    arm.subject().title(),
                    text(spread(arm, Trial::answer)),
                    text(spread(arm, Trial::ready)),
                    spread(arm, Trial::cpu).median().toMillis(),
                    spread(arm, Trial::second).median().toMillis()));
        }
        text.append(line(
                "Seatline over bare: %.2f by the clock (target: at most %.2f), %.2f by processor time",
                ratio(), TARGET, cpuRatio()));
        text.append(line("The zip has %,d bytes (target: under 16,000,000).", zipBytes));
        text.append(line("%nFrom a snapshot: the first invocation alone, ms as min / median / max"));
        text.append(snapshotLine("Seatline, primed", Plan.PRIMED));
        text.append(snapshotLine("Seatline, not primed", Plan.NOT_PRIMED));
        text.append(snapshotLine(Subject.BARE.title(), Plan.BARE_SNAPSHOT));
        double removed = 1 - 1 / spread(Plan.NOT_PRIMED, Trial::first).over(spread(Plan.PRIMED, Trial::first));
        text.append(line("Priming removes %.0f%% of the first invocation.", 100 * removed));
        profile(text);
        text.append(
                line(
                        "%nAll calls speak plain HTTP on this machine: no TLS, no network and no restoring is in these times."));
        return text.toString();
    }

    private String snapshotLine(String title, Arm arm) {
        return line(
                "%-42s %22s %16d",
                title,
                text(spread(arm, Trial::first)),
                spread(arm, Trial::cpu).median().toMillis());
    }

    private void profile(StringBuilder text) {
        Profile seatline = profiles.get(Subject.SEATLINE);
        Profile bare = profiles.get(Subject.BARE);
        text.append(line("%nWhere a cold start goes (one start each, which also logs its classes)"));
        text.append(line("%-42s %10s %10s", "ms since the start of the JVM", "Seatline", "bare"));
        seatline.phases()
                .forEach((phase, at) ->
                        text.append(line("  %-40s %10d %10s", phase, at.toMillis(), millis(bare.phases(), phase))));
        text.append(line("%-42s", "ms spent by the JVM on"));
        seatline.jvm()
                .forEach((what, time) ->
                        text.append(line("  %-40s %10d %10s", what, time.toMillis(), millis(bare.jvm(), what))));
        text.append(line("%-42s", "classes loaded"));
        Set<String> owners = new TreeSet<>(seatline.classes().keySet());
        owners.addAll(bare.classes().keySet());
        owners.forEach(owner -> text.append(line(
                "  %-40s %10d %10d",
                owner,
                seatline.classes().getOrDefault(owner, 0L),
                bare.classes().getOrDefault(owner, 0L))));
    }

    private static String millis(Map<String, Duration> times, String key) {
        return times.containsKey(key) ? Long.toString(times.get(key).toMillis()) : "-";
    }

    private static String text(Spread spread) {
        return line(
                        "%d / %d / %d",
                        spread.min().toMillis(),
                        spread.median().toMillis(),
                        spread.max().toMillis())
                .strip();
    }

    private static String line(String format, Object... values) {
        return String.format(Locale.ROOT, format + "%n", values);
    }

    /** The same, each trial's times in milliseconds. */
    ObjectNode json(ObjectMapper mapper) {
        ObjectNode root = mapper.createObjectNode();
        root.put("ratio", ratio())
                .put("target_ratio", TARGET)
                .put("cpu_ratio", cpuRatio())
                .put("zip_bytes", zipBytes);
        ObjectNode arms = root.putObject("trials");
        results.forEach((arm, trials) -> {
            var array = arms.putArray((arm.subject() + "_" + arm.mode()).toLowerCase(Locale.ROOT));
            trials.forEach(trial -> array.addObject()
                    .put("ready_ms", millis(trial.ready()))
                    .put("answer_ms", millis(trial.answer()))
                    .put("first_ms", millis(trial.first()))
                    .put("second_ms", millis(trial.second()))
                    .put("cpu_ms", millis(trial.cpu())));
        });
        ObjectNode where = root.putObject("profiles");
        profiles.forEach((subject, profile) -> {
            ObjectNode node = where.putObject(subject.name().toLowerCase(Locale.ROOT));
            profile.phases()
                    .forEach((phase, at) -> node.withObjectProperty("phases_ms").put(phase, millis(at)));
            profile.jvm()
                    .forEach((what, time) -> node.withObjectProperty("jvm_ms").put(what, millis(time)));
            profile.classes().forEach(node.withObjectProperty("classes")::put);
        });
        return root;
    }

    private static double millis(Duration time) {
        return time.toNanos() / 1e6;
    }
}
