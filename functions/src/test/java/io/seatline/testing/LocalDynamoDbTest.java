package io.seatline.testing;

import static java.util.stream.Collectors.toSet;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Set;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.GlobalSecondaryIndexDescription;

class LocalDynamoDbTest {
    @Test
    void has_all_tables_and_the_indexes_of_bookings() {
        try (LocalDynamoDb db = LocalDynamoDb.start()) {
            assertEquals(
                    Set.of(LocalDynamoDb.CATALOG, LocalDynamoDb.SEAT_CLAIMS, LocalDynamoDb.BOOKINGS),
                    Set.copyOf(db.client().listTables().tableNames()));
            Set<String> indexes = db
                    .client()
                    .describeTable(r -> r.tableName(LocalDynamoDb.BOOKINGS))
                    .table()
                    .globalSecondaryIndexes()
                    .stream()
                    .map(GlobalSecondaryIndexDescription::indexName)
                    .collect(toSet());
            assertEquals(Set.of(LocalDynamoDb.BY_CUSTOMER, LocalDynamoDb.OPEN_CASES, LocalDynamoDb.DUE), indexes);
        }
    }
}
