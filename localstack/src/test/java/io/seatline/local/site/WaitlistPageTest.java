package io.seatline.local.site;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.seatline.local.testing.SeatlineExtension;
import io.seatline.local.testing.SeatlineExtension.SoldOut;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Waiting for seats of a sold-out show. */
class WaitlistPageTest {
    @RegisterExtension
    static final SeatlineExtension seatline = new SeatlineExtension();

    @RegisterExtension
    static final SiteBrowser browser = new SiteBrowser(seatline);

    @ParameterizedTest
    @EnumSource(names = {"VI_PHONE", "EN_DESKTOP"})
    void customer_waits_gets_an_offer_and_pays_it(View view) {
        SoldOut soldOut = seatline.soldOut(List.of(List.of("C3", "C4")));
        join(view, soldOut.show());
        browser.read("wait.first");
        assertEquals("heading", browser.focused());
        browser.check("waiting");

        soldOut.cancel(0);
        seatline.pass(Duration.ofSeconds(2));
        browser.read("wait.heading.OFFERED");
        browser.check("offer");
        pay();

        browser.see("img.qr");
        browser.open("/waitlist.html");
        browser.check("waitlist");
    }

    @Test
    void offer_that_is_not_paid_in_time_lapses() {
        SoldOut soldOut = seatline.soldOut(List.of(List.of("C3", "C4")));
        join(View.EN_PHONE, soldOut.show());
        soldOut.cancel(0);
        seatline.pass(Duration.ofSeconds(2));
        browser.read("wait.heading.OFFERED");

        seatline.clock().advance(SeatlineExtension.HOLD.minusSeconds(10));
        seatline.pass(Duration.ofSeconds(12));

        browser.read("wait.end.expired");
        browser.check("offer-lapsed");
        assertTrue(browser.offers("wait.again"));
        browser.run("location.reload()");
        browser.waitFor("seats are offered, as nobody else waits", () -> browser.offers("seats.title"));
    }

    @Test
    void customer_leaves_the_waitlist() {
        SoldOut soldOut = seatline.soldOut(List.of(List.of("C3", "C4")));
        join(View.VI_DESKTOP, soldOut.show());
        browser.read("wait.first");

        browser.press("wait.leave");
        browser.read("wait.leave_text");
        browser.check("waitlist-leave");
        browser.see("dialog[open] .danger").click();

        browser.read("wait.end.left");
        browser.check("waitlist-left");
    }

    /** Signs a new customer in and joins the waitlist of a show for two. */
    private static void join(View view, String show) {
        browser.visitor(view);
        browser.open("/waitlist.html");
        browser.read("wait.sign_in");
        browser.signIn("waiting-" + show);
        browser.open("/seats.html?show=" + show);
        browser.read("seats.waitlist_hint");
        browser.see(".wait .main").click();
        seatline.settle();
    }

    private static void pay() {
        browser.expectError("favicon.ico");
        String booking = (String) browser.run("return document.querySelector('a[href*=booking_id]').href");
        String id = booking.substring(booking.indexOf("booking_id=") + 11);
        browser.open("/booking.html?booking_id=" + id);
        browser.read("booking.title_offer");
        browser.press("booking.momo_site");
        browser.pressNamed("Pay");
        assertEquals(26 + 2, id.length());
    }
}
