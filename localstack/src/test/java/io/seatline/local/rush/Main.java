package io.seatline.local.rush;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import io.seatline.local.Lifetime;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine;

/** {@code ./mvnw -Prush}: measures the rush and audits it; ends with 1 where a promise was broken, 2 for a bad option. */
public final class Main {
    private static final PrintStream OUT = System.out;

    private Main() {}

    public static void main(String[] arguments) throws InterruptedException {
        Lifetime.endWithParent();
        Parameters parameters = new Parameters();
        CommandLine commandLine = new CommandLine(parameters);
        try {
            if (commandLine.parseArgs(arguments).isUsageHelpRequested()) {
                commandLine.usage(OUT);
                return;
            }
            parameters.validate();
            Files.createDirectories(parameters.json.toAbsolutePath().getParent());
            Files.writeString(parameters.json, "");
        } catch (IOException e) {
            System.err.println("--json: " + parameters.json + " cannot be written: " + e.getMessage());
            System.exit(2);
        } catch (ParameterException e) {
            System.err.println(e.getMessage() + " Ask for help with -Drush=--help.");
            System.exit(2);
        }
        OUT.println("Seed " + parameters.seed() + "; it takes some three minutes.");
        try {
            Report report = new Rush(parameters, new Progress(OUT)).run();
            OUT.println(report.text());
            write(report, parameters.json);
            System.exit(report.breaches().isEmpty() ? 0 : 1);
        } catch (RuntimeException e) {
            // The cloud's threads would go on.
            e.printStackTrace();
            System.exit(1);
        }
    }

    private static void write(Report report, Path file) {
        try {
            JsonMapper.builder()
                    .addModule(new Jdk8Module())
                    .build()
                    .writerWithDefaultPrettyPrinter()
                    .writeValue(file.toFile(), report);
            OUT.println("For machines: " + file);
        } catch (IOException e) {
            System.err.println("--json: " + file + " cannot be written: " + e.getMessage());
            System.exit(2);
        }
    }
}
