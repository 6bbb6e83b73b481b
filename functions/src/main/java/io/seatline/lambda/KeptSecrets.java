package io.seatline.lambda;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;

/** Secrets, each kept for some minutes after it was asked for. */
final class KeptSecrets implements Platform.Secrets {
    /** Long enough for a busy function to ask rarely, short enough for a rotated secret to be taken up. */
    static final Duration KEPT = Duration.ofMinutes(5);

    private final UnaryOperator<String> store;
    private final InstantSource clock;
    private final Map<String, Kept> secrets = new ConcurrentHashMap<>();

    private record Kept(String text, Instant until) {
        /** Tells nothing: it is a secret. */
        @Override
        public String toString() {
            return "Kept";
        }
    }

    /**
     * @param store gives the text of a secret by its id; what it throws is passed on
     */
    KeptSecrets(UnaryOperator<String> store, InstantSource clock) {
        this.store = store;
        this.clock = clock;
    }

    @Override
    public String get(String id) {
        Instant now = clock.instant();
        Kept kept = secrets.get(id);
        if (kept == null || !now.isBefore(kept.until())) {
            kept = new Kept(store.apply(id), now.plus(KEPT));
            secrets.put(id, kept);
        }
        return kept.text();
    }
}
