package io.seatline.adapter.dynamodb.table;

import static io.seatline.adapter.dynamodb.table.Attributes.number;
import static io.seatline.adapter.dynamodb.table.Attributes.text;
import static io.seatline.adapter.dynamodb.table.Attributes.time;
import static io.seatline.adapter.dynamodb.table.WaitlistTable.AT;
import static io.seatline.adapter.dynamodb.table.WaitlistTable.BOOKINGS_CANCELLED;
import static io.seatline.adapter.dynamodb.table.WaitlistTable.BOOKINGS_REFUNDED;
import static io.seatline.adapter.dynamodb.table.WaitlistTable.BY;
import static io.seatline.adapter.dynamodb.table.WaitlistTable.ENTRIES_LAPSED;
import static io.seatline.adapter.dynamodb.table.WaitlistTable.FINISHED_AT;
import static io.seatline.adapter.dynamodb.table.WaitlistTable.REASON;
import static io.seatline.adapter.dynamodb.table.WaitlistTable.SHOW_ID;
import static io.seatline.adapter.dynamodb.table.WaitlistTable.STATE;
import static io.seatline.adapter.dynamodb.table.WaitlistTable.TTL;
import static io.seatline.adapter.dynamodb.table.WaitlistTable.VERSION;

import io.seatline.domain.Deadline;
import io.seatline.domain.ShowId;
import io.seatline.domain.StaffId;
import io.seatline.domain.catalog.SalesControl;
import io.seatline.domain.waitlist.SalesChange;
import io.seatline.domain.waitlist.SalesChange.Cancellation;
import io.seatline.domain.waitlist.SalesChangeBuilder;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Maps the last change of a show's sales to the item {@code SALES}. The transaction adds the deadline shard. */
public final class SalesItem {
    private SalesItem() {}

    public static Map<String, AttributeValue> of(SalesChange change) {
        Map<String, AttributeValue> item = new HashMap<>(WaitlistTable.salesKey(change.show()));
        item.put(STATE, text(change.control().name()));
        item.put(REASON, text(change.reason()));
        change.by().ifPresent(by -> item.put(BY, text(by.value())));
        item.put(AT, time(change.at()));
        change.cancellation().ifPresent(c -> {
            item.put(BOOKINGS_CANCELLED, number(c.bookingsCancelled()));
            item.put(BOOKINGS_REFUNDED, number(c.bookingsRefunded()));
            item.put(ENTRIES_LAPSED, number(c.entriesLapsed()));
            c.finishedAt().ifPresent(at -> item.put(FINISHED_AT, time(at)));
        });
        item.put(TTL, number(change.keptUntil().getEpochSecond()));
        item.put(VERSION, number(change.version()));
        change.deadline().ifPresent(d -> {
            item.put(DeadlineIndexes.DEADLINE_KIND, text(d.kind().name()));
            item.put(DeadlineIndexes.DEADLINE_AT, time(d.at()));
            item.put(DeadlineIndexes.DEADLINE_SINCE, time(d.since()));
        });
        return item;
    }

    public static SalesChange read(Map<String, AttributeValue> item) {
        return SalesChangeBuilder.builder()
                .show(new ShowId(item.get(SHOW_ID).s()))
                .control(SalesControl.valueOf(item.get(STATE).s()))
                .reason(item.get(REASON).s())
                .by(Optional.ofNullable(item.get(BY)).map(by -> new StaffId(by.s())))
                .at(Attributes.instant(item.get(AT)))
                .cancellation(item.containsKey(ENTRIES_LAPSED) ? Optional.of(cancellation(item)) : Optional.empty())
                .keptUntil(Instant.ofEpochSecond(longOf(item.get(TTL))))
                .version(longOf(item.get(VERSION)))
                .deadline(deadline(item))
                .build();
    }

    private static Cancellation cancellation(Map<String, AttributeValue> item) {
        return new Cancellation(
                Math.toIntExact(longOf(item.get(BOOKINGS_CANCELLED))),
                Math.toIntExact(longOf(item.get(BOOKINGS_REFUNDED))),
                Math.toIntExact(longOf(item.get(ENTRIES_LAPSED))),
                Optional.ofNullable(item.get(FINISHED_AT)).map(Attributes::instant));
    }

    private static Optional<Deadline> deadline(Map<String, AttributeValue> item) {
        return item.containsKey(DeadlineIndexes.DEADLINE_AT)
                ? DeadlineIndexes.deadline(
                        item.get(DeadlineIndexes.DEADLINE_KIND).s(),
                        longOf(item.get(DeadlineIndexes.DEADLINE_AT)),
                        longOf(item.get(DeadlineIndexes.DEADLINE_SINCE)))
                : Optional.empty();
    }

    private static long longOf(AttributeValue value) {
        return Long.parseLong(value.n());
    }
}
