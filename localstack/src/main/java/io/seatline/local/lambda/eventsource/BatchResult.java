package io.seatline.local.lambda.eventsource;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;

/** Reads a function's answer to a batch. */
final class BatchResult {

    private static final ObjectMapper JSON = new ObjectMapper();

    private BatchResult() {}

    /**
     * Returns the identifiers of the items that a function reported as failed. As with Lambda, a malformed answer, or one
     * that names an item outside the batch, fails the whole batch.
     */
    static Set<String> failed(byte[] answer, Collection<String> batch) {
        Set<String> failed = new HashSet<>();
        try {
            JSON.readTree(answer)
                    .path("batchItemFailures")
                    .forEach(
                            failure -> failed.add(failure.path("itemIdentifier").asText("")));
        } catch (IOException _) {
            return Set.copyOf(batch);
        }
        return batch.containsAll(failed) ? failed : Set.copyOf(batch);
    }
}
