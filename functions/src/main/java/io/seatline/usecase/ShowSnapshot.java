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
 * Something of a show as it was at most a second ago. However many threads ask, it is read at most once a second for
 * each show, so that the database sees environments and not viewers. For showing and for early refusals: what decides
 * is the condition of a write.
 */
public class ShowSnapshot<T> {
    /** How old an answer may be. */
    public static final Duration FRESH_FOR = Duration.ofSeconds(1);

    /** More shows than one environment serves within a second. */
    private static final int MAX_SHOWS = 200;

    private final Function<ShowId, T> reader;
    private final AsyncCache<ShowId, T> snapshots;

    /**
     * A snapshot of each show that is asked for.
     *
     * @param reader reads what the snapshot is of
     */
    public ShowSnapshot(Function<ShowId, T> reader, InstantSource clock) {
        this(reader, clock, FRESH_FOR);
    }

    /**
     * A snapshot that is read more or less often.
     *
     * @param freshFor how old an answer may be
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
     * What it is. Who asks while another thread reads waits for that reading and shares its outcome.
     *
     * @throws RuntimeException the reader's, if it cannot be read; nothing is kept of it
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

    /** What it is, if it is fresh; never reads or waits. */
    public final Optional<T> ifFresh(ShowId show) {
        return Optional.ofNullable(snapshots.getIfPresent(show))
                .filter(reading -> reading.isDone() && !reading.isCompletedExceptionally())
                .map(CompletableFuture::join);
    }

    /** It has changed: the next who asks reads again, even while an earlier reading is under way. */
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
