package io.seatline.local.cost;

import io.seatline.local.cost.Measured.Answer;
import java.util.List;

/** The last two seats of a show that is else sold out: one customer has them, and another waits for them. */
final class LastPair {
    private final Measured seatline;
    private final Seats seats;
    private List<String> pair = List.of();
    private String activeHold = "";
    private String held = "";
    private String waiter = "";
    private String entry = "";

    LastPair(Measured seatline, Seats seats) {
        this.seatline = seatline;
        this.seats = seats;
    }

    /** A new customer gets them; nobody waits. */
    void hold() {
        if (pair.isEmpty()) {
            seats.sellAllBut(2);
            pair = seats.next(2);
        } else {
            free();
        }
        activeHold = seatline.customer();
        held = seats.reserve(activeHold, pair).text("booking_id");
        seatline.settle();
    }

    /** Whoever has the pair or waits for it goes. */
    private void free() {
        if (!entry.isEmpty()) {
            if (List.of("WAITING", "OFFERED").contains(entryNow().text("status"))) {
                leave();
            }
            seatline.settle();
            entry = "";
        }
        if (seatline.get("/api/v1/bookings/" + held, activeHold).text("status").equals("IN_BOOKING")) {
            cancel();
        }
        seatline.settle();
    }

    void join() {
        waiter = seatline.customer();
        entry = seatline.post(
                        202,
                        "/api/v1/shows/" + seats.show() + "/waitlist",
                        waiter,
                        "{\"seats\":2,\"accessible\":false}")
                .text("entry_id");
        seatline.settle();
    }

    void position() {
        expect("WAITING", entryNow().text("status"));
    }

    private Answer entryNow() {
        return seatline.get("/api/v1/waitlist/" + entry, waiter);
    }

    void leave() {
        seatline.delete("/api/v1/waitlist/" + entry, waiter);
    }

    void cancel() {
        seatline.delete("/api/v1/bookings/" + held, activeHold);
        seatline.settle();
    }

    private static void expect(String expected, String found) {
        if (!expected.equals(found)) {
            throw new IllegalStateException("should be " + expected + " and is " + found);
        }
    }
}
