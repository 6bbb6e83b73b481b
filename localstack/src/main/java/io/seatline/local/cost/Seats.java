package io.seatline.local.cost;

import io.seatline.local.cost.Measured.Answer;
import java.util.ArrayList;
import java.util.List;

/** The seats of a show, sold in their order. */
final class Seats {
    private static final int MOST = 10;

    private final Measured seatline;
    private final String show;
    private final List<String> left = new ArrayList<>(Cinema.seats());

    Seats(Measured seatline, String show) {
        this.seatline = seatline;
        this.show = show;
    }

    String show() {
        return show;
    }

    boolean isFresh() {
        return left.size() == Cinema.SEATS;
    }

    /** The next free ones. */
    List<String> next(int n) {
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
