package io.seatline.dynamodb.random;

import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.ScanRequest;

/** Creates scans of a whole table or index. */
final class FullScan {
    private FullScan() {}

    /** Creates the scan; {@code index} is null for the table itself. */
    static Operation of(Shape shape, String index) {
        return new Operation.Scan(
                ScanRequest.builder().tableName(shape.name()).indexName(index).build(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }
}
