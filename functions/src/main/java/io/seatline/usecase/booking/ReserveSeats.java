package io.seatline.usecase.booking;

import io.seatline.domain.BookingId;
import io.seatline.domain.CustomerId;
import io.seatline.domain.ShowId;
import io.seatline.domain.Vnd;
import io.seatline.domain.booking.ActiveHold;
import io.seatline.domain.booking.Booking;
import io.seatline.domain.catalog.Sales;
import io.seatline.domain.catalog.Show;
import io.seatline.domain.payment.Payment;
import io.seatline.domain.seating.SeatClaim;
import io.seatline.domain.seating.SeatNumber;
import io.seatline.domain.seating.rules.SelectionRules.Violation;
import io.seatline.events.metric.Metric;
import io.seatline.usecase.Sleeper;
import io.seatline.usecase.Writes;
import io.seatline.usecase.payment.CustomerBooking;
import io.seatline.usecase.payment.RequestPayment;
import io.seatline.usecase.port.Catalog;
import io.seatline.usecase.port.Ledger;
import io.seatline.usecase.port.Ledger.BookingDetails;
import io.seatline.usecase.port.Ledger.Commit;
import io.seatline.usecase.port.Ledger.FailedCondition;
import io.seatline.usecase.port.Ledger.Found;
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

/** Holds seats for a customer in one transaction. Only that transaction decides who gets the seats. */
public final class ReserveSeats {
    private static final Logger LOG = LoggerFactory.getLogger(ReserveSeats.class);

    private final Catalog catalog;
    private final ClaimsSnapshot snapshot;
    private final Ledger ledger;
    private final RequestPayment requestPayment;
    private final Duration hold;
    private final InstantSource clock;
    private final RandomGenerator random;
    private final RequestCheck requestCheck;
    private final ClaimedSeats claimedSeats;
    private final Metrics metrics;

    /**
     * Creates the use case.
     *
     * @param hold how long seats are held for payment
     * @param random generates ids for requests without an idempotency key
     * @param sleeper pauses while the show worker decides about seats that the customer has just given up
     */
    public ReserveSeats(
            Catalog catalog,
            ClaimsSnapshot snapshot,
            Ledger ledger,
            RequestPayment requestPayment,
            Duration hold,
            InstantSource clock,
            RandomGenerator random,
            Sleeper sleeper,
            Metrics metrics) {
        this.catalog = catalog;
        this.snapshot = snapshot;
        this.ledger = ledger;
        this.requestPayment = requestPayment;
        this.hold = hold;
        this.clock = clock;
        this.random = random;
        this.requestCheck = new RequestCheck(snapshot, clock);
        this.claimedSeats = new ClaimedSeats(ledger, clock, sleeper);
        this.metrics = metrics;
    }

    /** A request for seats. A repeat with the same customer and idempotency key returns the first booking. */
    public record Request(
            CustomerId customer, ShowId show, List<SeatNumber> seats, Optional<String> idempotencyKey, Terms terms) {
        public Request {
            seats = List.copyOf(seats);
        }

        public Request(CustomerId customer, ShowId show, List<SeatNumber> seats, Optional<String> idempotencyKey) {
            this(customer, show, seats, idempotencyKey, Terms.NONE);
        }
    }

    /**
     * The customer's conditions.
     *
     * @param amount the total that the customer saw; another one is refused
     * @param accessible whether the customer asks for accessible seats
     */
    public record Terms(Optional<Vnd> amount, boolean accessible) {
        /** Any price, and no accessible seats. */
        public static final Terms NONE = new Terms(Optional.empty(), false);
    }

    /** The outcome of a request. */
    public sealed interface Result {
        /** The seats are held and the customer can pay. */
        record Held(CustomerBooking customerBooking) implements Result {}

        /** The same request succeeded before; this is the booking's current state. */
        record Repeated(CustomerBooking customerBooking) implements Result {}

        /** The seats are held, but MoMo does not answer. A repeated request asks MoMo again. */
        record GatewayUnavailable(BookingId booking) implements Result {}

        /** MoMo refuses the payment for good, so the hold has ended. */
        record PaymentRefused(BookingId booking) implements Result {}

