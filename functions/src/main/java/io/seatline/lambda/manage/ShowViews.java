package io.seatline.lambda.manage;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.seatline.domain.StaffId;
import io.seatline.domain.Vnd;
import io.seatline.domain.waitlist.SalesChange;
import io.seatline.domain.waitlist.WaitlistEntry;
import io.seatline.lambda.http.BlockView;
import io.seatline.usecase.manage.Figures;
import io.seatline.usecase.manage.ShowNumbers;
import io.seatline.usecase.port.Waitlist;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Converts shows with their numbers, blocks and waitlist to JSON views of the API. */
final class ShowViews {
    private static final List<Object> HEADER = List.of(
            "show_id",
            "title",
            "hall",
            "starts_at",
            "sales",
            "capacity",
            "sold",
            "held",
            "blocked",
            "free",
            "waiting",
            "revenue",
            "currency",
            "admitted",
            "no_shows");

    private ShowViews() {}

    @JsonNaming(SnakeCaseStrategy.class)
    record DayView(String cinemaId, String date, List<NumbersView> shows, FiguresView total) {}

    @JsonNaming(SnakeCaseStrategy.class)
    record NumbersView(
            String showId,
            String title,
            String hall,
            String startsAt,
            String sales,
            @JsonUnwrapped FiguresView figures) {}

    /** The numbers; {@code no_shows} is null until a show has ended. */
    @JsonNaming(SnakeCaseStrategy.class)
    record FiguresView(
            int capacity,
            int sold,
            int admitted,
            Integer noShows,
            int held,
            int blocked,
            int free,
            int waiting,
            long revenue,
            String currency) {}

    /** A show; the fields of the last decision are null if there is none. */
    @JsonNaming(SnakeCaseStrategy.class)
    record ShowView(
            @JsonUnwrapped NumbersView numbers,
            String salesChangedAt,
            String salesReason,
            String salesChangedBy,
            CancellationView cancellation,
            List<BlockView> blocks) {}

    /** The progress of a cancellation; {@code finished_at} is null until it is done. */
    @JsonNaming(SnakeCaseStrategy.class)
    record CancellationView(
            String requestedAt,
            String finishedAt,
            int bookingsCancelled,
            int bookingsRefunded,
            int entriesLapsed,
            int seatsLeft) {}

    /** A page of entries that wait; {@code next_cursor} is null on the last page. */
    @JsonNaming(SnakeCaseStrategy.class)
    record WaitlistView(List<EntryView> entries, String nextCursor) {}

    @JsonNaming(SnakeCaseStrategy.class)
    record EntryView(String entryId, String customerId, int seats, boolean accessible, long place, String joinedAt) {}

    static DayView day(ShowNumbers.OfDay day) {
        return new DayView(
                day.cinemaId(),
                day.date().toString(),
                day.shows().stream().map(ShowViews::numbers).toList(),
                figures(day.total()));
    }

    /** The shows of a day, one a row. */
    static String csv(ShowNumbers.OfDay day) {
        List<List<Object>> rows = new ArrayList<>();
        rows.add(HEADER);
        day.shows().stream().map(ShowViews::numbers).forEach(show -> {
            FiguresView f = show.figures();
            rows.add(List.of(
                    show.showId(),
                    show.title(),
                    show.hall(),
                    show.startsAt(),
                    show.sales(),
                    f.capacity(),
                    f.sold(),
                    f.held(),
                    f.blocked(),
                    f.free(),
                    f.waiting(),
                    f.revenue(),
                    f.currency(),
                    f.admitted(),
                    f.noShows() == null ? "" : f.noShows()));
        });
        return Csv.of(rows);
    }

    static ShowView show(ShowNumbers.Details details) {
        SalesChange change = details.change();
        Optional<SalesChange> decided = Optional.of(change).filter(c -> c.version() > 0);
        return new ShowView(
                numbers(details.numbers()),
                decided.map(SalesChange::at).map(Instant::toString).orElse(null),
                decided.map(SalesChange::reason).filter(why -> !why.isEmpty()).orElse(null),
                decided.flatMap(SalesChange::by).map(StaffId::value).orElse(null),
                change.cancellation()
                        .map(c -> new CancellationView(
                                change.at().toString(),
                                c.finishedAt().map(Instant::toString).orElse(null),
                                c.bookingsCancelled(),
                                c.bookingsRefunded(),
                                c.entriesLapsed(),
                                details.seatsLeft()))
                        .orElse(null),
                details.blocks().stream().map(BlockView::of).toList());
    }

    private static NumbersView numbers(ShowNumbers.OfShow numbers) {
        return new NumbersView(
                numbers.show().id().value(),
                numbers.show().movie().title(),
                numbers.show().hall(),
                numbers.show().startsAt().toString(),
                numbers.sales().name(),
                figures(numbers.figures()));
    }

    private static FiguresView figures(Figures f) {
        return new FiguresView(
                f.capacity(),
                f.sold(),
                f.admitted(),
                f.noShows().orElse(null),
                f.held(),
                f.blocked(),
                f.free(),
                f.waiting(),
                f.revenue().amount(),
                Vnd.CURRENCY);
    }

    static WaitlistView waitlist(Waitlist.Page page) {
        return new WaitlistView(
                page.entries().stream().map(ShowViews::entry).toList(),
                page.next().map(String::valueOf).orElse(null));
    }

    private static EntryView entry(WaitlistEntry e) {
        return new EntryView(
                e.id().value(),
                e.customer().value(),
                e.party().seats(),
                e.party().accessible(),
                e.place().orElseThrow(),
                e.joinedAt().toString());
    }
}
