package io.seatline.lambda.door;

import static java.util.stream.Collectors.joining;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.seatline.domain.BookingId;
import io.seatline.domain.Ids;
import io.seatline.domain.catalog.Show;
import io.seatline.domain.seating.SeatClaim.Admitted;
import io.seatline.lambda.http.Http;
import io.seatline.usecase.ticket.AdmitSeats.Result;
import io.seatline.usecase.ticket.AdmitSeats.ScannedSeat;
import io.seatline.usecase.ticket.DoorLists;
import io.seatline.usecase.ticket.Scan;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Converts shows, tickets and the results of scans to JSON views of the API. */
final class DoorViews {
    private static final DateTimeFormatter LOCAL_TIME = DateTimeFormatter.ofPattern("HH:mm 'on' yyyy-MM-dd");

    private DoorViews() {}

    @JsonNaming(SnakeCaseStrategy.class)
    record ShowsView(String cinemaId, List<ShowView> shows) {}

    @JsonNaming(SnakeCaseStrategy.class)
    record ShowView(
            String showId,
            String title,
            String rating,
            String hall,
            String startsAt,
            String endsAt,
            String doorsOpenAt,
            String sales,
            int sold,
            int admitted) {}

    /** The tickets of a show; without tickets if {@code unchanged}. */
    @JsonNaming(SnakeCaseStrategy.class)
    record TicketsView(
            String showId,
            String sales,
            String startsAt,
            String endsAt,
            String doorsOpenAt,
            String version,
            boolean unchanged,
            List<TicketView> tickets) {
        /** Names the version, which derives from everything else. */
        private TicketsView versioned() {
            return with(Ids.derivedFrom("door-tickets", Http.write(this)), false, tickets);
        }

        private TicketsView with(String of, boolean same, List<TicketView> those) {
            return new TicketsView(showId, sales, startsAt, endsAt, doorsOpenAt, of, same, those);
        }
    }

    @JsonNaming(SnakeCaseStrategy.class)
    record TicketView(String bookingId, String code, int epoch, List<SeatView> seats) {}

    /** A seat; {@code admitted_at} and {@code door} are null if nobody was let in. */
    @JsonNaming(SnakeCaseStrategy.class)
    record SeatView(String seat, String category, String admittedAt, String door) {}

    /** The result of a scan; {@code booking_id} is null if the ticket is forged. */
    @JsonNaming(SnakeCaseStrategy.class)
    record AdmissionView(String result, String detail, String bookingId, List<SeatView> seats) {}

    static ShowView show(DoorLists.NextShow next, Instant doorsOpenAt) {
        Show show = next.show();
        return new ShowView(
                show.id().value(),
                show.movie().title(),
                show.movie().rating(),
                show.hall(),
                show.startsAt().toString(),
                show.endsAt().toString(),
                doorsOpenAt.toString(),
                next.sales().name(),
                next.sold(),
                next.admitted());
    }

    /** The tickets of a show, or that they are as in the version that the door knows. */
    static TicketsView tickets(DoorLists.Tickets list, Instant doorsOpenAt, Optional<String> known) {
        Show show = list.show();
        TicketsView all = new TicketsView(
                        show.id().value(),
                        list.sales().name(),
                        show.startsAt().toString(),
                        show.endsAt().toString(),
                        doorsOpenAt.toString(),
                        "",
                        false,
                        list.tickets().stream()
                                .map(ticket -> new TicketView(
                                        ticket.booking().value(),
                                        ticket.code().value(),
                                        ticket.epoch(),
                                        seats(ticket.seats(), show)))
                                .toList())
                .versioned();
        return known.filter(all.version()::equals).isPresent() ? all.with(all.version(), true, List.of()) : all;
    }

    private static List<SeatView> seats(List<ScannedSeat> seats, Show show) {
        return seats.stream()
                .map(scanned -> new SeatView(
                        scanned.seat().value(),
                        show.layout()
                                .seat(scanned.seat())
                                .map(seat -> seat.category().name())
                                .orElse(null),
                        scanned.admitted().map(in -> in.at().toString()).orElse(null),
                        scanned.admitted().map(in -> in.door().value()).orElse(null)))
                .toList();
    }

    static AdmissionView admission(Result.Answer answer, Scan scan, Instant doorsOpenAt) {
        return new AdmissionView(
                answer.outcome().name(),
                detail(answer, scan, doorsOpenAt),
                answer.booking().map(BookingId::value).orElse(null),
                seats(answer.seats(), answer.show()));
    }

    /** One sentence for the usher. */
    private static String detail(Result.Answer answer, Scan scan, Instant doorsOpenAt) {
        return switch (answer.outcome()) {
            case ADMITTED -> (scan.at().isPresent() ? "Recorded: " : "Let them in: ") + names(answer, _ -> true) + ".";
            case ALREADY_ADMITTED -> already(answer, scan);
            case WRONG_SHOW -> "The ticket is for another show.";
            case REFUNDED -> "Seats of the ticket were returned; only a ticket made after that counts.";
            case NOT_PAID -> "The booking of the ticket is not paid.";
            case FORGED ->
                scan.proof() instanceof Scan.Token
                        ? "Seatline has not signed this ticket."
                        : "Seatline knows no such ticket for this show.";
            case TOO_EARLY ->
                "The doors open at "
                        + LOCAL_TIME.format(doorsOpenAt.atZone(
                                ZoneId.of(answer.show().cinema().zone()))) + ".";
            case SHOW_CANCELLED -> "The show is cancelled, and its tickets are refunded.";
        };
    }

    private static String already(Result.Answer answer, Scan scan) {
        Predicate<Admitted> before = in -> !in.scan().equals(scan.id());
        String recorded =
                names(answer, seat -> seat.admitted().filter(before.negate()).isPresent());
        String others = names(answer, seat -> seat.admitted().isEmpty());
        return "Somebody was let in before: "
                + names(answer, seat -> seat.admitted().filter(before).isPresent())
                + (recorded.isEmpty() ? "" : "; recorded now: " + recorded)
                + (others.isEmpty() ? "." : "; not yet: " + others + ".");
    }

    private static String names(Result.Answer answer, Predicate<ScannedSeat> which) {
        return answer.seats().stream()
                .filter(which)
                .map(scanned -> scanned.seat().value())
                .collect(joining(", "));
    }
}
