package io.seatline.domain.seating;

import io.seatline.domain.ShowId;
import java.util.Optional;

/** A seat of one show; its public id is {@code <show_id>.<seat>}, such as {@code sh7f3k.F12}. */
public record ShowSeat(ShowId show, SeatNumber seat) {

    /** Parses a public id; empty if the text is not one. */
    public static Optional<ShowSeat> parse(String text) {
        int dot = text.indexOf('.');
        if (dot < 0 || !ShowId.isValid(text.substring(0, dot)) || !SeatNumber.isValid(text.substring(dot + 1))) {
            return Optional.empty();
        }
        return Optional.of(new ShowSeat(new ShowId(text.substring(0, dot)), new SeatNumber(text.substring(dot + 1))));
    }

    /** The public id. */
    public String id() {
        return show.value() + "." + seat.value();
    }
}
