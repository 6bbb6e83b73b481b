package io.seatline.adapter.dynamodb;

import static io.seatline.testing.Fixture.HELD_UNTIL;
import static io.seatline.testing.Fixture.NOW;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.seatline.adapter.dynamodb.table.BookingsTable;
import io.seatline.domain.CustomerId;
import io.seatline.domain.PaymentId;
import io.seatline.domain.ShowId;
import io.seatline.domain.StaffId;
import io.seatline.domain.WaitlistEntryId;
import io.seatline.domain.booking.Booking;
import io.seatline.domain.catalog.CinemaPolicies;
import io.seatline.domain.catalog.SeatRules;
import io.seatline.domain.catalog.Show;
import io.seatline.domain.catalog.ShowBuilder;
import io.seatline.domain.payment.Payment;
import io.seatline.domain.payment.Refund;
import io.seatline.domain.seating.Party;
import io.seatline.domain.seating.SeatNumber;
import io.seatline.domain.waitlist.WaitlistEntry;
import io.seatline.testing.BoxOffice;
import io.seatline.testing.Fixture;
import io.seatline.testing.TestTables;
import io.seatline.usecase.correlation.Correlation;
import io.seatline.usecase.port.Write;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.ReturnConsumedCapacity;

class BookingSizeTest {
    /** A show with texts as long as those of Vietnamese cinemas, whose letters take up to three bytes. */
    private static final Show LONG = ShowBuilder.builder(Fixture.SHOW)
            .id(new ShowId("lotusthaodien20261122imax1930"))
            .movie(new Show.Movie("lat-mat-8", "Lật Mặt 8: Vòng Tay Nắng (suất chiếu sớm đặc biệt)", 135, "T13"))
            .cinema(new Show.Cinema(
                    "lotus-thao-dien",
                    "Lotus Vincom Mega Mall Thảo Điền",
                    "Tầng 5, 159 Đường Võ Nguyên Giáp, Phường An Khánh, Thành phố Hồ Chí Minh",
                    "hcm",
                    "Asia/Ho_Chi_Minh",
                    new CinemaPolicies(Optional.of(new CinemaPolicies.Refunds(1440, 10)), SeatRules.NONE)))
            .hall("Phòng chiếu IMAX 3")
            .format("IMAX 3D phụ đề")
            .build();

    @Test
    void paid_offer_of_ten_seats_with_long_texts_costs_one_write_unit() {
        List<SeatNumber> seats = IntStream.rangeClosed(11, 20)
                .mapToObj(number -> SeatNumber.of("A", number))
                .toList();
        WaitlistEntry entry = WaitlistEntry.joining(
                new WaitlistEntryId(LONG.id(), "t".repeat(26)),
                new CustomerId("9a7c4f2e-1b3d-4c5e-8f60-7a8b9c0d1e2f"),
                new Party(10, false),
                NOW,
                LONG.claimsKeptUntil());
        Booking offer = Booking.offer(entry, LONG, seats, NOW, HELD_UNTIL).withNextAttempt();
        StaffId staff = new StaffId("5b0c7a64-2f0e-4a63-9f4e-7d1c2a9b8e10");
        PaymentId order = PaymentId.attempt(offer.id(), 1);
        Refund pending = Payment.stray(order, offer.amount(), "4088878653", NOW)
                .refunding(offer.amount())
                .newRefund(offer.amount(), Refund.Reason.SUPPORT, NOW);
        Booking paid = offer.paid(order, NOW)
                .returned(seats, List.of(pending), NOW, Optional.of(staff))
                .released(NOW);
        try (TestTables db = TestTables.start()) {
            var ledger = BoxOffice.ledgerIn(db.client());
            Correlation.bind(Optional.of("Mc7UVioPPHcEKPA="));
            assertTrue(ledger.commit(List.of(new Write.OpenBooking(paid))).isDone());
            assertEquals(Optional.of(paid), ledger.details(paid.id()).map(details -> details.booking()));

            var stored = db.client()
                    .getItem(r -> r.tableName(TestTables.BOOKINGS).key(BookingsTable.bookingKey(paid.id())))
                    .item();
            Correlation.bind(Optional.empty());
            assertEquals("Mc7UVioPPHcEKPA=", stored.get(Correlation.FIELD).s());
            var written = db.client().putItem(r -> r.tableName(TestTables.BOOKINGS)
                    .item(stored)
                    .returnConsumedCapacity(ReturnConsumedCapacity.INDEXES));

            assertEquals(1, written.consumedCapacity().table().capacityUnits());
        }
    }
}
