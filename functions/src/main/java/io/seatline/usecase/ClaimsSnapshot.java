package io.seatline.usecase;

import com.github.benmanes.caffeine.cache.AsyncCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.seatline.domain.SeatClaim;
import io.seatline.domain.SeatNumber;
import io.seatline.domain.ShowId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * The claims of a show as they were at most a second ago. However many threads ask, the ledger is read at most once a
 * second for each show, so that the database sees environments and not viewers. For showing and for early refusals:
 * what decides is the condition of a write.
 */
public final class ClaimsSnapshot {
    /** How old an answer may be. */
    public static final Duration FRESH_FOR = Duration.ofSeconds(1);

    /** More shows than one environment serves within a second. */
    private static final int MAX_SHOWS = 200;

    private final Ledger ledger;
    private final AsyncCache<ShowId, Map<SeatNumber, SeatClaim>> snapshots;

    public ClaimsSnapshot(Ledger ledger, InstantSource clock) {
        this.ledger = ledger;
        this.snapshots = Caffeine.newBuilder()
                .expireAfterWrite(FRESH_FOR)
                .maximumSize(MAX_SHOWS)
                .ticker(() -> nanos(clock.instant()))
                .executor(Runnable::run)
                .buildAsync();
    }

    /**
     * The claims by seat. Who asks while another thread reads waits for that reading and shares its outcome.
     *
     * @throws RuntimeException the ledger's, if it cannot be read; nothing is kept of it
     */
    public Map<SeatNumber, SeatClaim> of(ShowId show) {
        CompletableFuture<Map<SeatNumber, SeatClaim>> mine = new CompletableFuture<>();
        CompletableFuture<Map<SeatNumber, SeatClaim>> reading = snapshots.get(show, (_, _) -> mine);
        if (reading == mine) {
            try {
                mine.complete(Map.copyOf(ledger.claims(show, false)));
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

    /** The claims by seat, if they were read within the last second; never reads or waits. */
    public Optional<Map<SeatNumber, SeatClaim>> ifFresh(ShowId show) {
        return Optional.ofNullable(snapshots.getIfPresent(show))
                .filter(reading -> reading.isDone() && !reading.isCompletedExceptionally())
                .map(CompletableFuture::join);
    }

    /** The claims have changed: the next who asks reads again, even while an earlier reading is under way. */
    public void forget(ShowId show) {
        snapshots.synchronous().invalidate(show);
    }

    private static long nanos(Instant instant) {
        return Duration.ofSeconds(instant.getEpochSecond(), instant.getNano()).toNanos();
    }
}
