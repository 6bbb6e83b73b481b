package io.seatline.local.audit;

import java.math.BigInteger;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.Record;

/** One committed change of a booking or of a waitlist entry, as the tables' streams tell it. */
sealed interface Change {

    /** Its number in the order of all commits. */
    BigInteger number();

    /** The show that it is about. */
    String show();

    /**
     * A booking went from one state to another.
     *
     * @param seats its seats, such as {@code A1}
     * @param offered whether it was offered to a waiting party
     * @param from the state before; empty where it is new
     */
    record OfBooking(
            BigInteger number,
            String id,
            String show,
            Set<String> seats,
            boolean offered,
            Optional<String> from,
            String to)
            implements Change {

        /** Whether its seats are its own in a state. */
        static boolean owns(String state) {
            return state.equals("IN_BOOKING") || state.equals("PAID");
        }

        boolean takesSeats() {
            return owns(to) && from.filter(OfBooking::owns).isEmpty();
        }

        boolean givesSeatsBack() {
            return !owns(to) && from.filter(OfBooking::owns).isPresent();
        }
    }

    /**
     * A waitlist entry went from one state to another.
     *
     * @param seats how large its party is
     * @param place its place in the waitlist; 0 before it has one
     */
    record OfEntry(BigInteger number, String id, String show, int seats, boolean accessible, long place, String to)
            implements Change {}

    /** What a record of the table of bookings tells; nothing where it is about another kind of item. */
    static Optional<Change> ofBooking(Record record) {
        Map<String, AttributeValue> now = record.dynamodb().newImage();
        if (!now.containsKey("part") || !now.get("part").s().equals("BOOKING")) {
            return Optional.empty();
        }
        Set<String> seats = new HashSet<>();
        now.get("seats").l().forEach(seat -> seats.add(seat.s()));
        return Optional.of(new OfBooking(
                new BigInteger(record.dynamodb().sequenceNumber()),
                now.get("booking_id").s(),
                now.get("show_id").s(),
                seats,
                now.containsKey("offer"),
                Optional.ofNullable(record.dynamodb().oldImage().get("state")).map(AttributeValue::s),
                now.get("state").s()));
    }

    /** What a record of the waitlist's table tells; nothing where it is about another kind of item. */
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

    /** All changes of both tables in the order of their commits. */
    static List<Change> inOrder(List<Record> bookings, List<Record> entries) {
        return Stream.concat(
                        bookings.stream().map(Change::ofBooking),
                        entries.stream().map(Change::ofEntry))
                .flatMap(Optional::stream)
                .sorted(Comparator.comparing(Change::number))
                .toList();
    }
}
