package io.seatline.adapter.dynamodb.table;

import static io.seatline.adapter.dynamodb.table.BookingsTable.ABOUT_BOOKING;
import static io.seatline.adapter.dynamodb.table.BookingsTable.AMOUNT;
import static io.seatline.adapter.dynamodb.table.BookingsTable.BOOKING_ID;
import static io.seatline.adapter.dynamodb.table.BookingsTable.CASE_ID;
import static io.seatline.adapter.dynamodb.table.BookingsTable.CASE_PREFIX;
import static io.seatline.adapter.dynamodb.table.BookingsTable.CASE_STATE;
import static io.seatline.adapter.dynamodb.table.BookingsTable.CLOSED;
import static io.seatline.adapter.dynamodb.table.BookingsTable.CLOSED_AT;
import static io.seatline.adapter.dynamodb.table.BookingsTable.CLOSED_BY;
import static io.seatline.adapter.dynamodb.table.BookingsTable.CURRENCY;
import static io.seatline.adapter.dynamodb.table.BookingsTable.DETAIL;
import static io.seatline.adapter.dynamodb.table.BookingsTable.MOMO_ORDER;
import static io.seatline.adapter.dynamodb.table.BookingsTable.NOTE;
import static io.seatline.adapter.dynamodb.table.BookingsTable.OPEN;
import static io.seatline.adapter.dynamodb.table.BookingsTable.OPENED_AT;
import static io.seatline.adapter.dynamodb.table.BookingsTable.OPEN_CASE;
import static io.seatline.adapter.dynamodb.table.BookingsTable.OPEN_CASES;
import static io.seatline.adapter.dynamodb.table.BookingsTable.PART;
import static io.seatline.adapter.dynamodb.table.BookingsTable.REASON;
import static software.amazon.awssdk.enhanced.dynamodb.mapper.StaticAttributeTags.primaryPartitionKey;
import static software.amazon.awssdk.enhanced.dynamodb.mapper.StaticAttributeTags.primarySortKey;
import static software.amazon.awssdk.enhanced.dynamodb.mapper.StaticAttributeTags.secondaryPartitionKey;
import static software.amazon.awssdk.enhanced.dynamodb.mapper.StaticAttributeTags.secondarySortKey;

import io.seatline.domain.BookingId;
import io.seatline.domain.Vnd;
import io.seatline.domain.payment.CaseId;
import io.seatline.domain.payment.SupportCase;
import io.seatline.domain.payment.SupportCaseBuilder;
import java.time.Instant;
import java.util.Optional;
import software.amazon.awssdk.enhanced.dynamodb.TableSchema;
import software.amazon.awssdk.enhanced.dynamodb.mapper.StaticImmutableTableSchema;

/**
 * Maps a support case to the item {@code CASE#<case_id>} beside its payment. The index of open cases contains only open ones.
 */
public final class CaseItem {
    public static final TableSchema<SupportCase> SCHEMA = StaticImmutableTableSchema.builder(
                    SupportCase.class, Draft.class)
            .newItemBuilder(Draft::new, Draft::build)
            .addAttribute(String.class, a -> a.name(BOOKING_ID)
                    .getter(c -> c.id().payment().partition())
                    .setter((_, _) -> {})
                    .tags(primaryPartitionKey()))
            .addAttribute(String.class, a -> a.name(PART)
                    .getter(c -> CASE_PREFIX + c.id().value())
                    .setter((_, _) -> {})
                    .tags(primarySortKey()))
            .addAttribute(String.class, a -> a.name(CASE_ID)
                    .getter(c -> c.id().value())
                    .setter((d, v) -> d.supportCase.id(CaseId.parse(v).orElseThrow())))
            .addAttribute(String.class, a -> a.name(REASON)
                    .getter(c -> c.reason().name())
                    .setter((d, v) -> d.supportCase.reason(SupportCase.Reason.valueOf(v))))
            .addAttribute(String.class, a -> a.name(CASE_STATE)
                    .getter(c -> c.open() ? OPEN : CLOSED)
                    .setter((d, v) -> d.supportCase.open(v.equals(OPEN))))
            .addAttribute(String.class, a -> a.name(OPEN_CASE)
                    .getter(c -> c.open() ? OPEN : null)
                    .setter((_, _) -> {})
                    .tags(secondaryPartitionKey(OPEN_CASES)))
            .addAttribute(Long.class, a -> a.name(OPENED_AT)
                    .getter(c -> c.openedAt().toEpochMilli())
                    .setter((d, v) -> d.supportCase.openedAt(Instant.ofEpochMilli(v)))
                    .tags(secondarySortKey(OPEN_CASES)))
            .addAttribute(String.class, a -> a.name(ABOUT_BOOKING)
                    .getter(c -> c.booking().map(BookingId::value).orElse(null))
                    .setter((d, v) -> d.supportCase.booking(Optional.of(new BookingId(v)))))
            .addAttribute(
                    String.class,
                    a -> a.name(MOMO_ORDER).getter(SupportCase::momoOrder).setter((d, v) -> d.supportCase.momoOrder(v)))
            .addAttribute(Long.class, a -> a.name(AMOUNT)
                    .getter(c -> c.amount().amount())
                    .setter((d, v) -> d.supportCase.amount(new Vnd(v))))
            .addAttribute(
                    String.class,
                    a -> a.name(CURRENCY).getter(_ -> Vnd.CURRENCY).setter((_, _) -> {}))
            .addAttribute(
                    String.class,
                    a -> a.name(DETAIL).getter(SupportCase::detail).setter((d, v) -> d.supportCase.detail(v)))
            .addAttribute(
                    String.class, a -> a.name(NOTE).getter(SupportCase::note).setter((d, v) -> d.supportCase.note(v)))
            .addAttribute(String.class, a -> a.name(CLOSED_BY)
                    .getter(c -> c.closedBy().map(closed -> closed.by().value()).orElse(null))
                    .setter((d, v) -> d.closedBy = v))
            .addAttribute(Long.class, a -> a.name(CLOSED_AT)
                    .getter(c -> c.closedBy()
                            .map(closed -> closed.at().toEpochMilli())
                            .orElse(null))
                    .setter((d, v) -> d.closedAt = v))
            .build();

    private CaseItem() {}

    private static final class Draft {
        private final SupportCaseBuilder supportCase = SupportCaseBuilder.builder();
        private String closedBy;
        private Long closedAt;

        private SupportCase build() {
            return supportCase
                    .closedBy(Attributes.staffAction(closedBy, closedAt))
                    .build();
        }
    }
}
