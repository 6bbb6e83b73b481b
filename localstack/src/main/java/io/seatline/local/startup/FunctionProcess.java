package io.seatline.local.startup;

import io.seatline.local.template.Resolved.Function;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/** A JVM that runs a handler in Lambda's own Java runtime, from its start to its end. */
final class FunctionProcess implements AutoCloseable {
    private static final String MAIN = "com.amazonaws.services.lambda.runtime.api.client.AWSLambda";
    private static final String NATIVE_CLIENT = MAIN.replace("AWSLambda", "runtimeapi.NativeClient.JNI");

    /** What {@code /var/runtime/lib} holds on Lambda. The handler and its libraries come by the runtime's own loader. */
    private static final List<String> RUNTIME_JARS = List.of(
            "aws-lambda-java-core-",
            "aws-lambda-java-runtime-interface-client-",
            "aws-lambda-java-serialization-",
            "utils-lite-");

    private final RuntimeApi api;
    private final Process process;
    private final Path log;
    private final long startedAt;

    /**
     * What is started.
     *
     * @param function its memory and name, as the template has them
     * @param handler as Lambda is told it
     * @param taskRoot where the handler's code is unpacked
     * @param environment what the function finds in its environment
     * @param nativeClient the runtime's native library, which Lambda keeps unpacked as well
     */
    record Start(Function function, String handler, Path taskRoot, Map<String, String> environment, Path nativeClient) {
        Start {
            environment = Map.copyOf(environment);
        }
    }

    FunctionProcess(Start start, Mode mode, Path log, String... moreOptions) {
        api = new RuntimeApi();
        this.log = log;
        ProcessBuilder builder = new ProcessBuilder(command(start, mode, moreOptions))
                .directory(start.taskRoot().toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        builder.environment().clear();
        builder.environment().putAll(environment(start, mode));
        try {
            startedAt = System.nanoTime();
            process = builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException("no JVM could be started", e);
        }
        Thread.startVirtualThread(() ->
                api.fail("the runtime ended with " + process.onExit().join().exitValue()));
    }

    /**
     * The command line of Lambda's managed runtimes, as functions that print their own have published it (Java 17 and 21:
     * {@code -XX:MaxHeapSize=445645k} at 512 MB, {@code -XX:+UseSerialGC -Xshare:on -XX:SharedArchiveFile=runtime.jsa …}).
     * Amazon's own archive of the runtime's classes is not to be had: the JDK's takes its place.
     */
    private static List<String> command(Start start, Mode mode, String... more) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-XX:MaxHeapSize=" + start.function().memoryMb() * 1024L * 85 / 100 + "k");
        command.add("-XX:+UseSerialGC");
        command.add("-Xshare:auto");
        command.addAll(mode.compilation());
        command.add("--add-opens=java.base/java.io=ALL-UNNAMED");
        if (mode.hooks()) {
            command.add("-Dorg.crac.Core.Compat=com.amazonaws.services.lambda.crac");
        }
        if (mode.snapshot()) {
            // A snapshot is restored long after its connections have gone; here they go after a second.
            command.add("-Dhttp.keepAlive.time.server=1");
        }
        command.add("-Djava.net.preferIPv4Stack=true");
        command.add("-XX:+ErrorFileToStderr");
        command.add("-D" + NATIVE_CLIENT + "=" + start.nativeClient());
        command.addAll(List.of(more));
        command.addAll(List.of("-classpath", runtimeClassPath(), MAIN, start.handler()));
        return command;
    }

    private Map<String, String> environment(Start start, Mode mode) {
        Function function = start.function();
        Map<String, String> all = new HashMap<>(start.environment());
        all.put("AWS_LAMBDA_RUNTIME_API", api.address());
        all.put("AWS_LAMBDA_INITIALIZATION_TYPE", mode.initializationType());
        all.put("AWS_EXECUTION_ENV", "AWS_Lambda_java25");
        all.put("AWS_LAMBDA_FUNCTION_NAME", function.name());
        all.put("AWS_LAMBDA_FUNCTION_VERSION", "1");
        all.put("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", Integer.toString(function.memoryMb()));
        all.put("AWS_LAMBDA_LOG_GROUP_NAME", "/aws/lambda/" + function.name());
        all.put("AWS_LAMBDA_LOG_STREAM_NAME", "2026/11/26/[1]0123456789abcdef");
        all.put("LAMBDA_TASK_ROOT", start.taskRoot().toString());
        all.put("_HANDLER", start.handler());
        all.put("LANG", "en_US.UTF-8");
        all.put("TZ", ":UTC");
        all.put("PATH", "/usr/local/bin:/usr/bin:/bin");
        return all;
    }

    private static String runtimeClassPath() {
        return String.join(
                File.pathSeparator,
                classPath()
                        .filter(jar -> RUNTIME_JARS.stream()
                                .anyMatch(name ->
                                        Path.of(jar).getFileName().toString().startsWith(name)))
                        .toList());
    }

    private static Stream<String> classPath() {
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator, -1));
    }

    /** The runtime's native library for this machine, as its jar names it. */
    static String nativeClientName() {
        String architecture = System.getProperty("os.arch").toLowerCase(Locale.ROOT);
        return "jni/libaws-lambda-jni.linux-" + (architecture.equals("aarch64") ? "aarch_64" : "x86_64") + ".so";
    }

    RuntimeApi api() {
        return api;
    }

    /** When it was started, by {@link System#nanoTime()}. */
    long startedAt() {
        return startedAt;
    }

    /** Its process id. */
    long pid() {
        return process.pid();
    }

    /** The time of processors that it has used. */
    Duration cpu() {
        return process.info().totalCpuDuration().orElse(Duration.ZERO);
    }

    /** The end of what it printed, to tell why it failed. */
    String lastLines() {
        try {
            List<String> lines = Files.readAllLines(log);
            return String.join("\n", lines.subList(Math.max(0, lines.size() - 40), lines.size()));
        } catch (IOException e) {
            return "its log cannot be read: " + e.getMessage();
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
        try {
            process.waitFor();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        api.close();
    }
}
