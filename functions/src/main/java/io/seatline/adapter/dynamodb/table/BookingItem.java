package io.seatline.adapter.dynamodb.table;

import static io.seatline.adapter.dynamodb.table.BookingsTable.AMOUNT;
import static io.seatline.adapter.dynamodb.table.BookingsTable.ATTEMPTS;
import static io.seatline.adapter.dynamodb.table.BookingsTable.BLOCK_REASON;
import static io.seatline.adapter.dynamodb.table.BookingsTable.BOOKED_SHOW;
import static io.seatline.adapter.dynamodb.table.BookingsTable.BOOKING_ID;
import static io.seatline.adapter.dynamodb.table.BookingsTable.BOOKING_PART;
import static io.seatline.adapter.dynamodb.table.BookingsTable.BY_CUSTOMER;
import static io.seatline.adapter.dynamodb.table.BookingsTable.CHANGES;
import static io.seatline.adapter.dynamodb.table.BookingsTable.CREATED_AT;
import static io.seatline.adapter.dynamodb.table.BookingsTable.CURRENCY;
import static io.seatline.adapter.dynamodb.table.BookingsTable.CUSTOMER_ID;
import static io.seatline.adapter.dynamodb.table.BookingsTable.EXTENDED;
import static io.seatline.adapter.dynamodb.table.BookingsTable.HELD_UNTIL;
import static io.seatline.adapter.dynamodb.table.BookingsTable.OFFER;
import static io.seatline.adapter.dynamodb.table.BookingsTable.PAID_BY;
import static io.seatline.adapter.dynamodb.table.BookingsTable.PART;
import static io.seatline.adapter.dynamodb.table.BookingsTable.PRICES;
import static io.seatline.adapter.dynamodb.table.BookingsTable.RELEASES;
import static io.seatline.adapter.dynamodb.table.BookingsTable.RETURNED;
import static io.seatline.adapter.dynamodb.table.BookingsTable.SEATS;
import static io.seatline.adapter.dynamodb.table.BookingsTable.SHOW_ID;
import static io.seatline.adapter.dynamodb.table.BookingsTable.STATE;
import static io.seatline.adapter.dynamodb.table.BookingsTable.VERSION;
import static io.seatline.adapter.dynamodb.table.DeadlineIndexes.DEADLINE_AT;
import static io.seatline.adapter.dynamodb.table.DeadlineIndexes.DEADLINE_KIND;
import static io.seatline.adapter.dynamodb.table.DeadlineIndexes.DEADLINE_SINCE;
import static software.amazon.awssdk.enhanced.dynamodb.mapper.StaticAttributeTags.primaryPartitionKey;
import static software.amazon.awssdk.enhanced.dynamodb.mapper.StaticAttributeTags.primarySortKey;
import static software.amazon.awssdk.enhanced.dynamodb.mapper.StaticAttributeTags.secondaryPartitionKey;
import static software.amazon.awssdk.enhanced.dynamodb.mapper.StaticAttributeTags.secondarySortKey;

import io.seatline.domain.BookingId;
import io.seatline.domain.CustomerId;
import io.seatline.domain.PaymentId;
import io.seatline.domain.ShowId;
import io.seatline.domain.StaffId;
import io.seatline.domain.Vnd;
import io.seatline.domain.WaitlistEntryId;
import io.seatline.domain.booking.BookedShow;
import io.seatline.domain.booking.BookedShowBuilder;
import io.seatline.domain.booking.Booking;
import io.seatline.domain.booking.BookingBuilder;
import io.seatline.domain.booking.BookingChange;
import io.seatline.domain.booking.BookingState;
import io.seatline.domain.catalog.CinemaPolicies;
import io.seatline.domain.seating.SeatNumber;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.enhanced.dynamodb.EnhancedType;
import software.amazon.awssdk.enhanced.dynamodb.TableSchema;
import software.amazon.awssdk.enhanced.dynamodb.mapper.StaticImmutableTableSchema;

