package io.seatline.testing;

import static software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType.N;
import static software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType.S;

import io.seatline.dynamodb.DynamoDbEngine;
import io.seatline.dynamodb.EngineOptions;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.GlobalSecondaryIndex;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.LocalSecondaryIndex;
import software.amazon.awssdk.services.dynamodb.model.Projection;
import software.amazon.awssdk.services.dynamodb.model.ProjectionType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.awssdk.services.dynamodb.model.StreamSpecification;
import software.amazon.awssdk.services.dynamodb.model.StreamViewType;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;

/**
 * Seatline's tables, empty and in memory, in an engine of their own. Their schema equals that of the infrastructure.
 *
 * <pre>{@code
 * try (TestTables db = TestTables.start()) {
 *     db.client().putItem(r -> r.tableName(TestTables.BOOKINGS).item(...));
 * }
 * }</pre>
 */
public final class TestTables implements AutoCloseable {
    public static final String CATALOG = "seatline-test-catalog";
    public static final String SEAT_CLAIMS = "seatline-test-seat-claims";
    public static final String BOOKINGS = "seatline-test-bookings";
    public static final String WAITLIST = "seatline-test-waitlist";

    public static final String BY_CUSTOMER = "by_customer";
    public static final String OPEN_CASES = "open_cases";
    public static final String DEADLINE = "deadline";
    public static final String BY_KIND = "by_kind";
    public static final String BY_PLACE = "by_place";

    private final DynamoDbEngine engine;
    private final DynamoDbClient client;

    private TestTables(InstantSource clock) {
        engine = new DynamoDbEngine(EngineOptions.inMemory().clock(clock));
        client = engine.client();
        createCatalog();
        createSeatClaims();
        createBookings();
        createWaitlist();
    }

    /** Creates tables on the system clock. */
    public static TestTables start() {
        return start(InstantSource.system());
    }

    /** Creates tables on a test's clock. */
    public static TestTables start(InstantSource clock) {
        return new TestTables(clock);
    }

    /** An ordinary client of these tables. */
    public DynamoDbClient client() {
        return client;
    }

    /** A client of the tables' streams. */
    public DynamoDbStreamsClient streams() {
        return engine.streams();
    }

    @Override
    public void close() {
        engine.close();
    }

    private void createCatalog() {
        client.createTable(r -> r.tableName(CATALOG)
                .billingMode(BillingMode.PAY_PER_REQUEST)
                .attributeDefinitions(attribute("pk", S), attribute("sk", S))
                .keySchema(key("pk", "sk")));
    }

    private void createSeatClaims() {
        client.createTable(r -> r.tableName(SEAT_CLAIMS)
                .billingMode(BillingMode.PAY_PER_REQUEST)
                .attributeDefinitions(attribute("show_id", S), attribute("seat", S))
                .keySchema(key("show_id", "seat")));
    }

    private void createBookings() {
        client.createTable(r -> r.tableName(BOOKINGS)
                .billingMode(BillingMode.PAY_PER_REQUEST)
                .attributeDefinitions(
                        attribute("booking_id", S),
                        attribute("part", S),
                        attribute("customer_id", S),
                        attribute("created_at", N),
                        attribute("open_case", S),
                        attribute("opened_at", N),
                        attribute("deadline_shard", S),
                        attribute("deadline_at", N))
                .keySchema(key("booking_id", "part"))
                .globalSecondaryIndexes(
                        index(BY_CUSTOMER, ALL, "customer_id", "created_at"),
                        index(OPEN_CASES, ALL, "open_case", "opened_at"),
                        index(DEADLINE, including("deadline_kind", "correlation_id"), "deadline_shard", "deadline_at"))
                .streamSpecification(BOTH_IMAGES));
    }

    private void createWaitlist() {
        client.createTable(r -> r.tableName(WAITLIST)
                .billingMode(BillingMode.PAY_PER_REQUEST)
                .attributeDefinitions(
                        attribute("show_id", S),
                        attribute("item", S),
                        attribute("kind_size_place", S),
                        attribute("waiting_place", N),
                        attribute("deadline_shard", S),
                        attribute("deadline_at", N))
                .keySchema(key("show_id", "item"))
                .localSecondaryIndexes(
                        ofKeys(BY_KIND, "show_id", "kind_size_place"), ofKeys(BY_PLACE, "show_id", "waiting_place"))
                .globalSecondaryIndexes(
                        index(DEADLINE, including("deadline_kind", "correlation_id"), "deadline_shard", "deadline_at"))
                .streamSpecification(BOTH_IMAGES));
    }

    private static final StreamSpecification BOTH_IMAGES = StreamSpecification.builder()
            .streamEnabled(true)
            .streamViewType(StreamViewType.NEW_AND_OLD_IMAGES)
            .build();

    private static final Projection ALL =
            Projection.builder().projectionType(ProjectionType.ALL).build();

    private static final Projection KEYS_ONLY =
            Projection.builder().projectionType(ProjectionType.KEYS_ONLY).build();

    private static Projection including(String... attributes) {
        return Projection.builder()
                .projectionType(ProjectionType.INCLUDE)
                .nonKeyAttributes(attributes)
                .build();
    }

    private static GlobalSecondaryIndex index(String name, Projection projection, String... key) {
        return GlobalSecondaryIndex.builder()
                .indexName(name)
                .projection(projection)
                .keySchema(key(key))
                .build();
    }

    private static LocalSecondaryIndex ofKeys(String name, String... key) {
        return LocalSecondaryIndex.builder()
                .indexName(name)
                .projection(KEYS_ONLY)
                .keySchema(key(key))
                .build();
    }

    private static AttributeDefinition attribute(String name, ScalarAttributeType type) {
        return AttributeDefinition.builder()
                .attributeName(name)
                .attributeType(type)
                .build();
    }

    /** A hash attribute, optionally followed by a range attribute. */
    private static List<KeySchemaElement> key(String... attributes) {
        return Arrays.stream(attributes)
                .map(name -> KeySchemaElement.builder()
                        .attributeName(name)
                        .keyType(name.equals(attributes[0]) ? KeyType.HASH : KeyType.RANGE)
                        .build())
                .toList();
    }
}
