package io.seatline.adapter.dynamodb.table;

import static io.seatline.adapter.dynamodb.table.BookingsTable.AMOUNT;
import static io.seatline.adapter.dynamodb.table.BookingsTable.BOOKING_ID;
import static io.seatline.adapter.dynamodb.table.BookingsTable.CURRENCY;
import static io.seatline.adapter.dynamodb.table.BookingsTable.NOTE;
import static io.seatline.adapter.dynamodb.table.BookingsTable.PART;
import static io.seatline.adapter.dynamodb.table.BookingsTable.REASON;
import static io.seatline.adapter.dynamodb.table.BookingsTable.REFUND_PREFIX;
import static io.seatline.adapter.dynamodb.table.BookingsTable.SEATS;
import static io.seatline.adapter.dynamodb.table.BookingsTable.STATE;
import static io.seatline.adapter.dynamodb.table.BookingsTable.TRIES;
import static software.amazon.awssdk.enhanced.dynamodb.mapper.StaticAttributeTags.primaryPartitionKey;
import static software.amazon.awssdk.enhanced.dynamodb.mapper.StaticAttributeTags.primarySortKey;

import io.seatline.domain.StaffId;
import io.seatline.domain.Vnd;
import io.seatline.domain.payment.Refund;
import io.seatline.domain.payment.RefundBuilder;
import io.seatline.domain.payment.RefundId;
import io.seatline.domain.payment.RefundState;
import io.seatline.domain.seating.SeatNumber;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.enhanced.dynamodb.EnhancedType;
import software.amazon.awssdk.enhanced.dynamodb.TableSchema;
import software.amazon.awssdk.enhanced.dynamodb.mapper.StaticImmutableTableSchema;

/** Maps a refund to the item {@code REFUND#<refund_id>} beside its payment. The transaction adds the deadline shard. */
public final class RefundItem {
    public static final TableSchema<Refund> SCHEMA = StaticImmutableTableSchema.builder(Refund.class, Draft.class)
            .newItemBuilder(Draft::new, Draft::build)
            .addAttribute(String.class, a -> a.name(BOOKING_ID)
                    .getter(r -> r.payment().partition())
                    .setter((_, _) -> {})
                    .tags(primaryPartitionKey()))
            .addAttribute(String.class, a -> a.name(PART)
                    .getter(r -> REFUND_PREFIX + r.id().value())
                    .setter((d, v) -> d.refund.id(
                            RefundId.parse(v.substring(REFUND_PREFIX.length())).orElseThrow()))
                    .tags(primarySortKey()))
            .addAttribute(
                    Long.class,
                    a -> a.name(AMOUNT).getter(r -> r.amount().amount()).setter((d, v) -> d.refund.amount(new Vnd(v))))
            .addAttribute(
                    String.class,
                    a -> a.name(CURRENCY).getter(_ -> Vnd.CURRENCY).setter((_, _) -> {}))
            .addAttribute(EnhancedType.listOf(String.class), a -> a.name(SEATS)
                    .getter(r -> r.seats().stream().map(SeatNumber::value).toList())
                    .setter((d, v) ->
                            d.refund.seats(v.stream().map(SeatNumber::new).toList())))
            .addAttribute(EnhancedType.listOf(String.class), a -> a.name("admitted")
                    .getter(r -> r.admitted().isEmpty()
                            ? null
                            : r.admitted().stream().map(SeatNumber::value).toList())
                    .setter((d, v) ->
                            d.refund.admitted(v.stream().map(SeatNumber::new).toList())))
            .addAttribute(String.class, a -> a.name(REASON)
                    .getter(r -> r.reason().name())
                    .setter((d, v) -> d.refund.reason(Refund.Reason.valueOf(v))))
            .addAttribute(String.class, a -> a.name("method")
                    .getter(r -> r.method().name())
                    .setter((d, v) -> d.refund.method(Refund.Method.valueOf(v))))
            .addAttribute(String.class, a -> a.name("requested_by")
                    .getter(r -> r.by().map(StaffId::value).orElse(null))
                    .setter((d, v) -> d.refund.by(Optional.of(new StaffId(v)))))
            .addAttribute(String.class, a -> a.name("handled_by")
                    .getter(r -> r.handled().map(h -> h.by().value()).orElse(null))
                    .setter((d, v) -> d.handledBy = v))
            .addAttribute(Long.class, a -> a.name("handled_at")
                    .getter(r -> r.handled().map(h -> h.at().toEpochMilli()).orElse(null))
                    .setter((d, v) -> d.handledAt = v))
            .addAttribute(String.class, a -> a.name(NOTE).getter(Refund::note).setter((d, v) -> d.refund.note(v)))
            .addAttribute(String.class, a -> a.name(STATE)
                    .getter(r -> r.state().name())
                    .setter((d, v) -> d.refund.state(RefundState.valueOf(v))))
            .addAttribute(
                    Integer.class, a -> a.name(TRIES).getter(Refund::tries).setter((d, v) -> d.refund.tries(v)))
            .addAttribute(Long.class, a -> a.name("requested_at")
                    .getter(r -> r.requestedAt().toEpochMilli())
                    .setter((d, v) -> d.refund.requestedAt(Instant.ofEpochMilli(v))))
            .addAttribute(Long.class, a -> a.name("ended_at")
                    .getter(r -> r.endedAt().map(Instant::toEpochMilli).orElse(null))
                    .setter((d, v) -> d.refund.endedAt(Optional.of(Instant.ofEpochMilli(v)))))
            .addAttribute(Long.class, a -> a.name(DeadlineIndexes.DEADLINE_AT)
                    .getter(r -> r.deadline().map(d -> d.at().toEpochMilli()).orElse(null))
                    .setter((d, v) -> d.deadlineAt = v))
            .addAttribute(Long.class, a -> a.name(DeadlineIndexes.DEADLINE_SINCE)
                    .getter(r -> r.deadline().map(d -> d.since().toEpochMilli()).orElse(null))
                    .setter((d, v) -> d.deadlineSince = v))
            .addAttribute(String.class, a -> a.name(DeadlineIndexes.DEADLINE_KIND)
                    .getter(r -> r.deadline().map(d -> d.kind().name()).orElse(null))
                    .setter((d, v) -> d.deadlineKind = v))
            .build();

    private RefundItem() {}

    private static final class Draft {
        private final RefundBuilder refund = RefundBuilder.builder().admitted(List.of());
        private String handledBy;
        private Long handledAt;
        private String deadlineKind;
        private Long deadlineAt;
        private Long deadlineSince;

        private Refund build() {
            return refund.handled(Attributes.staffAction(handledBy, handledAt))
                    .deadline(DeadlineIndexes.deadline(deadlineKind, deadlineAt, deadlineSince))
                    .build();
        }
    }
}
