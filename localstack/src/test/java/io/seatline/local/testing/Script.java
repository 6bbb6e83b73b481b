package io.seatline.local.testing;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A script of {@code infra-cdk} in a process of its own; a test is skipped where the script's tools are missing. */
public final class Script {
    private static final long PATIENCE_SECONDS = 120;

    private Script() {}

    /**
     * Starts a script.
     *
     * @param tools what it needs besides bash
     */
    public static Process start(String name, List<String> tools, String... arguments) {
        Stream.concat(Stream.of("bash"), tools.stream())
                .forEach(tool -> assumeTrue(runs(tool), () -> "skipped: infra-cdk/" + name + " needs " + tool));
        Path script = Path.of("..", "infra-cdk", name);
        try {
            return new ProcessBuilder(Stream.concat(Stream.of("bash", script.toString()), Stream.of(arguments))
                            .toList())
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean runs(String tool) {
        try {
            Process version = new ProcessBuilder(tool, tool.equals("openssl") ? "version" : "--version")
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return version.waitFor() == 0;
        } catch (IOException missing) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** What a script printed and how it ended. */
    public record End(int code, String out, String err) {}

    /** Waits for the end of a script. */
    public static End end(Process script) throws IOException, InterruptedException {
        script.getOutputStream().close();
        String out = new String(script.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        String err = new String(script.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
        assertTrue(script.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS), () -> out + err);
        return new End(script.exitValue(), out, err);
    }
}
