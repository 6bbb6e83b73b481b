package io.seatline.adapter.dynamodb;

import static io.seatline.adapter.dynamodb.BookingsTable.AMOUNT;
import static io.seatline.adapter.dynamodb.BookingsTable.ATTEMPTS;
import static io.seatline.adapter.dynamodb.BookingsTable.BOOKING_ID;
import static io.seatline.adapter.dynamodb.BookingsTable.BOOKING_PART;
import static io.seatline.adapter.dynamodb.BookingsTable.BY_CUSTOMER;
import static io.seatline.adapter.dynamodb.BookingsTable.CREATED_AT;
import static io.seatline.adapter.dynamodb.BookingsTable.CURRENCY;
import static io.seatline.adapter.dynamodb.BookingsTable.CUSTOMER_ID;
import static io.seatline.adapter.dynamodb.BookingsTable.EXTENDED;
import static io.seatline.adapter.dynamodb.BookingsTable.HELD_UNTIL;
import static io.seatline.adapter.dynamodb.BookingsTable.OFFER;
import static io.seatline.adapter.dynamodb.BookingsTable.PAID_BY;
import static io.seatline.adapter.dynamodb.BookingsTable.PART;
import static io.seatline.adapter.dynamodb.BookingsTable.RELEASES;
import static io.seatline.adapter.dynamodb.BookingsTable.SEATS;
import static io.seatline.adapter.dynamodb.BookingsTable.SHOW_ID;
import static io.seatline.adapter.dynamodb.BookingsTable.STATE;
import static io.seatline.adapter.dynamodb.BookingsTable.VERSION;
import static io.seatline.adapter.dynamodb.DueIndexes.DUE_AT;
import static io.seatline.adapter.dynamodb.DueIndexes.DUE_KIND;
import static io.seatline.adapter.dynamodb.DueIndexes.DUE_SINCE;
import static software.amazon.awssdk.enhanced.dynamodb.mapper.StaticAttributeTags.primaryPartitionKey;
import static software.amazon.awssdk.enhanced.dynamodb.mapper.StaticAttributeTags.primarySortKey;
import static software.amazon.awssdk.enhanced.dynamodb.mapper.StaticAttributeTags.secondaryPartitionKey;
import static software.amazon.awssdk.enhanced.dynamodb.mapper.StaticAttributeTags.secondarySortKey;

import io.seatline.domain.Booking;
import io.seatline.domain.BookingId;
import io.seatline.domain.BookingState;
import io.seatline.domain.CustomerId;
import io.seatline.domain.OrderId;
import io.seatline.domain.SeatNumber;
import io.seatline.domain.ShowId;
import io.seatline.domain.TicketId;
import io.seatline.domain.Vnd;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.enhanced.dynamodb.EnhancedType;
import software.amazon.awssdk.enhanced.dynamodb.TableSchema;
import software.amazon.awssdk.enhanced.dynamodb.mapper.StaticImmutableTableSchema;

