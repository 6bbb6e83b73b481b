package io.seatline.usecase.booking;

import static io.seatline.testing.Fixture.ALICE;
import static io.seatline.testing.Fixture.BOB;
import static io.seatline.testing.Fixture.HELD_UNTIL;
import static io.seatline.testing.Fixture.LINKS;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.seatline.domain.BookingId;
import io.seatline.domain.PaymentId;
import io.seatline.domain.Vnd;
import io.seatline.domain.booking.BookingState;
import io.seatline.domain.payment.Payment;
import io.seatline.domain.payment.PaymentState;
import io.seatline.testing.ScriptedGateway;
import io.seatline.testing.WithBoxOffice;
import io.seatline.usecase.payment.CustomerBooking;
import io.seatline.usecase.payment.RequestPayment;
import io.seatline.usecase.port.PaymentGateway.Created;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class FindBookingsTest extends WithBoxOffice {
    private static final Created TOLD = new Created.Payable(LINKS);

    @Test
    void a_booking_that_is_asked_for_shows_where_to_pay() {
        BookingId id = office.hold("A1");
        office.clock.advance(Duration.ofSeconds(30));

        CustomerBooking shown = find(id);

        assertEquals(new CustomerBooking(office.booking(id), Optional.of(office.payment(id, 1))), shown);
        assertEquals(Optional.of(LINKS), shown.payment().orElseThrow().links());
        assertEquals(
                List.of("create " + id + ".1 80000 PT5M", "create " + id + ".1 80000 PT4M30S"), office.momo.asked());
    }

    @Test
    void asks_MoMo_once_for_many_looks() {
        BookingId id = office.hold("A1");

        List<CustomerBooking> looks =
                Stream.generate(() -> find(id)).limit(5).distinct().toList();

        assertEquals(1, looks.size());
        assertEquals(2, office.momo.asked().size(), "once for the hold, once for the looks");
    }

    static List<Created> silences() {
        return List.of(new Created.Unavailable("no answer"), new Created.AlreadyKnown());
    }

    @ParameterizedTest
    @MethodSource("silences")
    void a_booking_is_shown_without_links_where_MoMo_does_not_tell_them(Created silence) {
        BookingId id = office.hold("A1");
        office.momo.willCreate(silence);

        assertUnlinked(id, find(id));
        assertEquals(1, office.booking(id).attempts());
        assertEquals(Optional.of(LINKS), links(find(id)), "the next look asks again");
    }

    @Test
    void a_booking_is_shown_without_links_where_MoMo_cannot_even_be_asked() {
        BookingId id = office.hold("A1");
        office.momo.duringCreate(
                () -> {
                    throw new IllegalStateException("the secret cannot be read");
                },
                TOLD);

        assertUnlinked(id, find(id));
    }

    @Test
    void a_look_waits_for_MoMo_three_seconds() {
        List<Duration> timeouts = new ArrayList<>();
        var patient = new ScriptedGateway() {
            @Override
            public Created create(PaymentId paymentId, Vnd amount, String info, Duration payableFor, Duration timeout) {
                timeouts.add(timeout);
                return TOLD;
            }
        };
        BookingId id = office.hold("A1");

        new FindBookings(office.ledger, new RequestPayment(office.ledger, patient, office.clock)).find(ALICE, id);

        assertEquals(List.of(Duration.ofSeconds(3)), timeouts);
    }

    @Test
    void the_list_shows_where_to_pay_and_asks_MoMo_once_for_many_looks() {
        BookingId id = office.hold("A1");
        List<CustomerBooking> listed = office.findBookings.of(ALICE);

        assertEquals(
                List.of(Optional.of(LINKS)),
                listed.stream().map(FindBookingsTest::links).toList());
        assertEquals(listed, office.findBookings.of(ALICE));
        assertEquals(listed, List.of(find(id)));
        assertEquals(2, office.momo.asked().size());
    }

    @Test
    void a_list_waits_for_a_silent_MoMo_once_however_many_bookings_could_be_paid() {
        CustomerBooking first =
                CustomerBooking.of(office.ledger.details(office.hold("A1")).orElseThrow());
        office.momo.willCreate(new Created.Unavailable("no answer"));
        int before = office.momo.asked().size();

        List<CustomerBooking> seen =
                new RequestPayment(office.ledger, office.momo, office.clock).withLinks(List.of(first, first, first));

        assertEquals(List.of(first, first, first), seen);
        assertEquals(before + 1, office.momo.asked().size());
    }

    @Test
    void another_customer_sees_nothing_and_MoMo_is_not_asked() {
        BookingId id = office.hold("A1");

        assertEquals(Optional.empty(), office.findBookings.find(BOB, id));
        assertEquals(1, office.momo.asked().size());
        assertEquals(Optional.empty(), office.payment(id, 1).links());
    }

    @Test
    void from_the_end_of_the_hold_MoMo_is_not_asked_where_to_pay() {
        BookingId id = office.hold("A1");
        office.clock.moveTo(HELD_UNTIL);

        assertUnlinked(id, find(id));
        assertEquals(1, office.momo.asked().size());
    }

    @Test
    void an_attempt_that_has_ended_is_shown_as_it_is() {
        BookingId id = office.hold("A1");
        office.confirmPayment.failed(PaymentId.attempt(id, 1).value(), 1006);

        assertEquals(PaymentState.FAILED, find(id).payment().orElseThrow().state());
        assertEquals(1, office.momo.asked().size());
    }

    @Test
    void an_offer_that_nobody_wants_to_pay_yet_has_no_payment() {
        BookingId id = office.offer(office.join(ALICE, 1)).id();

        assertEquals(Optional.empty(), find(id).payment());
        assertEquals(List.of(), office.momo.asked());
    }

    @Test
    void a_payment_that_arrives_during_a_look_stays_as_it_is() {
        BookingId id = office.hold("A1");
        office.momo.duringCreate(() -> office.pay(id, 1), TOLD);
        find(id);

        Payment paid = office.payment(id, 1);
        assertEquals(PaymentState.CAPTURED, paid.state());
        assertEquals(Optional.empty(), paid.links());
        assertEquals(BookingState.PAID, find(id).booking().state());
        assertEquals(2, office.momo.asked().size(), "what is paid is not asked for");
    }

    private CustomerBooking find(BookingId id) {
        return office.findBookings.find(ALICE, id).orElseThrow();
    }

    private static Optional<?> links(CustomerBooking customerBooking) {
        return customerBooking.payment().orElseThrow().links();
    }

    private void assertUnlinked(BookingId id, CustomerBooking shown) {
        assertEquals(id, shown.booking().id());
        assertEquals(PaymentId.attempt(id, 1), shown.payment().orElseThrow().id());
        assertEquals(Optional.empty(), links(shown));
    }
}
