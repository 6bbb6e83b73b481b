package io.seatline.local.cost;

import io.seatline.local.cost.Measured.Answer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** The seats of a show, sold in their order; where they run out, those of another show. */
final class Seats {
    private static final int MOST = 10;

    private final Measured seatline;
    private final Supplier<String> shows;
    private final List<String> left = new ArrayList<>(Cinema.seats());
    private String show;

    /** Of the next one of these shows. */
    Seats(Measured seatline, Supplier<String> shows) {
        this.seatline = seatline;
        this.shows = shows;
        show = shows.get();
    }

    String show() {
        return show;
    }

    boolean isFresh() {
        return left.size() == Cinema.SEATS;
    }

    /** The next free ones. */
    List<String> next(int n) {
        if (left.size() < n) {
            show = shows.get();
            left.clear();
            left.addAll(Cinema.seats());
        }
        List<String> some = List.copyOf(left.subList(0, n));
        left.subList(0, n).clear();
        return some;
    }

    /** Has the reserve function read the show: of a seat that there is not. */
    void warm() {
        seatline.post(400, "/api/v1/reserve", seatline.customer(), Cinema.wish(show, List.of("Z99")));
    }

    Answer reserve(String customer, List<String> seats) {
        return seatline.post(201, "/api/v1/reserve", customer, Cinema.wish(show, seats));
    }

    /** Sells the first half of the hall, if that has not been done. */
    void sellHalf() {
        if (isFresh()) {
            sellAllBut(Cinema.SEATS / 2);
        }
    }

    /** Sells all but the last ones. */
    void sellAllBut(int rest) {
        while (left.size() > rest) {
            seatline.approve(reserve(seatline.customer(), next(Math.min(MOST, left.size() - rest)))
                    .payUrl());
        }
        seatline.settle();
    }
}
