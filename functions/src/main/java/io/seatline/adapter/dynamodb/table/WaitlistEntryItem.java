package io.seatline.adapter.dynamodb.table;

import static io.seatline.adapter.dynamodb.table.DeadlineIndexes.DEADLINE_AT;
import static io.seatline.adapter.dynamodb.table.DeadlineIndexes.DEADLINE_KIND;
import static io.seatline.adapter.dynamodb.table.DeadlineIndexes.DEADLINE_SINCE;
import static io.seatline.adapter.dynamodb.table.WaitlistTable.ACCESSIBLE;
import static io.seatline.adapter.dynamodb.table.WaitlistTable.BOOKING_ID;
import static io.seatline.adapter.dynamodb.table.WaitlistTable.CUSTOMER_ID;
import static io.seatline.adapter.dynamodb.table.WaitlistTable.ENTRY_PREFIX;
import static io.seatline.adapter.dynamodb.table.WaitlistTable.ITEM;
import static io.seatline.adapter.dynamodb.table.WaitlistTable.JOINED_AT;
import static io.seatline.adapter.dynamodb.table.WaitlistTable.KIND_SIZE_PLACE;
import static io.seatline.adapter.dynamodb.table.WaitlistTable.PLACE;
import static io.seatline.adapter.dynamodb.table.WaitlistTable.REMOVED_BY;
import static io.seatline.adapter.dynamodb.table.WaitlistTable.REMOVED_REASON;
import static io.seatline.adapter.dynamodb.table.WaitlistTable.SEATS;
import static io.seatline.adapter.dynamodb.table.WaitlistTable.SHOW_ID;
import static io.seatline.adapter.dynamodb.table.WaitlistTable.STATE;
import static io.seatline.adapter.dynamodb.table.WaitlistTable.TTL;
import static io.seatline.adapter.dynamodb.table.WaitlistTable.VERSION;
import static io.seatline.adapter.dynamodb.table.WaitlistTable.WAITING_PLACE;
import static software.amazon.awssdk.enhanced.dynamodb.mapper.StaticAttributeTags.primaryPartitionKey;
import static software.amazon.awssdk.enhanced.dynamodb.mapper.StaticAttributeTags.primarySortKey;

import io.seatline.domain.BookingId;
import io.seatline.domain.CustomerId;
import io.seatline.domain.StaffId;
import io.seatline.domain.seating.Party;
import io.seatline.domain.waitlist.WaitlistEntry;
import io.seatline.domain.waitlist.WaitlistEntryBuilder;
import io.seatline.domain.waitlist.WaitlistEntryState;
import java.time.Instant;
import java.util.Optional;
import software.amazon.awssdk.enhanced.dynamodb.TableSchema;
import software.amazon.awssdk.enhanced.dynamodb.mapper.StaticImmutableTableSchema;

