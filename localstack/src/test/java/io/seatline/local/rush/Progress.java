package io.seatline.local.rush;

import java.io.PrintStream;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** Shows the progress of the run. */
final class Progress {
    private static final int REFRESH_MILLIS = 200;

    private final PrintStream out;

    Progress(PrintStream out) {
        this.out = out;
    }

    void print(String what) {
        out.println(what);
    }

    /** Runs work of a known duration. */
    <T> T during(String what, Duration length, Supplier<T> work) throws InterruptedException {
        long start = System.nanoTime();
        LongSupplier seconds = () -> (System.nanoTime() - start) / 1_000_000_000;
        return show(what + " (seconds)", length.toSeconds(), seconds, work);
    }

    /** Runs work that counts its steps. */
    <T> T counting(String what, int steps, Function<AtomicInteger, T> work) throws InterruptedException {
        AtomicInteger done = new AtomicInteger();
        return show(what, steps, done::get, () -> work.apply(done));
    }

    private static <T> T show(String what, long all, LongSupplier done, Supplier<T> work) throws InterruptedException {
        try (ProgressBar bar = new ProgressBarBuilder()
                .setTaskName(what)
                .setInitialMax(all)
                .setStyle(ProgressBarStyle.ASCII)
                .setUpdateIntervalMillis(500)
                .hideEta()
                .build()) {
            CompletableFuture<T> result = CompletableFuture.supplyAsync(work, Thread::startVirtualThread);
            while (!result.isDone()) {
                bar.stepTo(Math.min(all, done.getAsLong()));
                Thread.sleep(REFRESH_MILLIS);
            }
            bar.stepTo(all);
            return result.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }
}
