package io.seatline.adapter.dynamodb.table;

import static io.seatline.adapter.dynamodb.table.BookingsTable.BOOKING_ID;
import static io.seatline.adapter.dynamodb.table.BookingsTable.PART;
import static io.seatline.adapter.dynamodb.table.BookingsTable.SCAN_PREFIX;
import static io.seatline.adapter.dynamodb.table.BookingsTable.SEATS;
import static io.seatline.adapter.dynamodb.table.BookingsTable.SHOW_ID;
import static io.seatline.adapter.dynamodb.table.BookingsTable.UNDONE_AT;
import static io.seatline.adapter.dynamodb.table.BookingsTable.UNDONE_BY;
import static io.seatline.adapter.dynamodb.table.BookingsTable.UNDONE_REASON;
import static software.amazon.awssdk.enhanced.dynamodb.mapper.StaticAttributeTags.primaryPartitionKey;
import static software.amazon.awssdk.enhanced.dynamodb.mapper.StaticAttributeTags.primarySortKey;

import io.seatline.domain.BookingId;
import io.seatline.domain.ScanId;
import io.seatline.domain.ShowId;
import io.seatline.domain.StaffId;
import io.seatline.domain.seating.SeatNumber;
import io.seatline.domain.ticket.Admission;
import io.seatline.domain.ticket.AdmissionBuilder;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.enhanced.dynamodb.EnhancedType;
import software.amazon.awssdk.enhanced.dynamodb.TableSchema;
import software.amazon.awssdk.enhanced.dynamodb.mapper.StaticImmutableTableSchema;

/** Maps an admission to the item {@code SCAN#<scan_id>} beside its booking. */
public final class AdmissionItem {
    public static final TableSchema<Admission> SCHEMA = StaticImmutableTableSchema.builder(Admission.class, Draft.class)
            .newItemBuilder(Draft::new, Draft::build)
            .addAttribute(String.class, a -> a.name(BOOKING_ID)
                    .getter(i -> i.booking().value())
                    .setter((d, v) -> d.admission.booking(new BookingId(v)))
                    .tags(primaryPartitionKey()))
            .addAttribute(String.class, a -> a.name(PART)
                    .getter(i -> SCAN_PREFIX + i.scan().value())
                    .setter((d, v) -> d.admission.scan(new ScanId(v.substring(SCAN_PREFIX.length()))))
                    .tags(primarySortKey()))
            .addAttribute(String.class, a -> a.name(SHOW_ID)
                    .getter(i -> i.show().value())
                    .setter((d, v) -> d.admission.show(new ShowId(v))))
            .addAttribute(EnhancedType.listOf(String.class), a -> a.name(SEATS)
                    .getter(i -> i.seats().stream().map(SeatNumber::value).toList())
                    .setter((d, v) ->
                            d.admission.seats(v.stream().map(SeatNumber::new).toList())))
            .addAttribute(EnhancedType.listOf(String.class), a -> a.name("conflicting")
                    .getter(i -> i.conflicting().isEmpty()
                            ? null
                            : i.conflicting().stream().map(SeatNumber::value).toList())
                    .setter((d, v) -> d.admission.conflicting(
                            v.stream().map(SeatNumber::new).toList())))
            .addAttribute(String.class, a -> a.name(SeatClaimsTable.ADMITTED_BY)
                    .getter(i -> i.door().value())
                    .setter((d, v) -> d.admission.door(new StaffId(v))))
            .addAttribute(Long.class, a -> a.name(SeatClaimsTable.ADMITTED_AT)
                    .getter(i -> i.at().toEpochMilli())
                    .setter((d, v) -> d.admission.at(Instant.ofEpochMilli(v))))
            .addAttribute(Long.class, a -> a.name("recorded_at")
                    .getter(i -> i.recordedAt().toEpochMilli())
                    .setter((d, v) -> d.admission.recordedAt(Instant.ofEpochMilli(v))))
            .addAttribute(String.class, a -> a.name(UNDONE_BY)
                    .getter(i -> i.undone().map(u -> u.by().value()).orElse(null))
                    .setter((d, v) -> d.undoneBy = v))
            .addAttribute(Long.class, a -> a.name(UNDONE_AT)
                    .getter(i -> i.undone().map(u -> u.at().toEpochMilli()).orElse(null))
                    .setter((d, v) -> d.undoneAt = v))
            .addAttribute(String.class, a -> a.name(UNDONE_REASON)
                    .getter(i -> i.undone().map(Admission.Undone::reason).orElse(null))
                    .setter((d, v) -> d.undoneReason = v))
            .build();

    private AdmissionItem() {}

    private static final class Draft {
        private final AdmissionBuilder admission = AdmissionBuilder.builder().conflicting(List.of());
        private String undoneBy;
        private Long undoneAt;
        private String undoneReason;

        private Admission build() {
            return admission
                    .undone(Optional.ofNullable(undoneBy)
                            .map(by -> new Admission.Undone(
                                    new StaffId(by), Instant.ofEpochMilli(undoneAt), undoneReason)))
                    .build();
        }
    }
}
