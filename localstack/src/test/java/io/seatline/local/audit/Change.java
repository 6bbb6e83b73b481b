package io.seatline.local.audit;

import java.math.BigInteger;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.Record;

/** A committed change of a booking or a waitlist entry, read from the tables' streams. */
sealed interface Change {

    /** The states of a booking that owns its seats. */
    Set<String> OWNING = Set.of("IN_BOOKING", "PAID", "BLOCKED");

    /** The sequence number in the order of all commits. */
    BigInteger number();

    String show();

    /**
     * A change of a booking.
     *
     * @param owned the seats that it owned before, such as {@code A1}
     * @param owns the seats that it owns now
     * @param offered whether it is an offer to a waiting party
     * @param isNew whether it did not exist before
     */
    record OfBooking(
            BigInteger number,
            String id,
            String show,
            Set<String> owned,
            Set<String> owns,
            boolean offered,
            boolean isNew)
            implements Change {

        /** The seats that it takes. */
        Set<String> taken() {
            return without(owns, owned);
        }

        /** The seats that it owned before and no longer owns. */
        Set<String> released() {
            return without(owned, owns);
        }

        private static Set<String> without(Set<String> seats, Set<String> others) {
            Set<String> rest = new HashSet<>(seats);
            rest.removeAll(others);
            return rest;
        }
    }

    /**
     * A change of a waitlist entry's state.
     *
     * @param seats the size of the party
     * @param place the place in the waitlist; 0 while the entry has none
     */
    record OfEntry(BigInteger number, String id, String show, int seats, boolean accessible, long place, String to)
            implements Change {
        boolean isOffered() {
            return to.equals("OFFERED");
        }
    }

    /** Reads a record of the bookings' table; empty for other items than bookings. */
    static Optional<Change> ofBooking(Record record) {
        Map<String, AttributeValue> now = record.dynamodb().newImage();
        if (!now.containsKey("part") || !now.get("part").s().equals("BOOKING")) {
            return Optional.empty();
        }
        Map<String, AttributeValue> before = record.dynamodb().oldImage();
        return Optional.of(new OfBooking(
                new BigInteger(record.dynamodb().sequenceNumber()),
                now.get("booking_id").s(),
                now.get("show_id").s(),
                owned(before),
                owned(now),
                now.containsKey("offer"),
                before.isEmpty()));
    }

    private static Set<String> owned(Map<String, AttributeValue> booking) {
        boolean owns = booking.containsKey("state")
                && OWNING.contains(booking.get("state").s());
        return owns ? booking.get("seats").l().stream().map(AttributeValue::s).collect(Collectors.toSet()) : Set.of();
    }

    /** Reads a record of the waitlist's table; empty for other items than entries. */
    static Optional<Change> ofEntry(Record record) {
        Map<String, AttributeValue> now = record.dynamodb().newImage();
        if (!now.containsKey("item") || !now.get("item").s().startsWith("ENTRY#")) {
            return Optional.empty();
        }
        return Optional.of(new OfEntry(
                new BigInteger(record.dynamodb().sequenceNumber()),
                now.get("show_id").s() + "." + now.get("item").s().substring("ENTRY#".length()),
                now.get("show_id").s(),
                Integer.parseInt(now.get("seats").n()),
                now.get("accessible").bool(),
                now.containsKey("place") ? Long.parseLong(now.get("place").n()) : 0,
                now.get("state").s()));
    }

    /** Returns all changes of both tables in the order of their commits. */
    static List<Change> inOrder(List<Record> bookings, List<Record> entries) {
        return Stream.concat(
                        bookings.stream().map(Change::ofBooking),
                        entries.stream().map(Change::ofEntry))
                .flatMap(Optional::stream)
                .sorted(Comparator.comparing(Change::number))
                .toList();
    }
}
