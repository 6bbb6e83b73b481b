package io.seatline.usecase.booking;

import io.seatline.domain.BookingId;
import io.seatline.domain.CustomerId;
import io.seatline.domain.ShowId;
import io.seatline.domain.booking.ActiveHold;
import io.seatline.domain.booking.Booking;
import io.seatline.domain.catalog.Show;
import io.seatline.domain.payment.Payment;
import io.seatline.domain.seating.SeatClaim;
import io.seatline.domain.seating.SeatNumber;
import io.seatline.events.metric.Metric;
import io.seatline.usecase.Writes;
import io.seatline.usecase.payment.CustomerBooking;
import io.seatline.usecase.payment.RequestPayment;
import io.seatline.usecase.port.Catalog;
import io.seatline.usecase.port.Ledger;
import io.seatline.usecase.port.Ledger.BookingDetails;
import io.seatline.usecase.port.Ledger.Commit;
import io.seatline.usecase.port.Ledger.Found;
import io.seatline.usecase.port.Ledger.Unmet;
import io.seatline.usecase.port.Metrics;
import io.seatline.usecase.port.Write;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Holds seats for a customer: one transaction, which is the only decision about who gets them. */
public final class ReserveSeats {
    private static final Logger LOG = LoggerFactory.getLogger(ReserveSeats.class);

    private final Catalog catalog;
    private final ClaimsSnapshot snapshot;
    private final Ledger ledger;
    private final RequestPayment requestPayment;
    private final Duration hold;
    private final InstantSource clock;
    private final RandomGenerator random;
    private final Metrics metrics;

    /**
     * The use case.
     *
     * @param hold how long seats are held for payment
     * @param random makes the ids of bookings without an idempotency key
     */
    public ReserveSeats(
            Catalog catalog,
            ClaimsSnapshot snapshot,
            Ledger ledger,
            RequestPayment requestPayment,
            Duration hold,
            InstantSource clock,
            RandomGenerator random,
            Metrics metrics) {
        this.catalog = catalog;
        this.snapshot = snapshot;
        this.ledger = ledger;
        this.requestPayment = requestPayment;
        this.hold = hold;
        this.clock = clock;
        this.random = random;
        this.metrics = metrics;
    }

    /** A wish. With an idempotency key, the same wish of the same customer is granted once. */
    public record Request(CustomerId customer, ShowId show, List<SeatNumber> seats, Optional<String> idempotencyKey) {
        public Request {
            seats = List.copyOf(seats);
        }
    }

    /** What became of it. */
    public sealed interface Result {
        /** The seats are held and the customer can pay. */
        record Held(CustomerBooking customerBooking) implements Result {}

        /** This very request was granted before; the booking as it now is. */
        record Repeated(CustomerBooking customerBooking) implements Result {}

        /** The seats are held, and MoMo does not answer; the same request asks again. */
        record GatewayUnavailable(BookingId booking) implements Result {}

        /** There is no such show. */
        record NoSuchShow() implements Result {}

        /** The hall has no such seats. */
        record NoSuchSeats(List<SeatNumber> seats) implements Result {}

        /** The show has begun. */
        record SalesClosed() implements Result {}

        /** Others have these of the seats. */
        record SeatsUnavailable(List<SeatNumber> seats) implements Result {}

        /** The customer holds an unpaid booking for this show. */
        record AlreadyHolding(BookingId booking) implements Result {}

        /** Too many customers want these seats at this very moment; nothing is held, and it may be tried again. */
        record Busy() implements Result {}

        /** The key was used for other seats. */
        record KeyReused() implements Result {}
    }

    /** Holds the seats, or says why not. */
    public Result reserve(Request request) {
        Optional<Show> found = catalog.show(request.show());
        if (found.isEmpty()) {
            return new Result.NoSuchShow();
        }
        Show show = found.get();
        List<SeatNumber> unknown = request.seats().stream()
                .filter(seat -> show.layout().seat(seat).isEmpty())
                .toList();
        if (!unknown.isEmpty()) {
            return new Result.NoSuchSeats(unknown);
        }
        BookingId id = request.idempotencyKey()
                .map(key -> BookingId.of(request.customer(), key))
                .orElseGet(() -> BookingId.random(random));
        Instant now = clock.instant();
        if (show.isClosedAt(now)) {
            return grantedBefore(request, id).orElseGet(Result.SalesClosed::new);
        }
        List<SeatNumber> taken = ofOthers(request, id, snapshot.claims(show.id()));
        if (!taken.isEmpty()) {
            return grantedBefore(request, id).orElseGet(() -> refuse(taken));
        }
        Booking booking = Booking.hold(
                id, request.customer(), show.id(), request.seats(), show.price(request.seats()), now, now.plus(hold));
        Payment payment = Payment.open(booking.lastPayment().orElseThrow(), booking.amount(), booking.heldUntil());
        return switch (ledger.commit(holding(booking, payment, show, now))) {
            case Commit.Done _ -> {
                metrics.count(Metric.HOLD_PLACED, 1);
                yield answer(booking, requestPayment.ask(booking, payment), Result.Held::new);
            }
            case Commit.Cancelled(List<Unmet> unmet) -> decide(request, id, unmet);
            case Commit.Contended _ -> contended(request, id);
        };
    }

