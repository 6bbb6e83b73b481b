package io.seatline.lambda.runtime;

import io.seatline.usecase.correlation.Correlated;
import io.seatline.usecase.outbox.PublishChanges.Change;
import io.seatline.usecase.outbox.UnreadableChange;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Converts the images of a stream record to a change. */
public interface ChangeReader {
    /**
     * Returns the change; empty if the item has no follow-up work. Images may be empty.
     *
     * @throws UnreadableChange if this version cannot read the images
     */
    Optional<Correlated<Change>> read(
            Map<String, AttributeValue> before, Map<String, AttributeValue> after, Instant at);
}
