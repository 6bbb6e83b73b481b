package io.seatline.local.startup;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.seatline.local.Lifetime;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * {@code ./mvnw -Pstartup}: measures how soon the deployed zip answers. Takes the zip and the file to write the results to;
 * {@code REPEAT} (10) says how often each start is repeated. Linux alone has the native library of Lambda's runtime.
 */
public final class Main {
    private static final PrintStream OUT = System.out;

    private Main() {}

    public static void main(String[] arguments) throws Exception {
        Lifetime.endWithParent();
        Path zip = Path.of(arguments[0]);
        Path json = Path.of(arguments[1]).normalize();
        String repeat = System.getenv().getOrDefault("REPEAT", "10");
        if (!repeat.matches("[1-9][0-9]{0,2}")) {
            System.err.println("REPEAT takes a whole number from 1 to 999, not \"" + repeat + "\".");
            System.exit(1);
        }
        int repetitions = Integer.parseInt(repeat);
        OUT.println("Starting the tables and MoMo's simulator, loading the sample catalog …");
        try (TaskRoots roots = TaskRoots.unpack(zip);
                Backend backend = new Backend()) {
            Trials trials = new Trials(backend, roots);
            Map<Plan.Arm, List<Trial>> results = new Plan(trials, text -> OUT.println("  " + text)).run(repetitions);
            Map<Subject, Profile> profiles = new EnumMap<>(Subject.class);
            for (Subject subject : Subject.values()) {
                profiles.put(subject, Profile.of(trials, subject, roots.file(subject + ".classes")));
            }
            Report report = new Report(results, profiles, Files.size(zip));
            OUT.println(report.table());
            ObjectMapper mapper = new ObjectMapper();
            Files.createDirectories(json.getParent());
            mapper.writerWithDefaultPrettyPrinter().writeValue(json.toFile(), report.json(mapper));
            OUT.println("Each trial: " + json);
        }
    }
}
