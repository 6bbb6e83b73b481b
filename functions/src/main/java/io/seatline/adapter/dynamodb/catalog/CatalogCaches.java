package io.seatline.adapter.dynamodb.catalog;

import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** Builds the caches of catalog data in an environment. */
final class CatalogCaches {
    private CatalogCaches() {}

    /** A cache on this clock that keeps an answer for a time after it was read. */
    static Caffeine<Object, Object> keeping(Duration time, InstantSource clock) {
        return Caffeine.newBuilder()
                .expireAfterWrite(time)
                .ticker(() -> Duration.between(Instant.EPOCH, clock.instant()).toNanos())
                .executor(Runnable::run);
    }
}
