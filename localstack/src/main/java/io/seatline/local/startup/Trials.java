package io.seatline.local.startup;

import io.seatline.local.startup.FunctionProcess.Start;
import io.seatline.local.startup.RuntimeApi.Answer;
import io.seatline.local.template.Resolved.Function;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** Starts processes and takes their times. */
final class Trials {
    /** Longer than the connections that priming left are kept. */
    private static final Duration BETWEEN_CHECKPOINT_AND_RESTORE = Duration.ofMillis(1500);

    private final Backend backend;
    private final TaskRoots roots;
    private final Reservations reservations;
    private final Path nativeClient;

    Trials(Backend backend, TaskRoots roots) throws IOException {
        this.backend = backend;
        this.roots = roots;
        reservations = new Reservations(backend.shows());
        nativeClient = roots.file("runtime.so");
        try (InputStream in = Trials.class.getClassLoader().getResourceAsStream(FunctionProcess.nativeClientName())) {
            Files.copy(in, nativeClient);
        }
    }

    /** Starts a handler, has it answer twice, and ends it. */
    Trial run(Subject subject, Mode mode) throws InterruptedException {
        try (FunctionProcess process = start(subject, mode)) {
            return run(process, subject, mode);
        }
    }

    /** The same in a process that its caller has started, and ends. */
    Trial run(FunctionProcess process, Subject subject, Mode mode) throws InterruptedException {
        try {
            RuntimeApi api = process.api();
            long ready = mode.snapshot() ? api.awaitCheckpoint() : api.awaitInitialized();
            if (mode.snapshot()) {
                Thread.sleep(BETWEEN_CHECKPOINT_AND_RESTORE);
                api.restore();
                api.awaitInitialized();
            }
            List<byte[]> events = reservations.pair();
            Duration cpuBefore = mode.snapshot() ? process.cpu() : Duration.ZERO;
            Answer first = api.invoke(events.getFirst());
            Duration cpu = process.cpu().minus(cpuBefore);
            Reservations.check(subject, first.body());
            Answer second = api.invoke(events.getLast());
            Reservations.check(subject, second.body());
            long began = mode.snapshot() ? first.handedOutAt() : process.startedAt();
            return new Trial(
                    between(process.startedAt(), ready),
                    between(began, first.answeredAt()),
                    between(first.handedOutAt(), first.answeredAt()),
                    between(second.handedOutAt(), second.answeredAt()),
                    cpu);
        } catch (IllegalStateException e) {
            throw new IllegalStateException(subject.title() + ": " + e.getMessage() + "\n" + process.lastLines(), e);
        }
    }

    FunctionProcess start(Subject subject, Mode mode, String... moreOptions) {
        Function function = backend.reserve();
        Start start = new Start(
                function,
                subject.handler(function.handler()),
                subject.taskRoot(roots),
                backend.environment(function),
                nativeClient);
        return new FunctionProcess(start, mode, roots.file("output.log"), moreOptions);
    }

    private static Duration between(long from, long to) {
        return Duration.ofNanos(to - from);
    }
}
