package io.seatline.local.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.seatline.local.testing.ApiClient.Answer;
import io.seatline.local.testing.Customer;
import io.seatline.local.testing.SeatlineExtension;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With a data directory, a restart loses no booking, token, payment or deadline. */
class RestartTest {
    @Test
    void holds_from_before_a_restart_are_paid_or_expire_after_it(@TempDir Path data) {
        String show;
        Answer unpaid;
        Answer paying;
        String token;
        int port;
        SeatlineExtension first = SeatlineExtension.start(settings -> settings.withDataDir(Optional.of(data)));
        try (first) {
            show = first.show();
            port = first.running().base().getPort();
            token = first.running().tokens().token("alice");
            unpaid = new Customer(first.api(), token).reserve(show, "B1");
            paying = first.customer("bob").reserve(show, "C1");
            first.approve(paying.payUrl(), "{\"notify\":0}");
            first.settle();
        }

        try (SeatlineExtension second = first.restart(
                settings -> settings.withDataDir(Optional.of(data)).withPort(port))) {
            Customer alice = new Customer(second.api(), token);
            assertEquals("IN_BOOKING", alice.booking(unpaid.bookingId()).state());

            second.pass(SeatlineExtension.HOLD.plusSeconds(65));

            assertEquals("EXPIRED", alice.booking(unpaid.bookingId()).state());
            assertEquals(
                    "PAID", second.customer("bob").booking(paying.bookingId()).state());
            second.pass(Duration.ofSeconds(2));
            assertEquals("AVAILABLE", second.seatMap(show).get("B1"));
            assertEquals("BOOKED", second.seatMap(show).get("C1"));
        }
    }
}
