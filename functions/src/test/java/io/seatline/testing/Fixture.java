package io.seatline.testing;

import io.seatline.domain.BookingId;
import io.seatline.domain.CustomerId;
import io.seatline.domain.PaymentId;
import io.seatline.domain.ShowId;
import io.seatline.domain.StaffId;
import io.seatline.domain.Vnd;
import io.seatline.domain.WaitlistEntryId;
import io.seatline.domain.booking.BookedShow;
import io.seatline.domain.booking.BookedShowBuilder;
import io.seatline.domain.booking.Booking;
import io.seatline.domain.booking.BookingBuilder;
import io.seatline.domain.catalog.SalesControl;
import io.seatline.domain.catalog.SalesWindow;
import io.seatline.domain.catalog.SeatRules;
import io.seatline.domain.catalog.Show;
import io.seatline.domain.catalog.ShowBuilder;
import io.seatline.domain.payment.Payment;
import io.seatline.domain.payment.PaymentLinks;
import io.seatline.domain.seating.HallLayout;
import io.seatline.domain.seating.SeatCategory;
import io.seatline.domain.seating.SeatNumber;
import io.seatline.domain.seating.ShowSeat;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** A show, its customers and their bookings. */
public final class Fixture {
    /** The time at which the booking tests begin. */
    public static final Instant NOW = Instant.parse("2026-11-22T05:00:00Z");

    /** The duration of a hold. */
    public static final Duration HOLD = Duration.ofMinutes(5);

    public static final Duration OFFER = Duration.ofMinutes(8);

    /** The expiry of a hold made at {@link #NOW}. */
    public static final Instant HELD_UNTIL = NOW.plus(HOLD);

    public static final CustomerId ALICE = new CustomerId("alice");
    public static final CustomerId BOB = new CustomerId("bob");

    /** A member of staff. */
    public static final StaffId STAFF = new StaffId("staff-1");

    public static final ShowId SHOW_ID = new ShowId("sh1");

    /** A waitlist entry for the show. */
    public static final WaitlistEntryId ENTRY = new WaitlistEntryId(SHOW_ID, "t".repeat(26));

    /** The price of one seat. */
    public static final Vnd PRICE = new Vnd(80_000);

    /** MoMo's number of a captured payment. */
    public static final String TRANS_ID = "4088878653";

    public static final PaymentLinks LINKS = new PaymentLinks("https://momo.test/pay", "momo://qr", "momo://app");

    /** A show with one row of twenty seats that begins in two hours. */
    public static final Show SHOW = ShowBuilder.builder()
            .id(SHOW_ID)
            .movie(new Show.Movie("ferry", "The Last Ferry", 120, "T13"))
            .cinema(new Show.Cinema("lotus", "Lotus", "1 Le Loi", "hcm", "Asia/Ho_Chi_Minh"))
            .hall("Hall 1")
            .layout(HallLayout.of(
                    List.of(new HallLayout.Row(
                            "A",
                            0,
                            IntStream.rangeClosed(1, 20)
                                    .mapToObj(n -> new HallLayout.Seat(SeatNumber.of("A", n), SeatCategory.STANDARD, n))
                                    .toList())),
                    "A " + "S".repeat(20)))
            .startsAt(NOW.plus(Duration.ofHours(2)))
            .endsAt(NOW.plus(Duration.ofHours(4)))
            .format("2D")
            .prices(Map.of(SeatCategory.STANDARD, PRICE))
            .salesWindow(SalesWindow.UNTIL_START)
            .seatRules(SeatRules.NONE)
            .control(SalesControl.OPEN)
            .version(Show.FIRST_VERSION)
            .build();

    /** The show, and equal shows {@code sh2} to {@code sh7}. */
    public static final List<Show> SHOWS = IntStream.rangeClosed(1, 7)
            .mapToObj(n -> ShowBuilder.builder(SHOW).id(new ShowId("sh" + n)).build())
            .toList();

    private Fixture() {}

    /** Seats by their numbers. */
    public static List<SeatNumber> seats(String... numbers) {
        return Stream.of(numbers).map(SeatNumber::new).toList();
    }

    /** Seats of the show by their numbers. */
    public static List<ShowSeat> showSeats(String... numbers) {
        return seats(numbers).stream().map(seat -> new ShowSeat(SHOW_ID, seat)).toList();
    }

    /** The booking id that ends with this letter. */
    public static BookingId id(char letter) {
        return new BookingId("bk" + "a".repeat(25) + letter);
    }

    /** A hold of Alice's, made at {@link #NOW}. */
    public static Booking hold(BookingId id, String... numbers) {
        return hold(id, ALICE, numbers);
    }

    /** A customer's hold, made at {@link #NOW}. */
    public static Booking hold(BookingId id, CustomerId customer, String... numbers) {
        return Booking.hold(id, customer, SHOW, seats(numbers), NOW, HELD_UNTIL);
    }

    /** The same booking of another show. */
    public static Booking ofShow(String show, Booking booking) {
        BookedShow booked = BookedShowBuilder.builder(booking.bookedShow())
                .id(new ShowId(show))
                .build();
        return BookingBuilder.builder(booking).bookedShow(booked).build();
    }

    /** The first attempt to pay for a booking. */
    public static Payment attempt(Booking booking) {
        return Payment.open(PaymentId.attempt(booking.id(), 1), booking.amount(), booking.heldUntil());
    }
}