    /** The transaction that holds seats: each without a claim, a new booking, no other live hold of the customer. */
    private static List<Write> holding(Booking booking, Payment payment, Show show, Instant now) {
        List<Write> writes = new ArrayList<>(Writes.takeSeats(booking, Writes.held(booking), show));
        writes.add(new Write.OpenBooking(booking));
        writes.add(new Write.OpenPayment(payment));
        writes.add(new Write.TakeActiveHold(
                new ActiveHold(booking.show(), booking.customer(), booking.id(), booking.heldUntil()), now));
        return writes;
    }

    private static List<SeatNumber> ofOthers(
            Request request, BookingId id, Function<SeatNumber, Optional<SeatClaim>> claims) {
        return request.seats().stream()
                .filter(seat -> claims.apply(seat)
                        .filter(claim -> !claim.booking().equals(id))
                        .isPresent())
                .toList();
    }

    /** The request's own booking, where it has a key under which there is one. */
    private Optional<Result> grantedBefore(Request request, BookingId id) {
        return request.idempotencyKey().flatMap(_ -> ledger.details(id)).map(details -> repeat(request, details));
    }

    private Result repeat(Request request, BookingDetails details) {
        Booking booking = details.booking();
        if (!booking.show().equals(request.show())
                || !Set.copyOf(booking.seats()).equals(Set.copyOf(request.seats()))) {
            return new Result.KeyReused();
        }
        CustomerBooking customerBooking = CustomerBooking.of(details);
        return customerBooking
                .unlinked(clock.instant())
                .map(payment -> answer(booking, requestPayment.askAgain(booking, payment), Result.Repeated::new))
                .orElseGet(() -> new Result.Repeated(customerBooking));
    }

    private Result decide(Request request, BookingId id, List<Unmet> unmet) {
        List<Found> found = unmet.stream().flatMap(u -> u.found().stream()).toList();
        for (Found thing : found) {
            if (thing instanceof Found.OfBooking(Booking booking)) {
                return ledger.details(booking.id())
                        .map(details -> repeat(request, details))
                        .orElseThrow();
            }
        }
        for (Found thing : found) {
            if (thing instanceof Found.OfActiveHold(ActiveHold activeHold)) {
                // The active hold may be seen of a twin of this very request whose booking is still being written.
                return activeHold.booking().equals(id)
                        ? grantedBefore(request, id).orElseGet(Result.Busy::new)
                        : new Result.AlreadyHolding(activeHold.booking());
            }
        }
        Map<SeatNumber, SeatClaim> claims = new HashMap<>();
        found.forEach(thing -> {
            if (thing instanceof Found.OfSeat(SeatNumber seat, SeatClaim claim)) {
                claims.put(seat, claim);
            }
        });
        snapshot.learn(request.show(), claims);
        warmSnapshot(request.show());
        return refuse(request.seats().stream().filter(claims::containsKey).toList());
    }

    /** From now on, for half a second, losers need not write to learn which seats are gone. */
    private void warmSnapshot(ShowId show) {
        try {
            snapshot.of(show);
        } catch (RuntimeException e) {
            LOG.warn("the claims of {} cannot be read ahead; the refusal stands all the same", show, e);
        }
    }

    /** Every try met another transaction: who has the seats now decides, or the customer tries again. */
    private Result contended(Request request, BookingId id) {
        Map<SeatNumber, SeatClaim> claims = ledger.claims(request.show());
        snapshot.learn(request.show(), claims);
        List<SeatNumber> taken = ofOthers(request, id, seat -> Optional.ofNullable(claims.get(seat)));
        return grantedBefore(request, id).orElseGet(() -> taken.isEmpty() ? new Result.Busy() : refuse(taken));
    }

    private Result refuse(List<SeatNumber> taken) {
        metrics.count(Metric.HOLD_REFUSED, 1);
        return new Result.SeatsUnavailable(taken);
    }

    private Result answer(Booking booking, RequestPayment.Result asked, Function<CustomerBooking, Result> payable) {
        return switch (asked) {
            case RequestPayment.Result.Payable(CustomerBooking customerBooking) -> payable.apply(customerBooking);
            case RequestPayment.Result.GatewayUnavailable(BookingId id) -> new Result.GatewayUnavailable(id);
            case RequestPayment.Result.AlreadyKnown(BookingId id) -> new Result.GatewayUnavailable(id);
            // The hold ended, or was paid, while MoMo was asked: the booking as it now is.
            case RequestPayment.Result.NotPayable _, RequestPayment.Result.NotFound _ ->
                payable.apply(
                        ledger.details(booking.id()).map(CustomerBooking::of).orElseThrow());
        };
    }
}
