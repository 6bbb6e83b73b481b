package io.seatline.lambda.runtime;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Secrets, each kept for some minutes after it was asked for. */
final class CachedSecrets implements Platform.Secrets {
    /** Long enough for a busy function to ask rarely, short enough for a rotated secret to be taken up. */
    static final Duration KEPT = Duration.ofMinutes(5);

    /** For so long a store that failed is not asked again: one that does not answer costs each who asks some seconds. */
    static final Duration FAILED = Duration.ofSeconds(10);

    private static final Logger LOG = LoggerFactory.getLogger(CachedSecrets.class);

    private final UnaryOperator<String> store;
    private final InstantSource clock;
    private final Map<String, Kept> secrets = new ConcurrentHashMap<>();

    /** A text, or why there is none. */
    private record Kept(Optional<String> text, Optional<RuntimeException> failure, Instant until) {
        String orThrow() {
            return text.orElseThrow(failure::get);
        }

        Kept until(Instant end) {
            return new Kept(text, failure, end.isBefore(until) ? end : until);
        }

        /** Tells nothing: it is a secret. */
        @Override
        public String toString() {
            return "Kept";
        }
    }

    /**
     * @param store gives the text of a secret by its id; what it throws is passed on where no text was read before
     */
    CachedSecrets(UnaryOperator<String> store, InstantSource clock) {
        this.store = store;
        this.clock = clock;
    }

    @Override
    public String get(String id) {
        Instant now = clock.instant();
        Kept kept = secrets.get(id);
        if (kept == null || !now.isBefore(kept.until())) {
            kept = read(id, now, Optional.ofNullable(kept).flatMap(Kept::text));
            secrets.put(id, kept);
        }
        return kept.orThrow();
    }

    /** Reads it again, unless it was read in the last seconds: anybody can send a wrong signature. */
    @Override
    public void suspect(String id) {
        Instant now = clock.instant();
        secrets.computeIfPresent(
                id,
                (_, kept) -> kept.failure().isPresent()
                                || kept.until().isAfter(now.plus(KEPT).minus(FAILED))
                        ? kept
                        : kept.until(now));
    }

    /** Where it cannot be read, the text that was read last is good for a little longer. */
    private Kept read(String id, Instant now, Optional<String> last) {
        try {
            return new Kept(Optional.of(store.apply(id)), Optional.empty(), now.plus(KEPT));
        } catch (RuntimeException e) {
            LOG.error(
                    "the secret {} cannot be read; {}",
                    id,
                    last.isPresent() ? "the last one serves on" : "none was read before");
            return new Kept(last, Optional.of(e), now.plus(FAILED));
        }
    }
}