/** Maps a booking to the item {@code BOOKING}. The transaction adds the deadline shard. */
public final class BookingItem {
    private static final TableSchema<BookedShow> SHOW_SCHEMA = StaticImmutableTableSchema.builder(
                    BookedShow.class, BookedShowBuilder.class)
            .newItemBuilder(BookedShowBuilder::builder, BookedShowBuilder::build)
            .addAttribute(
                    String.class, a -> a.name("id").getter(s -> s.id().value()).setter((b, v) -> b.id(new ShowId(v))))
            .addAttribute(
                    String.class, a -> a.name("title").getter(BookedShow::title).setter(BookedShowBuilder::title))
            .addAttribute(
                    String.class,
                    a -> a.name("cinema").getter(BookedShow::cinema).setter(BookedShowBuilder::cinema))
            .addAttribute(
                    String.class,
                    a -> a.name("address").getter(BookedShow::address).setter(BookedShowBuilder::address))
            .addAttribute(
                    String.class, a -> a.name("hall").getter(BookedShow::hall).setter(BookedShowBuilder::hall))
            .addAttribute(Long.class, a -> a.name("starts_at")
                    .getter(s -> s.startsAt().toEpochMilli())
                    .setter((b, v) -> b.startsAt(Instant.ofEpochMilli(v))))
            .addAttribute(Long.class, a -> a.name("ends_at")
                    .getter(s -> s.endsAt().toEpochMilli())
                    .setter((b, v) -> b.endsAt(Instant.ofEpochMilli(v))))
            .addAttribute(
                    String.class,
                    a -> a.name("time_zone").getter(BookedShow::timeZone).setter(BookedShowBuilder::timeZone))
            .addAttribute(
                    String.class,
                    a -> a.name("format").getter(BookedShow::format).setter(BookedShowBuilder::format))
            .addAttribute(String.class, a -> a.name("rating")
                    .getter(s -> s.rating().orElse(null))
                    .setter((b, v) -> b.rating(Optional.of(v))))
            .addAttribute(EnhancedType.listOf(Integer.class), a -> a.name("refund_terms")
                    .getter(s -> s.refunds()
                            .map(terms -> List.of(terms.untilMinutes(), terms.feePercent()))
                            .orElse(null))
                    .setter((b, v) -> b.refunds(Optional.of(new CinemaPolicies.Refunds(v.getFirst(), v.getLast())))))
            .build();

