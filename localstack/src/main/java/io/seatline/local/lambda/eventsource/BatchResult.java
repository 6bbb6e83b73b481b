package io.seatline.local.lambda.eventsource;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;

/**
 * The items of a batch that a function reported as failed. As with Lambda, a malformed answer, or one that names an item
 * outside the batch, fails the whole batch.
 *
 * @param failed the identifiers of the failed items
 */
record BatchResult(Set<String> failed) {

    private static final ObjectMapper JSON = new ObjectMapper();

    BatchResult {
        failed = Set.copyOf(failed);
    }

    /** Reads a function's answer to a batch of items. */
    static BatchResult read(byte[] answer, Collection<String> batch) {
        JsonNode failures;
        try {
            failures = JSON.readTree(answer).path("batchItemFailures");
        } catch (IOException _) {
            return all(batch);
        }
        Set<String> failed = new HashSet<>();
        for (JsonNode failure : failures) {
            String id = failure.path("itemIdentifier").asText("");
            if (!batch.contains(id)) {
                return all(batch);
            }
            failed.add(id);
        }
        return new BatchResult(failed);
    }

    static BatchResult all(Collection<String> batch) {
        return new BatchResult(new HashSet<>(batch));
    }

    static BatchResult none() {
        return new BatchResult(Set.of());
    }
}
