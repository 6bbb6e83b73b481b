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
    private static final Created PAYABLE = new Created.Payable(LINKS);

    @Test
    void booking_is_shown_with_its_payment_links() {
        BookingId id = office.hold("A1");
        office.clock.advance(Duration.ofSeconds(30));

        CustomerBooking shown = view(id);

        assertEquals(new CustomerBooking(office.booking(id), Optional.of(office.payment(id, 1)), List.of()), shown);
        assertEquals(Optional.of(LINKS), shown.payment().orElseThrow().links());
        assertEquals(
                List.of("create " + id + ".1 80000 PT5M", "create " + id + ".1 80000 PT4M30S"), office.momo.calls());
    }

    @Test
    void repeated_reads_ask_momo_once() {
        BookingId id = office.hold("A1");

        List<CustomerBooking> views =
                Stream.generate(() -> view(id)).limit(5).distinct().toList();

        assertEquals(1, views.size());
        assertEquals(2, office.momo.calls().size(), "once for the hold, once for the reads");
    }

    static List<Created> unlinkedResponses() {
        return List.of(new Created.Unavailable("no answer"), new Created.AlreadyKnown());
    }

    @ParameterizedTest
    @MethodSource("unlinkedResponses")
    void booking_is_shown_without_links_if_momo_returns_none(Created response) {
        BookingId id = office.hold("A1");
        office.momo.willCreate(response);

        assertUnlinked(id, view(id));
        assertEquals(1, office.booking(id).attempts());
        assertEquals(Optional.of(LINKS), links(view(id)), "the next read asks again");
    }

    @Test
    void booking_is_shown_without_links_if_the_request_fails() {
        BookingId id = office.hold("A1");
        office.momo.duringCreate(
                () -> {
                    throw new IllegalStateException("the secret cannot be read");
                },
                PAYABLE);

        assertUnlinked(id, view(id));
    }

    @Test
    void reading_a_booking_waits_three_seconds_for_momo() {
        List<Duration> timeouts = new ArrayList<>();
        var recording = new ScriptedGateway() {
            @Override
            public Created create(PaymentId paymentId, Vnd amount, String info, Duration payableFor, Duration timeout) {
                timeouts.add(timeout);
                return PAYABLE;
            }
        };
        BookingId id = office.hold("A1");

        new FindBookings(
                        office.ledger,
                        new RequestPayment(office.ledger, office.waitlist, recording, office.clock, office.metrics))
                .find(ALICE, id);

        assertEquals(List.of(Duration.ofSeconds(3)), timeouts);
    }

    @Test
    void list_shows_payment_links_and_asks_momo_once() {
        BookingId id = office.hold("A1");
        List<CustomerBooking> listed = page();

        assertEquals(
                List.of(Optional.of(LINKS)),
                listed.stream().map(FindBookingsTest::links).toList());
        assertEquals(listed, page());
        assertEquals(listed, List.of(view(id)));
        assertEquals(2, office.momo.calls().size());
    }

    @Test
    void list_waits_once_for_an_unresponsive_momo() {
        CustomerBooking first =
                CustomerBooking.of(office.ledger.details(office.hold("A1")).orElseThrow());
        office.momo.willCreate(new Created.Unavailable("no answer"));
        int before = office.momo.calls().size();

        List<CustomerBooking> seen = office.requestPayment.withLinks(List.of(first, first, first));

        assertEquals(List.of(first, first, first), seen);
        assertEquals(before + 1, office.momo.calls().size());
    }

    @Test
    void other_customer_sees_nothing_and_momo_is_not_asked() {
        BookingId id = office.hold("A1");

        assertEquals(Optional.empty(), office.findBookings.find(BOB, id));
        assertEquals(1, office.momo.calls().size());
        assertEquals(Optional.empty(), office.payment(id, 1).links());
    }

    @Test
    void momo_is_not_asked_for_links_after_the_hold() {
        BookingId id = office.hold("A1");
        office.clock.moveTo(HELD_UNTIL);

        assertUnlinked(id, view(id));
        assertEquals(1, office.momo.calls().size());
    }

    @Test
    void ended_attempt_is_shown_without_asking_momo() {
        BookingId id = office.hold("A1");
        office.confirmPayment.failed(PaymentId.attempt(id, 1).value(), 1006);

        assertEquals(PaymentState.FAILED, view(id).payment().orElseThrow().state());
        assertEquals(1, office.momo.calls().size());
    }

    @Test
    void offer_has_no_payment_until_requested() {
        BookingId id = office.offer(office.join(ALICE, 1)).id();

        assertEquals(Optional.empty(), view(id).payment());
        assertEquals(List.of(), office.momo.calls());
    }

    @Test
    void payment_that_arrives_during_a_read_is_unchanged() {
        BookingId id = office.hold("A1");
        office.momo.duringCreate(() -> office.pay(id, 1), PAYABLE);
        view(id);

        Payment paid = office.payment(id, 1);
        assertEquals(PaymentState.CAPTURED, paid.state());
        assertEquals(Optional.empty(), paid.links());
        assertEquals(BookingState.PAID, view(id).booking().state());
        assertEquals(2, office.momo.calls().size(), "MoMo is not asked about a paid attempt");
    }

    private List<CustomerBooking> page() {
        return office.findBookings.page(ALICE, Optional.empty()).bookings();
    }

    private CustomerBooking view(BookingId id) {
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
