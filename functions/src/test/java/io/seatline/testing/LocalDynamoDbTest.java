package io.seatline.testing;

import static java.util.stream.Collectors.toSet;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.GlobalSecondaryIndexDescription;
import software.amazon.awssdk.services.dynamodb.model.LocalSecondaryIndexDescription;
import software.amazon.awssdk.services.dynamodb.model.TableDescription;

class LocalDynamoDbTest {
    private final LocalDynamoDb db = LocalDynamoDb.start();

    @AfterEach
    void stop() {
        db.close();
    }

    @Test
    void has_all_tables() {
        assertEquals(
                Set.of(
                        LocalDynamoDb.CATALOG,
                        LocalDynamoDb.SEAT_CLAIMS,
                        LocalDynamoDb.BOOKINGS,
                        LocalDynamoDb.WAITLIST),
                Set.copyOf(db.client().listTables().tableNames()));
    }

    @Test
    void has_the_indexes_of_bookings() {
        assertEquals(
                Set.of(LocalDynamoDb.BY_CUSTOMER, LocalDynamoDb.OPEN_CASES, LocalDynamoDb.DUE),
                globalIndexes(LocalDynamoDb.BOOKINGS));
    }

    @Test
    void has_the_indexes_of_the_waitlist() {
        assertEquals(Set.of(LocalDynamoDb.DUE), globalIndexes(LocalDynamoDb.WAITLIST));
        assertEquals(
                Set.of(LocalDynamoDb.BY_KIND, LocalDynamoDb.BY_PLACE),
                table(LocalDynamoDb.WAITLIST).localSecondaryIndexes().stream()
                        .map(LocalSecondaryIndexDescription::indexName)
                        .collect(toSet()));
    }

    private Set<String> globalIndexes(String table) {
        return table(table).globalSecondaryIndexes().stream()
                .map(GlobalSecondaryIndexDescription::indexName)
                .collect(toSet());
    }

    private TableDescription table(String name) {
        return db.client().describeTable(r -> r.tableName(name)).table();
    }
}
