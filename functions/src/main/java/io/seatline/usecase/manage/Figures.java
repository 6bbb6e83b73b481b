package io.seatline.usecase.manage;

import io.seatline.domain.Vnd;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The numbers of a show, or of several together.
 *
 * @param capacity the seats of the hall
 * @param admitted the sold seats for which somebody was let in
 * @param noShows the sold seats for which nobody was let in; empty for a show that has not ended
 * @param held the seats that a customer is paying for, or that are being reallocated
 * @param blocked the seats that the cinema does not sell, or that a cancelled show had
 * @param free the seats without a claim
 * @param waiting the waitlist entries that wait, also of a show whose sales have ended
 * @param revenue the price of the sold seats, without fees for returned seats
 */
@RecordBuilder
public record Figures(
        int capacity,
        int sold,
        int admitted,
        Optional<Integer> noShows,
        int held,
        int blocked,
        int free,
        int waiting,
        Vnd revenue) {
    static final Figures ZERO = FiguresBuilder.builder().revenue(Vnd.ZERO).build();

    Figures plus(Figures other) {
        return FiguresBuilder.builder()
                .capacity(capacity + other.capacity)
                .sold(sold + other.sold)
                .admitted(admitted + other.admitted)
                .noShows(Stream.of(noShows, other.noShows)
                        .flatMap(Optional::stream)
                        .reduce(Integer::sum))
                .held(held + other.held)
                .blocked(blocked + other.blocked)
                .free(free + other.free)
                .waiting(waiting + other.waiting)
                .revenue(revenue.plus(other.revenue))
                .build();
    }
}
