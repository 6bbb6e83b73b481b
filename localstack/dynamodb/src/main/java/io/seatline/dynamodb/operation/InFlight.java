package io.seatline.dynamodb.operation;

import io.seatline.dynamodb.error.Errors;
import io.seatline.dynamodb.store.Key;
import java.time.Duration;
import java.util.*;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.services.dynamodb.model.TransactionConflictException;

/**
 * The items of transactions under way. On AWS a transaction takes some milliseconds, and what meets it at one of its
 * items meanwhile is refused. Here it takes as long as it is set to; with zero, none meets another.
 */
public final class InFlight {
    static final String ONGOING = "Transaction is ongoing for the item";

    private final Duration time;
    private final Set<Place> taken = new HashSet<>();

    /** An item's place, in whatever table. */
    record Place(String table, Key key) {}

    public InFlight(Duration time) {
        this.time = time;
    }

    /** Refuses a write of an item that a transaction holds. */
    void refuseIfTaken(Write write) {
        if (time.isPositive() && isTaken(write.place())) {
            throw Errors.of(TransactionConflictException.builder(), ONGOING);
        }
    }

    synchronized boolean isTaken(Place place) {
        return taken.contains(place);
    }

    /** Takes the items of a transaction and stays for its time; takes none, but returns them, if others hold some. */
    List<Place> enter(List<Place> places) {
        if (!time.isPositive()) {
            return List.of();
        }
        List<Place> conflicts = take(places);
        if (conflicts.isEmpty()) {
            pause(places);
        }
        return conflicts;
    }

    private synchronized List<Place> take(List<Place> places) {
        List<Place> conflicts = places.stream().filter(taken::contains).toList();
        if (conflicts.isEmpty()) {
            taken.addAll(places);
        }
        return conflicts;
    }

    private void pause(List<Place> places) {
        try {
            Thread.sleep(time);
        } catch (InterruptedException e) {
            leave(places);
            Thread.currentThread().interrupt();
            throw AbortedException.create("interrupted while a transaction was under way", e);
        }
    }

    /** Gives the items of a transaction free. */
    synchronized void leave(List<Place> places) {
        places.forEach(taken::remove);
    }
}