/** A booking as the item {@code BOOKING}. The due shard is the transaction's to add. */
final class BookingItem {
    static final TableSchema<Booking> SCHEMA = StaticImmutableTableSchema.builder(Booking.class, Draft.class)
            .newItemBuilder(Draft::new, Draft::build)
            .addAttribute(String.class, a -> a.name(BOOKING_ID)
                    .getter(b -> b.id().value())
                    .setter((d, v) -> d.id = new BookingId(v))
                    .tags(primaryPartitionKey()))
            .addAttribute(String.class, a -> a.name(PART)
                    .getter(_ -> BOOKING_PART)
                    .setter((_, _) -> {})
                    .tags(primarySortKey()))
            .addAttribute(String.class, a -> a.name(CUSTOMER_ID)
                    .getter(b -> b.customer().value())
                    .setter((d, v) -> d.customer = new CustomerId(v))
                    .tags(secondaryPartitionKey(BY_CUSTOMER)))
            .addAttribute(Long.class, a -> a.name(CREATED_AT)
                    .getter(b -> b.createdAt().toEpochMilli())
                    .setter((d, v) -> d.createdAt = Instant.ofEpochMilli(v))
                    .tags(secondarySortKey(BY_CUSTOMER)))
            .addAttribute(
                    String.class,
                    a -> a.name(SHOW_ID).getter(b -> b.show().value()).setter((d, v) -> d.show = new ShowId(v)))
            .addAttribute(EnhancedType.listOf(String.class), a -> a.name(SEATS)
                    .getter(b -> b.seats().stream().map(SeatNumber::value).toList())
                    .setter((d, v) -> d.seats = v.stream().map(SeatNumber::new).toList()))
            .addAttribute(
                    Long.class,
                    a -> a.name(AMOUNT).getter(b -> b.amount().amount()).setter((d, v) -> d.amount = new Vnd(v)))
            .addAttribute(
                    String.class,
                    a -> a.name(CURRENCY).getter(_ -> Vnd.CURRENCY).setter((_, _) -> {}))
            .addAttribute(String.class, a -> a.name(STATE)
                    .getter(b -> b.state().name())
                    .setter((d, v) -> d.state = BookingState.valueOf(v)))
            .addAttribute(Long.class, a -> a.name(HELD_UNTIL)
                    .getter(b -> b.heldUntil().toEpochMilli())
                    .setter((d, v) -> d.heldUntil = Instant.ofEpochMilli(v)))
            .addAttribute(
                    Boolean.class,
                    a -> a.name(EXTENDED).getter(Booking::extended).setter((d, v) -> d.extended = v))
            .addAttribute(
                    Integer.class,
                    a -> a.name(ATTEMPTS).getter(Booking::attempts).setter((d, v) -> d.attempts = v))
            .addAttribute(String.class, a -> a.name(OFFER)
                    .getter(b -> b.offer().map(TicketId::value).orElse(null))
                    .setter((d, v) -> d.offer = TicketId.parse(v)))
            .addAttribute(String.class, a -> a.name(PAID_BY)
                    .getter(b -> b.paidBy().map(OrderId::value).orElse(null))
                    .setter((d, v) -> d.paidBy = Optional.of(new OrderId(v))))
            .addAttribute(
                    Long.class, a -> a.name(RELEASES).getter(Booking::releases).setter((d, v) -> d.releases = v))
            .addAttribute(
                    Long.class, a -> a.name(VERSION).getter(Booking::version).setter((d, v) -> d.version = v))
            .addAttribute(String.class, a -> a.name(DUE_KIND)
                    .getter(b -> b.due().map(due -> due.kind().name()).orElse(null))
                    .setter((d, v) -> d.dueKind = v))
            .addAttribute(Long.class, a -> a.name(DUE_AT)
                    .getter(b -> b.due().map(due -> due.at().toEpochMilli()).orElse(null))
                    .setter((d, v) -> d.dueAt = v))
            .addAttribute(Long.class, a -> a.name(DUE_SINCE)
                    .getter(b -> b.due().map(due -> due.since().toEpochMilli()).orElse(null))
                    .setter((d, v) -> d.dueSince = v))
            .build();

    private BookingItem() {}

    private static final class Draft {
        private BookingId id;
        private CustomerId customer;
        private ShowId show;
        private List<SeatNumber> seats;
        private Vnd amount;
        private BookingState state;
        private Instant createdAt;
        private Instant heldUntil;
        private boolean extended;
        private int attempts;
        private Optional<TicketId> offer = Optional.empty();
        private Optional<OrderId> paidBy = Optional.empty();
        private long releases;
        private long version;
        private String dueKind;
        private Long dueAt;
        private Long dueSince;

        private Booking build() {
            return new Booking(
                    id,
                    customer,
                    show,
                    seats,
                    amount,
                    state,
                    createdAt,
                    heldUntil,
                    extended,
                    attempts,
                    offer,
                    paidBy,
                    releases,
                    version,
                    DueIndexes.due(dueKind, dueAt, dueSince));
        }
    }
}
