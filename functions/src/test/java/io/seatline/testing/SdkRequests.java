package io.seatline.testing;

import java.util.function.Consumer;

/** Builds requests that callers of the AWS SDK pass as lambdas. */
public final class SdkRequests {
    private SdkRequests() {}

    /** Applies the lambda to the builder and returns the builder. */
    @SuppressWarnings("unchecked")
    public static <B> B built(B builder, Object lambda) {
        ((Consumer<B>) lambda).accept(builder);
        return builder;
    }
}
