package io.seatline.adapter.dynamodb.table;

import static software.amazon.awssdk.enhanced.dynamodb.mapper.StaticAttributeTags.primaryPartitionKey;
import static software.amazon.awssdk.enhanced.dynamodb.mapper.StaticAttributeTags.primarySortKey;

import io.seatline.domain.BookingId;
import io.seatline.domain.ScanId;
import io.seatline.domain.ShowId;
import io.seatline.domain.StaffId;
import io.seatline.domain.seating.SeatClaim;
import io.seatline.domain.seating.SeatNumber;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.enhanced.dynamodb.TableSchema;
import software.amazon.awssdk.enhanced.dynamodb.mapper.StaticImmutableTableSchema;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The table SeatClaims, with an item for each seat that is not available. */
public final class SeatClaimsTable {
    public static final String SHOW_ID = "show_id";
    public static final String SEAT = "seat";
    public static final String STATE = "state";
    public static final String BOOKING_ID = "booking_id";
    public static final String HELD_UNTIL = "held_until";
    public static final String SCAN_ID = "scan_id";
    public static final String ADMITTED_BY = "admitted_by";
    public static final String ADMITTED_AT = "admitted_at";
    static final String TTL = "ttl";

    /** Nobody has a claim on the seat. */
    public static final String NO_CLAIM = "attribute_not_exists(seat)";

    /** The claim still has the state and the booking that the caller expects, and nobody is let in for the seat. */
    public static final String CLAIM_AS_KNOWN =
            "#state = :from AND booking_id = :booking AND attribute_not_exists(scan_id)";

    /** The claim still has the state and the booking that the caller expects, and this scan let somebody in. */
    public static final String ADMITTED_AS_KNOWN = "#state = :from AND booking_id = :booking AND scan_id = :scan";

    public static final TableSchema<ClaimItem> SCHEMA = StaticImmutableTableSchema.builder(ClaimItem.class, Draft.class)
            .newItemBuilder(Draft::new, Draft::build)
            .addAttribute(String.class, a -> a.name(SHOW_ID)
                    .getter(i -> i.show().value())
                    .setter((d, v) -> d.show = new ShowId(v))
                    .tags(primaryPartitionKey()))
            .addAttribute(String.class, a -> a.name(SEAT)
                    .getter(i -> i.seat().value())
                    .setter((d, v) -> d.seat = new SeatNumber(v))
                    .tags(primarySortKey()))
            .addAttribute(
                    String.class,
                    a -> a.name(STATE).getter(i -> stateOf(i.claim())).setter((d, v) -> d.state = v))
            .addAttribute(String.class, a -> a.name(BOOKING_ID)
                    .getter(i -> i.claim().booking().value())
                    .setter((d, v) -> d.booking = new BookingId(v)))
            .addAttribute(Long.class, a -> a.name(HELD_UNTIL)
                    .getter(i -> i.claim() instanceof SeatClaim.Held held
                            ? (Long) held.until().toEpochMilli()
                            : null)
                    .setter((d, v) -> d.heldUntil = v))
            .addAttribute(String.class, a -> a.name(SCAN_ID)
                    .getter(i ->
                            admitted(i.claim()).map(in -> in.scan().value()).orElse(null))
                    .setter((d, v) -> d.scan = v))
            .addAttribute(String.class, a -> a.name(ADMITTED_BY)
                    .getter(i ->
                            admitted(i.claim()).map(in -> in.door().value()).orElse(null))
                    .setter((d, v) -> d.admittedBy = v))
            .addAttribute(Long.class, a -> a.name(ADMITTED_AT)
                    .getter(i -> admitted(i.claim())
                            .map(in -> in.at().toEpochMilli())
                            .orElse(null))
                    .setter((d, v) -> d.admittedAt = v))
            .addAttribute(
                    Long.class,
                    a -> a.name(TTL).getter(i -> i.keptUntil().getEpochSecond()).setter((d, v) -> d.ttl = v))
            .build();

    private SeatClaimsTable() {}

    /** A claim as it is stored. */
    public record ClaimItem(ShowId show, SeatNumber seat, SeatClaim claim, Instant keptUntil) {}

    public static String stateOf(SeatClaim claim) {
        return switch (claim) {
            case SeatClaim.Held _ -> "HELD";
            case SeatClaim.Released _ -> "RELEASED";
            case SeatClaim.Sold _ -> "SOLD";
            case SeatClaim.Blocked _ -> "BLOCKED";
        };
    }

    /** The admission on a claim, which only a sold seat can have. */
    public static Optional<SeatClaim.Admitted> admitted(SeatClaim claim) {
        return claim instanceof SeatClaim.Sold sold ? sold.admitted() : Optional.empty();
    }

    public static Map<String, AttributeValue> key(ShowId show, SeatNumber seat) {
        return Map.of(SHOW_ID, Attributes.text(show.value()), SEAT, Attributes.text(seat.value()));
    }

    private static final class Draft {
        private ShowId show;
        private SeatNumber seat;
        private String state;
        private BookingId booking;
        private Long heldUntil;
        private String scan;
        private String admittedBy;
        private Long admittedAt;
        private long ttl;

        private ClaimItem build() {
            SeatClaim claim =
                    switch (state) {
                        case "HELD" -> new SeatClaim.Held(booking, Instant.ofEpochMilli(heldUntil));
                        case "RELEASED" -> new SeatClaim.Released(booking);
                        case "SOLD" -> new SeatClaim.Sold(booking, admitted());
                        case "BLOCKED" -> new SeatClaim.Blocked(booking);
                        default ->
                            throw new IllegalStateException(
                                    "claim on seat " + seat + " of show " + show + " has unknown state " + state);
                    };
            return new ClaimItem(show, seat, claim, Instant.ofEpochSecond(ttl));
        }

        private Optional<SeatClaim.Admitted> admitted() {
            return Optional.ofNullable(scan)
                    .map(id -> new SeatClaim.Admitted(
                            new ScanId(id), new StaffId(admittedBy), Instant.ofEpochMilli(admittedAt)));
        }
    }
}