        /** The show does not exist. */
        record NoSuchShow() implements Result {}

        /** The hall does not have these seats. */
        record NoSuchSeats(List<SeatNumber> seats) implements Result {}

        /** Sales of the show have not opened yet. */
        record SalesNotOpen(Instant opensAt) implements Result {}

        /** Sales of the show are closed or have ended, or the show is cancelled. */
        record SalesClosed(Sales sales) implements Result {}

        /** The seats cost another amount than the customer expects. */
        record PriceChanged(Vnd amount) implements Result {}

        /** The choice of seats breaks a rule of the cinema. */
        record RuleBroken(Violation violation) implements Result {}

        /**
         * Other bookings claim these seats.
         *
         * @param own those of the seats that the customer has already bought
         */
        record SeatsUnavailable(List<SeatNumber> seats, Set<SeatNumber> own) implements Result {}

        /** The customer has just given up these seats, and the show worker has not decided about them yet. */
        record BeingReleased() implements Result {}

        /** The customer already has an unpaid booking, for this or another show. */
        record AlreadyHolding(BookingId booking) implements Result {}

        /** The customer let too many holds of this show lapse; the next is possible after this time. */
        record TooManyLapses(Duration retryAfter) implements Result {}

        /** Too many requests compete for these seats at the moment. Nothing is held; the customer may retry. */
        record Busy() implements Result {}

        /** The idempotency key was used for other seats. */
        record KeyReused() implements Result {}
    }

