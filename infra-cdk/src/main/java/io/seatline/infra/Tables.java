package io.seatline.infra;

import java.util.List;
import software.amazon.awscdk.services.dynamodb.Attribute;
import software.amazon.awscdk.services.dynamodb.AttributeType;
import software.amazon.awscdk.services.dynamodb.BillingMode;
import software.amazon.awscdk.services.dynamodb.GlobalSecondaryIndexProps;
import software.amazon.awscdk.services.dynamodb.LocalSecondaryIndexProps;
import software.amazon.awscdk.services.dynamodb.PointInTimeRecoverySpecification;
import software.amazon.awscdk.services.dynamodb.ProjectionType;
import software.amazon.awscdk.services.dynamodb.StreamViewType;
import software.amazon.awscdk.services.dynamodb.Table;
import software.constructs.Construct;

/**
 * The tables: on demand, because a rush is not a rate, and recoverable to any second of the last 35 days.
 *
 * @param catalog cities, movies, shows, hall layouts
 * @param seatClaims only the seats that are not available
 * @param bookings bookings, their payments, their support cases; its stream and the waitlist's are the outbox
 * @param waitlist each show's waitlist; its local indexes can be read consistently
 */
record Tables(Table catalog, Table seatClaims, Table bookings, Table waitlist) {
    static final String BY_CUSTOMER = "by_customer";
    static final String OPEN_CASES = "open_cases";
    static final String DEADLINE = "deadline";

    /** Who waits, by whether accessible seats are asked for, then the party's size, then the place. */
    static final String BY_KIND = "by_kind";

    /** Who waits, by place. */
    static final String BY_PLACE = "by_place";

    static Tables in(Construct scope, DeploymentStage stage) {
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
