package io.seatline.testing;

import static java.util.stream.Collectors.toSet;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.GlobalSecondaryIndexDescription;
import software.amazon.awssdk.services.dynamodb.model.LocalSecondaryIndexDescription;
import software.amazon.awssdk.services.dynamodb.model.TableDescription;

class TestTablesTest {
    private final TestTables db = TestTables.start();

    @AfterEach
    void stop() {
        db.close();
    }

    @Test
    void has_all_tables() {
        assertEquals(
                Set.of(TestTables.CATALOG, TestTables.SEAT_CLAIMS, TestTables.BOOKINGS, TestTables.WAITLIST),
                Set.copyOf(db.client().listTables().tableNames()));
    }

    @Test
    void has_the_indexes_of_bookings() {
        assertEquals(
                Set.of(TestTables.BY_CUSTOMER, TestTables.OPEN_CASES, TestTables.DEADLINE),
                globalIndexes(TestTables.BOOKINGS));
    }

    @Test
    void has_the_indexes_of_the_waitlist() {
        assertEquals(Set.of(TestTables.DEADLINE), globalIndexes(TestTables.WAITLIST));
        assertEquals(
                Set.of(TestTables.BY_KIND, TestTables.BY_PLACE),
                table(TestTables.WAITLIST).localSecondaryIndexes().stream()
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