    public static final TableSchema<Booking> SCHEMA = StaticImmutableTableSchema.builder(Booking.class, Draft.class)
            .newItemBuilder(Draft::new, Draft::build)
            .addAttribute(String.class, a -> a.name(BOOKING_ID)
                    .getter(b -> b.id().value())
                    .setter((d, v) -> d.booking.id(new BookingId(v)))
                    .tags(primaryPartitionKey()))
            .addAttribute(String.class, a -> a.name(PART)
                    .getter(_ -> BOOKING_PART)
                    .setter((_, _) -> {})
                    .tags(primarySortKey()))
            .addAttribute(String.class, a -> a.name(CUSTOMER_ID)
                    .getter(b -> b.customer().map(CustomerId::value).orElse(null))
                    .setter((d, v) -> d.booking.customer(Optional.of(new CustomerId(v))))
                    .tags(secondaryPartitionKey(BY_CUSTOMER)))
            .addAttribute(Long.class, a -> a.name(CREATED_AT)
                    .getter(b -> b.createdAt().toEpochMilli())
                    .setter((d, v) -> d.booking.createdAt(Instant.ofEpochMilli(v)))
                    .tags(secondarySortKey(BY_CUSTOMER)))
            .addAttribute(
                    String.class,
                    a -> a.name(SHOW_ID).getter(b -> b.show().value()).setter((_, _) -> {}))
            .addAttribute(
                    EnhancedType.documentOf(BookedShow.class, SHOW_SCHEMA, c -> c.ignoreNulls(true)),
                    a -> a.name(BOOKED_SHOW).getter(Booking::bookedShow).setter((d, v) -> d.booking.bookedShow(v)))
            .addAttribute(EnhancedType.listOf(String.class), a -> a.name(SEATS)
                    .getter(b -> b.seats().stream().map(SeatNumber::value).toList())
                    .setter((d, v) ->
                            d.booking.seats(v.stream().map(SeatNumber::new).toList())))
            .addAttribute(EnhancedType.listOf(Long.class), a -> a.name(PRICES)
                    .getter(b -> b.prices().stream().map(Vnd::amount).toList())
                    .setter((d, v) -> d.booking.prices(v.stream().map(Vnd::new).toList())))
            .addAttribute(EnhancedType.listOf(String.class), a -> a.name(RETURNED)
                    .getter(b ->
                            orNull(b.returned().stream().map(SeatNumber::value).toList()))
                    .setter((d, v) ->
                            d.booking.returned(v.stream().map(SeatNumber::new).toList())))
            .addAttribute(EnhancedType.listOf(String.class), a -> a.name(CHANGES)
                    .getter(b -> orNull(changes(b)))
                    .setter((d, v) -> d.booking.changes(
                            v.stream().map(BookingItem::change).toList())))
            .addAttribute(
                    Long.class,
                    a -> a.name(AMOUNT).getter(b -> b.amount().amount()).setter((d, v) -> d.booking.amount(new Vnd(v))))
            .addAttribute(
                    String.class,
                    a -> a.name(CURRENCY).getter(_ -> Vnd.CURRENCY).setter((_, _) -> {}))
            .addAttribute(String.class, a -> a.name(STATE)
                    .getter(b -> b.state().name())
                    .setter((d, v) -> d.booking.state(BookingState.valueOf(v))))
            .addAttribute(Long.class, a -> a.name(HELD_UNTIL)
                    .getter(b -> b.heldUntil().toEpochMilli())
                    .setter((d, v) -> d.booking.heldUntil(Instant.ofEpochMilli(v))))
            .addAttribute(
                    Boolean.class,
                    a -> a.name(EXTENDED).getter(Booking::extended).setter((d, v) -> d.booking.extended(v)))
            .addAttribute(
                    Integer.class,
                    a -> a.name(ATTEMPTS).getter(Booking::attempts).setter((d, v) -> d.booking.attempts(v)))
            .addAttribute(String.class, a -> a.name(OFFER)
                    .getter(b -> b.offer().map(WaitlistEntryId::value).orElse(null))
                    .setter((d, v) -> d.booking.offer(WaitlistEntryId.parse(v))))
            .addAttribute(String.class, a -> a.name(BLOCK_REASON)
                    .getter(b -> b.blockReason().orElse(null))
                    .setter((d, v) -> d.booking.blockReason(Optional.of(v))))
            .addAttribute(String.class, a -> a.name(PAID_BY)
                    .getter(b -> b.paidBy().map(PaymentId::value).orElse(null))
                    .setter((d, v) -> d.booking.paidBy(Optional.of(new PaymentId(v)))))
            .addAttribute(
                    Long.class, a -> a.name(RELEASES).getter(Booking::releases).setter((d, v) -> d.booking.releases(v)))
            .addAttribute(
                    Long.class, a -> a.name(VERSION).getter(Booking::version).setter((d, v) -> d.booking.version(v)))
            .addAttribute(String.class, a -> a.name(DEADLINE_KIND)
                    .getter(b ->
                            b.deadline().map(deadline -> deadline.kind().name()).orElse(null))
                    .setter((d, v) -> d.deadlineKind = v))
            .addAttribute(Long.class, a -> a.name(DEADLINE_AT)
                    .getter(b -> b.deadline()
                            .map(deadline -> deadline.at().toEpochMilli())
                            .orElse(null))
                    .setter((d, v) -> d.deadlineAt = v))
            .addAttribute(Long.class, a -> a.name(DEADLINE_SINCE)
                    .getter(b -> b.deadline()
                            .map(deadline -> deadline.since().toEpochMilli())
                            .orElse(null))
                    .setter((d, v) -> d.deadlineSince = v))
            .build();

    private BookingItem() {}

    /** The changes as short texts, {@code <state> <epoch milliseconds>[ <staff>]}: most bookings fit in 1 KB. */
    public static List<String> changes(Booking booking) {
        return booking.changes().stream()
                .map(c -> c.state() + " " + c.at().toEpochMilli()
                        + c.by().map(staff -> " " + staff).orElse(""))
                .toList();
    }

    private static BookingChange change(String text) {
        String[] parts = text.split(" ", 3);
        return new BookingChange(
                BookingState.valueOf(parts[0]),
                Instant.ofEpochMilli(Long.parseLong(parts[1])),
                parts.length == 3 ? Optional.of(new StaffId(parts[2])) : Optional.empty());
    }

    private static List<String> orNull(List<String> texts) {
        return texts.isEmpty() ? null : texts;
    }

    private static final class Draft {
        private final BookingBuilder booking =
                BookingBuilder.builder().returned(List.of()).changes(List.of());
        private String deadlineKind;
        private Long deadlineAt;
        private Long deadlineSince;

        private Booking build() {
            return booking.deadline(DeadlineIndexes.deadline(deadlineKind, deadlineAt, deadlineSince))
                    .build();
        }
    }
}
