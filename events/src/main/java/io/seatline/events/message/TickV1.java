package io.seatline.events.message;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.seatline.events.contract.Fields;

/**
 * The input of a schedule: the shard of the deadline index to read.
 *
 * @param shard the shard's number in decimal digits
 */
@JsonNaming(SnakeCaseStrategy.class)
public record TickV1(String shard) implements FunctionMessage {

    /** Refuses what the schema refuses, with an {@link IllegalArgumentException}. */
    public TickV1 {
        Fields.shard(shard);
    }
}
