package io.seatline.lambda.runtime;

import io.seatline.usecase.outbox.PublishChanges.Change;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Reads the images of a stream record as the change that they tell of. */
public interface ChangeReader {
    /** The change; nothing where the record is about an item that nothing follows from. Images may be empty. */
    Optional<Change> read(Map<String, AttributeValue> before, Map<String, AttributeValue> after, Instant at);
}
