package io.seatline.usecase;

import com.github.benmanes.caffeine.cache.AsyncCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import io.seatline.domain.ShowId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Function;

/**
 * Caches data of a show for up to a second. Each execution environment reads it at most once a second per show, so the
 * database load depends on the number of environments and not on the number of viewers. Use it for display and for
 * early refusals only: the conditions of a write decide.
 */
public class ShowSnapshot<T> {
    /** Maximum age of an answer. */
    public static final Duration FRESH_FOR = Duration.ofSeconds(1);

    /** More shows than one execution environment serves within a second. */
    private static final int MAX_SHOWS = 200;

    private final Function<ShowId, T> reader;
    private final AsyncCache<ShowId, T> snapshots;

    /**
     * Creates a cache with a maximum age of {@link #FRESH_FOR}.
     *
     * @param reader reads the data
     */
    public ShowSnapshot(Function<ShowId, T> reader, InstantSource clock) {
        this(reader, clock, FRESH_FOR);
    }

    /**
     * Creates a cache with another maximum age.
     *
     * @param reader reads the data
     * @param freshFor the maximum age of an answer
     */
    public ShowSnapshot(Function<ShowId, T> reader, InstantSource clock, Duration freshFor) {
        this.reader = reader;
        this.snapshots = Caffeine.newBuilder()
                .expireAfterWrite(freshFor)
                .maximumSize(MAX_SHOWS)
                .ticker(ticker(clock))
                .executor(Runnable::run)
                .buildAsync();
    }

    /**
     * Returns the data, and reads it if it is not fresh. A thread that asks while another thread reads waits for that
     * read and shares its result.
     *
     * @throws RuntimeException the reader's exception, which is not cached
     */
    public final T of(ShowId show) {
        CompletableFuture<T> mine = new CompletableFuture<>();
        CompletableFuture<T> reading = snapshots.get(show, (_, _) -> mine);
        if (reading == mine) {
            try {
                mine.complete(reader.apply(show));
            } catch (RuntimeException | Error e) {
                mine.completeExceptionally(e);
                throw e;
            }
        }
        try {
            return reading.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }

    /** Returns the data if it is fresh. Never reads or waits. */
    public final Optional<T> ifFresh(ShowId show) {
        return Optional.ofNullable(snapshots.getIfPresent(show))
                .filter(reading -> reading.isDone() && !reading.isCompletedExceptionally())
                .map(CompletableFuture::join);
    }

    /**
     * Discards the data because it has changed: the next caller reads it again, even while an older read is running.
     */
    public final void invalidate(ShowId show) {
        snapshots.synchronous().invalidate(show);
    }

    protected static Ticker ticker(InstantSource clock) {
        return () -> {
            Instant now = clock.instant();
            return Duration.ofSeconds(now.getEpochSecond(), now.getNano()).toNanos();
        };
    }
}
