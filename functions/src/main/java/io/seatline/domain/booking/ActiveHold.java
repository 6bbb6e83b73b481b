package io.seatline.domain.booking;

import static java.util.stream.Collectors.toMap;

import io.seatline.domain.BookingId;
import io.seatline.domain.CustomerId;
import io.seatline.domain.Policies;
import io.seatline.domain.ShowId;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Limits a customer to one unpaid booking over all shows, and counts the holds that the customer let lapse. A new hold
 * may replace the current one after it has run out.
 *
 * @param hold the unpaid booking; empty if the customer has none
 * @param lapses when recent holds of a show lapsed, oldest first
 * @param cooldowns until when the customer cannot hold seats of a show
 * @param version counts the changes; 0 if the customer never held seats
 */
@RecordBuilder
public record ActiveHold(
        CustomerId customer,
        Optional<Hold> hold,
        Map<ShowId, List<Instant>> lapses,
        Map<ShowId, Instant> cooldowns,
        long version) {

    /** A booking and when its hold runs out. */
    public record Hold(BookingId booking, Instant until) {}

    public ActiveHold {
        lapses = Map.copyOf(lapses);
        cooldowns = Map.copyOf(cooldowns);
    }

    /** The active hold of a customer who never held seats. */
    public static ActiveHold none(CustomerId customer) {
        return new ActiveHold(customer, Optional.empty(), Map.of(), Map.of(), 0);
    }

    /** Whether this booking is the unpaid one. */
    public boolean names(BookingId booking) {
        return hold.stream().anyMatch(h -> h.booking().equals(booking));
    }

    /** The unpaid booking if its hold has not run out. */
    public Optional<BookingId> liveAt(Instant now) {
        return hold.filter(h -> h.until().isAfter(now)).map(Hold::booking);
    }

    /** When the customer can hold seats of this show again; empty if that is possible now. */
    public Optional<Instant> cooldown(ShowId show, Instant now) {
        return Optional.ofNullable(cooldowns.get(show)).filter(now::isBefore);
    }

    /** Names this booking, instead of none or of one whose hold has run out. */
    public ActiveHold taken(Booking booking) {
        return next().hold(Optional.of(new Hold(booking.id(), booking.heldUntil())))
                .build();
    }

    /** Extends the hold. */
    public ActiveHold extended(Instant until) {
        return next().hold(hold.map(h -> new Hold(h.booking(), until))).build();
    }

    /** Whether the end of this booking's hold changes anything: another hold may have replaced it. */
    public boolean isChangedBy(Booking booking, HoldEnd end) {
        return names(booking.id()) || end.isLapse() || lapses.containsKey(booking.show());
    }

    /**
     * Ends a booking's hold. A lapse is counted even if another hold has replaced this one; the third within an hour
     * starts a cool-down for the show and a new count. A payment clears the show's count.
     */
    public ActiveHold ended(Booking booking, HoldEnd end, Instant now) {
        Map<ShowId, List<Instant>> counts = recentLapses(now);
        Map<ShowId, Instant> lasting = new HashMap<>(cooldowns);
        lasting.values().removeIf(until -> !until.isAfter(now));
        if (end == HoldEnd.PAID) {
            counts.remove(booking.show());
        } else if (end.isLapse()) {
            List<Instant> times = new ArrayList<>(counts.getOrDefault(booking.show(), List.of()));
            times.add(now);
            counts.put(booking.show(), times);
            if (times.size() >= Policies.MAX_LAPSES) {
                counts.remove(booking.show());
                lasting.put(booking.show(), now.plus(Policies.COOLDOWN));
            }
        }
        return next().hold(hold.filter(_ -> !names(booking.id())))
                .lapses(latest(counts, Comparator.comparing(List::getLast)))
                .cooldowns(latest(lasting, Comparator.naturalOrder()))
                .build();
    }

    private Map<ShowId, List<Instant>> recentLapses(Instant now) {
        Instant since = now.minus(Policies.LAPSES_COUNT_FOR);
        Map<ShowId, List<Instant>> recent = new HashMap<>();
        lapses.forEach((show, times) -> recent.put(
                show, times.stream().filter(at -> !at.isBefore(since)).toList()));
        recent.values().removeIf(List::isEmpty);
        return recent;
    }

    /** Keeps the shows with the latest times, which bounds the item's size. */
    private static <T> Map<ShowId, T> latest(Map<ShowId, T> times, Comparator<T> order) {
        return times.entrySet().stream()
                .sorted(Map.Entry.<ShowId, T>comparingByValue(order).reversed())
                .limit(Policies.MAX_SHOWS_WITH_LAPSES)
                .collect(toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private ActiveHoldBuilder next() {
        return ActiveHoldBuilder.builder(this).version(version + 1);
    }
}