/** Maps a waitlist entry to the item {@code ENTRY#<suffix>}. The transaction adds the deadline shard. */
public final class WaitlistEntryItem {
    public static final TableSchema<WaitlistEntry> SCHEMA = StaticImmutableTableSchema.builder(
                    WaitlistEntry.class, Draft.class)
            .newItemBuilder(Draft::new, Draft::build)
            .addAttribute(String.class, a -> a.name(SHOW_ID)
                    .getter(e -> e.id().show().value())
                    .setter((d, v) -> d.show = v)
                    .tags(primaryPartitionKey()))
            .addAttribute(String.class, a -> a.name(ITEM)
                    .getter(e -> ENTRY_PREFIX + e.id().suffix())
                    .setter((d, v) -> d.item = v)
                    .tags(primarySortKey()))
            .addAttribute(String.class, a -> a.name(CUSTOMER_ID)
                    .getter(e -> e.customer().value())
                    .setter((d, v) -> d.entry.customer(new CustomerId(v))))
            .addAttribute(
                    Integer.class,
                    a -> a.name(SEATS).getter(e -> e.party().seats()).setter((d, v) -> d.seats = v))
            .addAttribute(
                    Boolean.class,
                    a -> a.name(ACCESSIBLE).getter(e -> e.party().accessible()).setter((d, v) -> d.accessible = v))
            .addAttribute(String.class, a -> a.name(STATE)
                    .getter(e -> e.state().name())
                    .setter((d, v) -> d.entry.state(WaitlistEntryState.valueOf(v))))
            .addAttribute(Long.class, a -> a.name(JOINED_AT)
                    .getter(e -> e.joinedAt().toEpochMilli())
                    .setter((d, v) -> d.entry.joinedAt(Instant.ofEpochMilli(v))))
            .addAttribute(Long.class, a -> a.name(PLACE)
                    .getter(e -> e.place().orElse(null))
                    .setter((d, v) -> d.entry.place(Optional.of(v))))
            .addAttribute(String.class, a -> a.name(BOOKING_ID)
                    .getter(e -> e.booking().map(BookingId::value).orElse(null))
                    .setter((d, v) -> d.entry.booking(Optional.of(new BookingId(v)))))
            .addAttribute(String.class, a -> a.name(REMOVED_BY)
                    .getter(e -> e.removal().map(r -> r.by().value()).orElse(null))
                    .setter((d, v) -> d.removedBy = v))
            .addAttribute(String.class, a -> a.name(REMOVED_REASON)
                    .getter(e -> e.removal().map(WaitlistEntry.Removal::reason).orElse(null))
                    .setter((d, v) -> d.removedReason = v))
            .addAttribute(
                    Long.class,
                    a -> a.name(VERSION).getter(WaitlistEntry::version).setter((d, v) -> d.entry.version(v)))
            .addAttribute(Long.class, a -> a.name(TTL)
                    .getter(e -> e.keptUntil().getEpochSecond())
                    .setter((d, v) -> d.entry.keptUntil(Instant.ofEpochSecond(v))))
            .addAttribute(String.class, a -> a.name(KIND_SIZE_PLACE)
                    .getter(e -> isWaiting(e)
                            ? WaitlistTable.kindSizePlace(e.party(), e.place().orElseThrow())
                            : null)
                    .setter((_, _) -> {}))
            .addAttribute(Long.class, a -> a.name(WAITING_PLACE)
                    .getter(e -> isWaiting(e) ? e.place().orElseThrow() : null)
                    .setter((_, _) -> {}))
            .addAttribute(String.class, a -> a.name(DEADLINE_KIND)
                    .getter(e ->
                            e.deadline().map(deadline -> deadline.kind().name()).orElse(null))
                    .setter((d, v) -> d.deadlineKind = v))
            .addAttribute(Long.class, a -> a.name(DEADLINE_AT)
                    .getter(e -> e.deadline()
                            .map(deadline -> deadline.at().toEpochMilli())
                            .orElse(null))
                    .setter((d, v) -> d.deadlineAt = v))
            .addAttribute(Long.class, a -> a.name(DEADLINE_SINCE)
                    .getter(e -> e.deadline()
                            .map(deadline -> deadline.since().toEpochMilli())
                            .orElse(null))
                    .setter((d, v) -> d.deadlineSince = v))
            .build();

    private WaitlistEntryItem() {}

    private static boolean isWaiting(WaitlistEntry entry) {
        return entry.state() == WaitlistEntryState.WAITING;
    }

    private static final class Draft {
        private final WaitlistEntryBuilder entry = WaitlistEntryBuilder.builder();
        private String show;
        private String item;
        private int seats;
        private boolean accessible;
        private String removedBy;
        private String removedReason;
        private String deadlineKind;
        private Long deadlineAt;
        private Long deadlineSince;

        private WaitlistEntry build() {
            return entry.id(WaitlistTable.entryId(show, item))
                    .party(new Party(seats, accessible))
                    .removal(Optional.ofNullable(removedBy)
                            .map(by -> new WaitlistEntry.Removal(new StaffId(by), removedReason)))
                    .deadline(DeadlineIndexes.deadline(deadlineKind, deadlineAt, deadlineSince))
                    .build();
        }
    }
}
