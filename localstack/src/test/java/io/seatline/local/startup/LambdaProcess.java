package io.seatline.local.startup;

import static java.util.Map.entry;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.api.client.AWSLambda;
import com.amazonaws.services.lambda.runtime.serialization.PojoSerializer;
import io.seatline.local.template.ResolvedTemplate.Function;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awssdk.utilslite.SdkInternalThreadLocal;

/** A JVM that runs a function with AWS's runtime interface client, as Lambda's Java runtime does. */
final class LambdaProcess implements AutoCloseable {
    /** The libraries in {@code /var/runtime/lib} on Lambda. The runtime's own loader adds the function's. */
    private static final String RUNTIME_CLASS_PATH = Stream.of(
                    AWSLambda.class, Context.class, PojoSerializer.class, SdkInternalThreadLocal.class)
            .map(LambdaProcess::jarOf)
            .collect(Collectors.joining(File.pathSeparator));

    /** Names the runtime client's native library, which the client else unpacks to one path in {@code /tmp}. */
    private static final String NATIVE_LIBRARY_PROPERTY =
            "com.amazonaws.services.lambda.runtime.api.client.runtimeapi.NativeClient.JNI";

    private final RuntimeApi api;
    private final boolean snapStart;
    private final Path log;
    private final Process process;
    private final CompletableFuture<Void> ended;

    /**
     * Starts a function.
     *
     * @param snapStart whether to start it from a snapshot and call its hooks
     * @param taskRoot the directory with the unpacked zip
     * @param nativeLibrary the file of {@link #unpackNativeLibrary}
     * @param environment the function's other environment variables
     */
    LambdaProcess(
            Function function, boolean snapStart, Path taskRoot, Path nativeLibrary, Map<String, String> environment)
            throws IOException {
        this.snapStart = snapStart;
        log = Files.createTempFile(taskRoot.getParent(), function.id(), ".log");
        api = new RuntimeApi();
        ProcessBuilder builder = new ProcessBuilder(command(function, nativeLibrary))
                .directory(taskRoot.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        builder.environment().clear();
        builder.environment().putAll(function.environment());
        builder.environment().putAll(environment);
        builder.environment().putAll(reserved(function, taskRoot));
        process = builder.start();
        ended = process.onExit()
                .thenAccept(it -> api.fail("the runtime ended with " + it.exitValue() + "\n" + output()));
    }

    /**
     * Unpacks the native library of the runtime client for this processor.
     *
     * <p>Processes that unpack it by themselves overwrite each other's file while it is mapped and crash with SIGBUS.
     */
    static Path unpackNativeLibrary(Path directory) throws IOException {
        String processor = System.getProperty("os.arch").equals("aarch64") ? "aarch_64" : "x86_64";
        Path library = directory.resolve("libaws-lambda-jni.so");
        try (InputStream in =
                AWSLambda.class.getResourceAsStream("/jni/libaws-lambda-jni.linux-" + processor + ".so")) {
            Files.copy(in, library);
        }
        return library;
    }

    /** Returns the options of Lambda's managed runtimes, as printed by functions on Lambda. */
    private List<String> command(Function function, Path nativeLibrary) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:MaxHeapSize=" + function.memoryMb() * 1024L * 85 / 100 + "k",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                "--add-opens=java.base/java.io=ALL-UNNAMED",
                "-D" + NATIVE_LIBRARY_PROPERTY + "=" + nativeLibrary));
        if (snapStart) {
            command.add("-Dorg.crac.Core.Compat=com.amazonaws.services.lambda.crac");
        }
        command.addAll(List.of("-classpath", RUNTIME_CLASS_PATH, AWSLambda.class.getName(), function.handler()));
        return command;
    }

    private Map<String, String> reserved(Function function, Path taskRoot) {
        return Map.ofEntries(
                entry("AWS_LAMBDA_RUNTIME_API", api.address()),
                entry("AWS_LAMBDA_INITIALIZATION_TYPE", snapStart ? "snap-start" : "on-demand"),
                entry("AWS_LAMBDA_FUNCTION_NAME", function.name()),
                entry("AWS_LAMBDA_FUNCTION_VERSION", "1"),
                entry("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", Integer.toString(function.memoryMb())),
                entry("AWS_LAMBDA_LOG_GROUP_NAME", "/aws/lambda/" + function.name()),
                entry("AWS_LAMBDA_LOG_STREAM_NAME", "2026/11/26/[1]0123456789abcdef"),
                entry("LAMBDA_TASK_ROOT", taskRoot.toString()),
                entry("_HANDLER", function.handler()));
    }

    private static String jarOf(Class<?> type) {
        return type.getProtectionDomain().getCodeSource().getLocation().getPath();
    }

    /** Waits until the hooks before the checkpoint have run. */
    void awaitCheckpoint() {
        api.awaitCheckpoint();
    }

    /** Invokes the function and returns its answer. Calls the hooks of a function with a snapshot first. */
    String answer(byte[] event) {
        if (snapStart) {
            api.awaitCheckpoint();
            api.restore();
        }
        return api.invoke(event);
    }

    /** The output so far. */
    String output() {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
        ended.join();
        api.close();
    }
}