    /** Holds the seats, or returns the reason why not. */
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
                .orElseGet(() -> BookingId.random(request.customer(), random));
        return checkAndHold(request, id, show)
                .or(() -> claimedSeats.awaitRelease(request) ? afterRelease(request, id) : Optional.empty())
                .orElseGet(Result.BeingReleased::new);
    }

    /** Tries again with current facts: sales may have ended and other seats have become free during the wait. */
    private Optional<Result> afterRelease(Request request, BookingId id) {
        snapshot.invalidate(request.show());
        return catalog.show(request.show()).flatMap(show -> checkAndHold(request, id, show));
    }

    /** Checks the request and commits the hold; empty if the customer's own seats are being released. */
    private Optional<Result> checkAndHold(Request request, BookingId id, Show show) {
        Optional<Result> refusal = requestCheck.refusal(request, id, show);
        return refusal.isPresent()
                ? Optional.of(existingBooking(request, id).orElseGet(() -> counted(refusal.get())))
                : hold(request, id, show);
    }

    /** Commits the hold, or returns the reason why not; empty if the customer's own seats are being released. */
    private Optional<Result> hold(Request request, BookingId id, Show show) {
        Instant now = clock.instant();
        Booking booking = Booking.hold(id, request.customer(), show, request.seats(), now, now.plus(hold));
        Payment payment = Payment.open(booking.lastPayment().orElseThrow(), booking.amount(), booking.heldUntil());
        return switch (ledger.commit(holdWrites(booking, payment, show, now))) {
            case Commit.Done _ -> {
                metrics.count(Metric.HOLD_PLACED, 1);
                yield Optional.of(answer(booking, requestPayment.requestLinks(booking, payment), Result.Held::new));
            }
            case Commit.Cancelled(List<FailedCondition> failed) -> decide(request, id, failed, now);
            case Commit.Contended _ -> contended(request, id);
        };
    }

    /** The writes of a hold. They expect unclaimed seats, a new booking id, and that the customer may hold. */
    private static List<Write> holdWrites(Booking booking, Payment payment, Show show, Instant now) {
        List<Write> writes = new ArrayList<>(Writes.takeSeats(booking, Writes.held(booking), show));
        writes.add(new Write.OpenBooking(booking));
        writes.add(new Write.OpenPayment(payment));
        writes.add(new Write.TakeActiveHold(booking, now));
        return writes;
    }

    /** The result for the booking that an earlier request with the same idempotency key created, if there is one. */
    private Optional<Result> existingBooking(Request request, BookingId id) {
        return request.idempotencyKey().flatMap(_ -> ledger.details(id)).map(details -> repeat(request, details));
    }

    private Result repeat(Request request, BookingDetails details) {
        Booking booking = details.booking();
        if (!booking.show().equals(request.show())
                || !Set.copyOf(booking.allSeats()).equals(Set.copyOf(request.seats()))) {
            return new Result.KeyReused();
        }
        CustomerBooking customerBooking = CustomerBooking.of(details);
        return customerBooking
                .payableWithoutLinks(clock.instant())
                .map(payment ->
                        answer(booking, requestPayment.requestAndRecordLinks(booking, payment), Result.Repeated::new))
                .orElseGet(() -> new Result.Repeated(customerBooking));
    }

    private Optional<Result> decide(Request request, BookingId id, List<FailedCondition> failed, Instant now) {
        List<Found> found = failed.stream().flatMap(u -> u.found().stream()).toList();
        for (Found conflict : found) {
            if (conflict instanceof Found.OfBooking(Booking booking)) {
                return Optional.of(ledger.details(booking.id())
                        .map(details -> repeat(request, details))
                        .orElseThrow());
            }
        }
        for (Found conflict : found) {
            if (conflict instanceof Found.OfActiveHold(ActiveHold activeHold)) {
                return Optional.of(refuseCustomer(request, id, activeHold, now));
            }
        }
        Map<SeatNumber, SeatClaim> claims = new HashMap<>();
        found.forEach(conflict -> {
            if (conflict instanceof Found.OfSeat(SeatNumber seat, SeatClaim claim)) {
                claims.put(seat, claim);
            }
        });
        snapshot.record(request.show(), claims);
        warmSnapshot(request.show());
        return claimedSeats.refusal(request, claims).map(this::counted);
    }

    /** Refuses a customer who holds seats already or has to wait. */
    private Result refuseCustomer(Request request, BookingId id, ActiveHold activeHold, Instant now) {
        if (activeHold.names(id)) {
            // A concurrent duplicate of this request may have written its active hold but not yet its booking.
            return existingBooking(request, id).orElseGet(Result.Busy::new);
        }
        return activeHold
                .liveAt(now)
                .<Result>map(Result.AlreadyHolding::new)
                .orElseGet(() -> new Result.TooManyLapses(Duration.between(
                        now, activeHold.cooldown(request.show(), now).orElseThrow())));
    }

    /** Fills the snapshot, so that for half a second further losing requests are refused without a write. */
    private void warmSnapshot(ShowId show) {
        try {
            snapshot.of(show);
        } catch (RuntimeException e) {
            LOG.warn("Cannot read the claims of show {} into the snapshot; the request is refused anyway", show, e);
        }
    }

    /** Refuses the request if others claim the seats now; otherwise the customer may retry. */
    private Optional<Result> contended(Request request, BookingId id) {
        Map<SeatNumber, SeatClaim> claims = new HashMap<>(ledger.claims(request.show()));
        snapshot.record(request.show(), claims);
        claims.keySet().retainAll(request.seats());
        claims.values().removeIf(claim -> claim.booking().equals(id));
        return existingBooking(request, id)
                .or(() -> claims.isEmpty()
                        ? Optional.of(new Result.Busy())
                        : claimedSeats.refusal(request, claims).map(this::counted));
    }

    private Result counted(Result refusal) {
        if (refusal instanceof Result.SeatsUnavailable) {
            metrics.count(Metric.HOLD_REFUSED, 1);
        }
        return refusal;
    }

    private Result answer(Booking booking, RequestPayment.Result result, Function<CustomerBooking, Result> payable) {
        return switch (result) {
            case RequestPayment.Result.Payable(CustomerBooking customerBooking) -> payable.apply(customerBooking);
            case RequestPayment.Result.GatewayUnavailable(BookingId id) -> new Result.GatewayUnavailable(id);
            case RequestPayment.Result.AlreadyKnown(BookingId id) -> new Result.GatewayUnavailable(id);
            case RequestPayment.Result.PaymentRefused(BookingId id, int _) -> new Result.PaymentRefused(id);
            // The hold ended or was paid during the call to MoMo: return the booking's current state.
            case RequestPayment.Result.NotPayable _, RequestPayment.Result.NotFound _ ->
                payable.apply(
                        ledger.details(booking.id()).map(CustomerBooking::of).orElseThrow());
        };
    }
}
