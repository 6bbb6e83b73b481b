package io.seatline.events.message;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.seatline.events.contract.Fields;

/**
 * The tick of a schedule. The receiver reads one shard of the deadline index.
 *
 * @param shard the shard's number in decimal digits
 */
@JsonNaming(SnakeCaseStrategy.class)
public record TickV1(String shard) implements FunctionMessage {

    /** Validates the fields as the schema does; throws an {@link IllegalArgumentException}. */
    public TickV1 {
        Fields.shard(shard);
    }
}
