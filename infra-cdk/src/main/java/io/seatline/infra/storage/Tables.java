package io.seatline.infra.storage;

import io.seatline.infra.deployment.DeploymentStage;
import io.seatline.infra.deployment.RestoredTables;
import java.util.List;
import software.amazon.awscdk.services.dynamodb.Attribute;
import software.amazon.awscdk.services.dynamodb.AttributeType;
import software.amazon.awscdk.services.dynamodb.BillingMode;
import software.amazon.awscdk.services.dynamodb.GlobalSecondaryIndexProps;
import software.amazon.awscdk.services.dynamodb.ITable;
import software.amazon.awscdk.services.dynamodb.LocalSecondaryIndexProps;
import software.amazon.awscdk.services.dynamodb.PointInTimeRecoverySpecification;
import software.amazon.awscdk.services.dynamodb.ProjectionType;
import software.amazon.awscdk.services.dynamodb.StreamViewType;
import software.amazon.awscdk.services.dynamodb.Table;
import software.amazon.awscdk.services.dynamodb.TableAttributes;
import software.constructs.Construct;

/**
 * The DynamoDB tables: on demand, since load comes in rushes, with point-in-time recovery over the last 35 days.
 *
 * @param catalog cities, movies, shows, hall layouts
 * @param seatClaims only the seats that are not available
 * @param bookings bookings, payments and support cases; the outbox reads its stream and the waitlist's
 * @param waitlist the waitlists; local indexes, which can be read consistently
 */
public record Tables(ITable catalog, ITable seatClaims, ITable bookings, ITable waitlist) {
    /**
     * Shards of the deadline index, each with its own tick. A shard takes 1,000 writes a second; a paid hold is four: the
     * booking and its payment, each when its deadline is set and when it is cleared. The number may only grow: deadlines
     * in a shard without a tick are never found.
     */
    public static final int DEADLINE_SHARDS = 16;

    public static final String BY_CUSTOMER = "by_customer";
    public static final String OPEN_CASES = "open_cases";
    public static final String DEADLINE = "deadline";

    /** Waiting entries by accessibility, party size and place. */
    public static final String BY_KIND = "by_kind";

    /** Waiting entries by place. */
    public static final String BY_PLACE = "by_place";

    /** Adds the stack's own tables. */
    public static Tables in(Construct scope, DeploymentStage stage) {
        Table catalog = table(scope, "Catalog", stage, "catalog", string("pk"), string("sk"))
                .timeToLiveAttribute("ttl")
                .build();
        Table seatClaims = table(scope, "SeatClaims", stage, "seat-claims", string("show_id"), string("seat"))
                .timeToLiveAttribute("ttl")
                .build();
        Table bookings = table(scope, "Bookings", stage, "bookings", string("booking_id"), string("part")).stream(
                        StreamViewType.NEW_AND_OLD_IMAGES)
                .build();
        bookings.addGlobalSecondaryIndex(index(BY_CUSTOMER, string("customer_id"), number("created_at"))
                .projectionType(ProjectionType.ALL)
                .build());
        bookings.addGlobalSecondaryIndex(index(OPEN_CASES, string("open_case"), number("opened_at"))
                .projectionType(ProjectionType.ALL)
                .build());
        bookings.addGlobalSecondaryIndex(deadline());
        Table waitlist = table(scope, "Waitlist", stage, "waitlist", string("show_id"), string("item"))
                .timeToLiveAttribute("ttl")
                .stream(StreamViewType.NEW_AND_OLD_IMAGES)
                .build();
        waitlist.addLocalSecondaryIndex(ofKeys(BY_KIND, string("kind_size_place")));
        waitlist.addLocalSecondaryIndex(ofKeys(BY_PLACE, number("waiting_place")));
        waitlist.addGlobalSecondaryIndex(deadline());
        return new Tables(catalog, seatClaims, bookings, waitlist);
    }

    /** Refers to restored tables, which the stack does not manage. */
    public static Tables restored(Construct scope, DeploymentStage stage, RestoredTables restored) {
        return new Tables(
                reference(scope, "RestoredCatalog", restored.nameOf(stage, "catalog"), null),
                reference(scope, "RestoredSeatClaims", restored.nameOf(stage, "seat-claims"), null),
                reference(scope, "RestoredBookings", restored.nameOf(stage, "bookings"), restored.bookingsStream()),
                reference(scope, "RestoredWaitlist", restored.nameOf(stage, "waitlist"), restored.waitlistStream()));
    }

    private static ITable reference(Construct scope, String id, String name, String stream) {
        return Table.fromTableAttributes(
                scope,
                id,
                TableAttributes.builder().tableName(name).tableStreamArn(stream).build());
    }

    public List<ITable> all() {
        return List.of(catalog, seatClaims, bookings, waitlist);
    }

    private static GlobalSecondaryIndexProps deadline() {
        return index(DEADLINE, string("deadline_shard"), number("deadline_at"))
                .projectionType(ProjectionType.INCLUDE)
                .nonKeyAttributes(List.of("deadline_kind"))
                .build();
    }

    private static LocalSecondaryIndexProps ofKeys(String name, Attribute range) {
        return LocalSecondaryIndexProps.builder()
                .indexName(name)
                .sortKey(range)
                .projectionType(ProjectionType.KEYS_ONLY)
                .build();
    }

    private static Table.Builder table(
            Construct scope, String id, DeploymentStage stage, String name, Attribute hash, Attribute range) {
        return Table.Builder.create(scope, id + "Table")
                .tableName(stage.nameOf(name))
                .partitionKey(hash)
                .sortKey(range)
                .billingMode(BillingMode.PAY_PER_REQUEST)
                .pointInTimeRecoverySpecification(PointInTimeRecoverySpecification.builder()
                        .pointInTimeRecoveryEnabled(true)
                        .build())
                .deletionProtection(stage.keepsData())
                .removalPolicy(stage.removalPolicy());
    }

    private static GlobalSecondaryIndexProps.Builder index(String name, Attribute hash, Attribute range) {
        return GlobalSecondaryIndexProps.builder()
                .indexName(name)
                .partitionKey(hash)
                .sortKey(range);
    }

    private static Attribute string(String name) {
        return Attribute.builder().name(name).type(AttributeType.STRING).build();
    }

    private static Attribute number(String name) {
        return Attribute.builder().name(name).type(AttributeType.NUMBER).build();
    }
}
