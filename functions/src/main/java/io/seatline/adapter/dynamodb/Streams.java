package io.seatline.adapter.dynamodb;

import static io.seatline.adapter.dynamodb.table.Attributes.correlationId;
import static io.seatline.adapter.dynamodb.table.BookingsTable.BOOKING_PART;
import static io.seatline.adapter.dynamodb.table.BookingsTable.CASE_PREFIX;
import static io.seatline.adapter.dynamodb.table.BookingsTable.PART;
import static io.seatline.adapter.dynamodb.table.BookingsTable.PAYMENT_PREFIX;
import static io.seatline.adapter.dynamodb.table.BookingsTable.REFUND_PREFIX;
import static io.seatline.adapter.dynamodb.table.BookingsTable.SCAN_PREFIX;

import io.seatline.adapter.dynamodb.table.AdmissionItem;
import io.seatline.adapter.dynamodb.table.BookingItem;
import io.seatline.adapter.dynamodb.table.CaseItem;
import io.seatline.adapter.dynamodb.table.PaymentItem;
import io.seatline.adapter.dynamodb.table.RefundItem;
import io.seatline.adapter.dynamodb.table.SalesItem;
import io.seatline.adapter.dynamodb.table.WaitlistEntryItem;
import io.seatline.adapter.dynamodb.table.WaitlistTable;
import io.seatline.usecase.correlation.Correlated;
import io.seatline.usecase.outbox.PublishChanges.Change;
import io.seatline.usecase.outbox.UnreadableChange;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.enhanced.dynamodb.TableSchema;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Turns stream records of the tables Bookings and Waitlist into changes of bookings and their parts, and of entries. */
public final class Streams {
    private Streams() {}

    /**
     * Returns the change in a stream record; empty if the item was deleted or has no follow-up work.
     *
     * @param before the old image, empty for a new item
     * @param after the new image, empty for a deleted item
     * @throws UnreadableChange if this version cannot read the images
     */
    public static Optional<Correlated<Change>> change(
            Map<String, AttributeValue> before, Map<String, AttributeValue> after, Instant at) {
        return changeIn(before, after, at).map(change -> new Correlated<>(change, correlationId(after)));
    }

    private static Optional<Change> changeIn(
            Map<String, AttributeValue> before, Map<String, AttributeValue> after, Instant at) {
        try {
            return read(before, after, at);
        } catch (RuntimeException e) {
            // Reading only parses: it fails again however often it is repeated.
            throw new UnreadableChange(e);
        }
    }

    private static Optional<Change> read(
            Map<String, AttributeValue> before, Map<String, AttributeValue> after, Instant at) {
        if (after.isEmpty()) {
            return Optional.empty();
        }
        if (after.containsKey(PART)) {
            return booking(before, after, at);
        }
        String item = after.get(WaitlistTable.ITEM).s();
        if (item.equals(WaitlistTable.SALES_ITEM)) {
            return Optional.of(new Change.OfSales(
                    before.isEmpty() ? Optional.empty() : Optional.of(SalesItem.read(before)),
                    SalesItem.read(after),
                    at));
        }
        return item.startsWith(WaitlistTable.ENTRY_PREFIX)
                ? Optional.of(new Change.OfEntry(
                        read(WaitlistEntryItem.SCHEMA, before), WaitlistEntryItem.SCHEMA.mapToItem(after), at))
                : Optional.empty();
    }

    private static Optional<Change> booking(
            Map<String, AttributeValue> before, Map<String, AttributeValue> after, Instant at) {
        String part = after.get(PART).s();
        if (part.equals(BOOKING_PART)) {
            return Optional.of(
                    new Change.OfBooking(read(BookingItem.SCHEMA, before), BookingItem.SCHEMA.mapToItem(after), at));
        }
        if (part.startsWith(PAYMENT_PREFIX)) {
            return Optional.of(
                    new Change.OfPayment(read(PaymentItem.SCHEMA, before), PaymentItem.SCHEMA.mapToItem(after), at));
        }
        if (part.startsWith(REFUND_PREFIX)) {
            return Optional.of(
                    new Change.OfRefund(read(RefundItem.SCHEMA, before), RefundItem.SCHEMA.mapToItem(after), at));
        }
        if (part.startsWith(SCAN_PREFIX)) {
            return Optional.of(new Change.OfAdmission(
                    read(AdmissionItem.SCHEMA, before), AdmissionItem.SCHEMA.mapToItem(after), at));
        }
        if (part.startsWith(CASE_PREFIX)) {
            return Optional.of(new Change.OfCase(read(CaseItem.SCHEMA, before), CaseItem.SCHEMA.mapToItem(after), at));
        }
        return Optional.empty();
    }

    private static <T> Optional<T> read(TableSchema<T> schema, Map<String, AttributeValue> image) {
        return image.isEmpty() ? Optional.empty() : Optional.of(schema.mapToItem(image));
    }
}
