package io.seatline.lambda.http;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.seatline.domain.StaffId;
import io.seatline.domain.booking.Booking;
import java.util.List;

/** A block: seats that the cinema keeps from sale. {@code created_by} is the member of staff. */
@JsonNaming(SnakeCaseStrategy.class)
public record BlockView(
        String blockId, String showId, List<String> showSeats, String reason, String createdAt, String createdBy) {

    public static BlockView of(Booking block) {
        return new BlockView(
                block.id().value(),
                block.show().value(),
                Views.ids(block.show(), block.seats()),
                block.blockReason().orElseThrow(),
                block.createdAt().toString(),
                block.changes().getFirst().by().map(StaffId::value).orElseThrow());
    }
}
