package io.seatline.usecase.desk;

import io.seatline.domain.BookingId;
import io.seatline.domain.ShowId;
import io.seatline.domain.StaffId;
import io.seatline.domain.Vnd;
import io.seatline.domain.booking.Booking;
import io.seatline.domain.booking.NewBooking;
import io.seatline.domain.catalog.Sales;
import io.seatline.domain.catalog.SalesControl;
import io.seatline.domain.catalog.Show;
import io.seatline.domain.payment.Payment;
import io.seatline.domain.seating.SeatClaim;
import io.seatline.domain.seating.SeatNumber;
import io.seatline.usecase.Writes;
import io.seatline.usecase.payment.CustomerBooking;
import io.seatline.usecase.port.Catalog;
import io.seatline.usecase.port.Ledger;
import io.seatline.usecase.port.Ledger.BookingDetails;
import io.seatline.usecase.port.Ledger.Commit;
import io.seatline.usecase.port.Write;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * Sells free seats for cash in one transaction. The cinema's seat rules and the limits of a customer do not apply. Also
 * sells before sales open and while a manager has closed them.
 */
public final class SellAtCounter {
    private final Catalog catalog;
    private final Ledger ledger;
    private final InstantSource clock;
    private final RandomGenerator random;

    public SellAtCounter(Catalog catalog, Ledger ledger, InstantSource clock, RandomGenerator random) {
        this.catalog = catalog;
        this.ledger = ledger;
        this.clock = clock;
        this.random = random;
    }

    /**
     * A request for seats. A repeat by the same member of staff with the same idempotency key returns the first sale.
     *
     * @param amount the total that staff saw; another one is refused
     */
    public record Request(
            StaffId by, ShowId show, List<SeatNumber> seats, Optional<String> idempotencyKey, Optional<Vnd> amount) {
        public Request {
            seats = List.copyOf(seats);
        }
    }

    /** The outcome of a request. */
    public sealed interface Result {
        /** The seats are sold. */
        record Sold(CustomerBooking sale) implements Result {}

        /** The same request succeeded before; this is the sale's current state. */
        record Repeated(CustomerBooking sale) implements Result {}

        record Refused(Refusal refusal) implements Result {}
    }

    /** Sells all the seats, or none. */
    public Result sell(Request request) {
        BookingId id = request.idempotencyKey()
                .map(key -> BookingId.ofSale(request.by(), key))
                .orElseGet(() -> BookingId.random(random));
        return earlier(request, id).orElseGet(() -> {
            Optional<Show> show = catalog.show(request.show());
            Instant now = clock.instant();
            return Refusal.of(show, request.seats())
                    .or(() -> refusal(request, show.orElseThrow(), now))
                    .<Result>map(Result.Refused::new)
                    .orElseGet(() -> commit(request, id, show.orElseThrow(), now));
        });
    }

    private static Optional<Refusal> refusal(Request request, Show show, Instant now) {
        // Sales that a manager has closed end for the counter when they would end for customers.
        Sales sales = show.control() == SalesControl.CLOSED
                ? show.with(SalesControl.OPEN).salesAt(now)
                : show.salesAt(now);
        if (sales.isOver()) {
            return Optional.of(new Refusal.SalesEnded(sales));
        }
        Vnd amount = show.price(request.seats());
        return request.amount().filter(seen -> !seen.equals(amount)).map(_ -> new Refusal.PriceChanged(amount));
    }

    private Result commit(Request request, BookingId id, Show show, Instant now) {
        Booking sale = NewBooking.sale(id, request.by(), show, request.seats(), now);
        Payment payment = Payment.cash(sale.paidBy().orElseThrow(), sale.amount(), now);
        List<Write> writes = new ArrayList<>(Writes.takeSeats(sale, new SeatClaim.Sold(id), show));
        writes.add(new Write.OpenBooking(sale));
        writes.add(new Write.OpenPayment(payment));
        Commit commit = ledger.commit(writes);
        return commit.isDone()
                ? new Result.Sold(new CustomerBooking(sale, Optional.of(payment), List.of()))
                : earlier(request, id).orElseGet(() -> new Result.Refused(Refusal.of(commit)));
    }

    /** The result for the sale that an earlier request with the same idempotency key made, if there is one. */
    private Optional<Result> earlier(Request request, BookingId id) {
        return request.idempotencyKey()
                .flatMap(_ -> ledger.details(id))
                .map(details -> isRepeat(request, details)
                        ? new Result.Repeated(CustomerBooking.of(details))
                        : new Result.Refused(new Refusal.KeyReused()));
    }

    private static boolean isRepeat(Request request, BookingDetails details) {
        Booking sale = details.booking();
        return sale.show().equals(request.show()) && Set.copyOf(sale.allSeats()).equals(Set.copyOf(request.seats()));
    }
}
