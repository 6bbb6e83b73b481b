package io.seatline.local.site;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.seatline.local.testing.ApiClient.Answer;
import io.seatline.local.testing.Customer;
import io.seatline.local.testing.SeatlineExtension;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A booking from the hold to the ticket. */
class BookingPageTest {
    @RegisterExtension
    static final SeatlineExtension seatline = new SeatlineExtension();

    @RegisterExtension
    static final SiteBrowser browser = new SiteBrowser(seatline);

    private static final AtomicInteger VISITORS = new AtomicInteger();
    private static SampleShows shows;

    @BeforeAll
    static void loadSample() {
        shows = SampleShows.loadedInto(seatline);
    }

    @ParameterizedTest
    @EnumSource
    void customer_pays_on_momos_page_and_comes_back_to_the_ticket(View view) {
        openHold(view);
        browser.check("hold");

        payOnMomosPage("Pay");

        browser.see("img.qr");
        browser.waitFor("the focus is at the heading", () -> browser.focused().equals("title"));
        assertTrue(browser.address().contains("/booking.html?booking_id=bk"), browser.address());
        browser.check("ticket");
    }

    @ParameterizedTest
    @EnumSource(names = {"VI_PHONE", "EN_DESKTOP"})
    void declined_payment_keeps_the_seats_and_can_be_made_again(View view) {
        openHold(view);

        payOnMomosPage("Decline");
        browser.read("booking.declined");
        browser.check("declined");
        browser.press("booking.pay_again");
        payOnMomosPage("Pay");

        browser.see("img.qr");
    }

    @ParameterizedTest
    @EnumSource(names = {"VI_PHONE", "EN_DESKTOP"})
    void hold_ends_on_the_screen_and_a_late_payment_brings_the_ticket(View view) {
        Answer hold = openHold(view);
        browser.read("booking.end_means");

        seatline.clock().advance(Duration.ofMinutes(4));
        seatline.pass(Duration.ofSeconds(5));
        browser.read("booking.last_minute");
        browser.check("hold-last-minute");
        seatline.pass(Duration.ofSeconds(56));
        browser.read("booking.title_expired");
        browser.check("hold-expired");

        seatline.approve(hold.payUrl());
        seatline.settle();
        browser.read("ticket.late");
        browser.see("img.qr");
    }

    @Test
    void payment_whose_notification_is_lost_is_found_by_a_check() {
        Answer hold = openHold(View.VI_PHONE);
        browser.press("booking.check");
        browser.read("booking.not_paid_yet");
        browser.check("hold-not-paid-yet");
        seatline.approve(hold.payUrl(), "{\"notify\":0}");
        seatline.clock().advance(Duration.ofSeconds(11));

        browser.press("booking.check");

        browser.see("img.qr");
    }

    @ParameterizedTest
    @EnumSource(names = {"VI_PHONE", "EN_DESKTOP"})
    void ticket_that_was_seen_once_opens_without_a_network(View view) {
        Answer hold = openHold(view);
        seatline.approve(hold.payUrl());
        browser.see("img.qr");
        String code = browser.see(".code").getText();
        waitForKeptFiles();

        browser.offline();
        browser.open("/booking.html?booking_id=" + hold.bookingId());

        browser.see("img.qr");
        assertEquals(code, browser.see(".code").getText());
        browser.read("page.offline");
        browser.check("ticket-offline");

        browser.open("/bookings.html");
        browser.read("bookings.kept_offline");
        assertFalse(
                browser.shown().contains(browser.text("problem.offline")), "one line says that there is no network");
    }

    @Test
    void ticket_with_which_everybody_is_in_says_so_first() {
        Answer hold = openHold(View.VI_PHONE);
        seatline.approve(hold.payUrl());
        browser.see("img.qr");
        waitForKeptFiles();
        browser.offline();
        browser.run(
                "const key = 'ticket:' + arguments[0], kept = JSON.parse(localStorage.getItem(key));"
                        + "for (const seat of kept.ticket.seats) seat.admitted_at = kept.at;"
                        + "localStorage.setItem(key, JSON.stringify(kept))",
                hold.bookingId());

        browser.open("/booking.html?booking_id=" + hold.bookingId());

        browser.read("ticket.used");
        assertFalse(browser.offers("ticket.calendar"));
        assertFalse(browser.shown().contains(browser.text("return.heading")), "used tickets are not returned");
        browser.check("ticket-used");
    }

    @Test
    void answers_that_arrive_after_the_sign_out_are_not_kept() {
        Answer hold = openHold(View.EN_DESKTOP);
        browser.run("""
                const session = JSON.parse(localStorage.getItem('session:customers'));
                localStorage.setItem('session:customers', JSON.stringify({...session, refresh_token: 'any'}));
                const network = fetch, late = new Promise(resolve => { window.deliver = resolve });
                window.fetch = async (url, options) => {
                  const answer = await (url.endsWith('/oauth2/token')
                    ? Response.json({access_token: session.access_token, expires_in: 3600}) : network(url, options));
                  if (/oauth2.token$|ticket.svg$/.test(url)) { window.asked = url; await late }
                  return url === '/deployment.json' && window.signedOut ? new Promise(() => {}) : answer };
                import('/js/auth.js').then(m => { window.renewed = m.renew() })""");
        browser.waitFor("the session is being renewed", () -> asked("/oauth2/token"));
        seatline.approve(hold.payUrl());
        browser.waitFor("the ticket is on its way", () -> asked("/ticket.svg"));

        browser.run("window.signedOut = true");
        browser.see(".who").click();
        browser.press("page.sign_out");
        browser.runAsync("window.deliver(); window.renewed.finally(arguments[0])");

        browser.see("img.qr");
        assertEquals(
                List.of(),
                browser.run("return Object.keys(localStorage).filter(key => /^(ticket|session):/.test(key))"));
    }

    @Test
    void ticket_leaves_the_screen_when_its_owner_signs_out() {
        Answer hold = openHold(View.EN_DESKTOP);
        seatline.approve(hold.payUrl());
        browser.see("img.qr");

        browser.signOut();
        browser.run("history.back()");

        browser.read("booking.signed_out");
        browser.signIn(name());
        browser.see("img.qr");
        browser.run(
                "document.body.append(document.createElement('iframe'));"
                        + "frames[0].localStorage.removeItem('session:customers');"
                        + "frames[0].localStorage.removeItem('ticket:' + arguments[0])",
                hold.bookingId());
        browser.read("booking.signed_out");
    }

    private static boolean asked(String path) {
        return Boolean.TRUE.equals(browser.run("return Boolean(window.asked?.endsWith(arguments[0]))", path));
    }

    @ParameterizedTest
    @EnumSource(names = {"VI_PHONE", "EN_DESKTOP"})
    void one_of_two_seats_is_returned_for_a_refund_less_the_fee_before_the_show_is_cancelled(View view) {
        String show = shows.returnable();
        Answer hold = openHold(view, show);
        seatline.approve(hold.payUrl());
        browser.see("img.qr");

        browser.press("return.choose");
        browser.see("#return .check").click();
        browser.see("#return .total");
        browser.check("return-a-seat");
        browser.see("#return .danger").click();

        browser.read("ticket.new_code");
        browser.check("ticket-after-return");
        assertEquals(
                1, customer().booking(hold.bookingId()).texts("returned_seats").size());

        Customer manager = seatline.customer("boss", "manager");
        manager.post("/api/v1/manage/shows/" + show + "/cancel", "{\"reason\":\"Projector\"}");
        seatline.settle();
        browser.open("/booking.html?booking_id=" + hold.bookingId());

        browser.readText(browser.text("refund.balance", balance(hold)));
        assertFalse(
                browser.shown().contains(browser.text("booking.because_SHOW_CANCELLED")),
                "the fee of the seat that was returned before is not refunded");
        browser.check("booking-refunded");
    }

    @Test
    void ticket_of_one_seat_is_shared() {
        Answer hold = openHold(View.VI_PHONE);
        seatline.approve(hold.payUrl());
        browser.see("img.qr");
        browser.run("HTMLAnchorElement.prototype.click = function () { window.saved = this.download }");
        browser.press("ticket.calendar");
        browser.waitFor(
                "a calendar file with a name for people", () -> String.valueOf(browser.run("return window.saved"))
                        .matches("ve-[a-z-]+-\\d{4}-\\d\\d-\\d\\d-\\d{4}\\.ics"));

        browser.see(".share button").click();

        browser.see("#share img.shared");
        browser.check("ticket-shared");
    }

    @Test
    void cancelled_hold_offers_the_same_seats_again() {
        openHold(View.EN_DESKTOP);
        browser.press("booking.cancel");
        browser.read("booking.cancel_means");
        browser.check("hold-cancel");
        browser.see("#cancel .danger").click();

        browser.read("booking.title_cancelled");
        browser.check("hold-cancelled");
        browser.press("booking.same_seats");

        browser.read("seats.chosen_again");
        assertEquals("hold", browser.focused());
    }

    @ParameterizedTest
    @EnumSource(names = {"VI_PHONE", "EN_DESKTOP"})
    void bookings_are_listed(View view) {
        Answer hold = openHold(view);
        browser.open("/bookings.html");
        browser.read("bookings.unpaid");
        browser.check("bookings-unpaid");
        seatline.approve(hold.payUrl());

        browser.read("bookings.to_come");

        browser.check("bookings");
    }

    @Test
    void start_page_reminds_of_seats_to_pay_and_of_the_next_ticket() {
        Answer hold = openHold(View.VI_PHONE);
        browser.open("/");
        browser.see(".film");
        browser.read("remind.unpaid");
        browser.check("programme-unpaid");
        browser.press("remind.pay");
        browser.read("booking.title_pay");

        seatline.approve(hold.payUrl());
        browser.see("img.qr");
        browser.open("/");

        browser.see(".reminders .next");
        assertTrue(browser.shown().contains("D1, D2"), browser::shown);
        browser.check("programme-ticket");
    }

    private static Answer openHold(View view) {
        return openHold(view, shows.small());
    }

    /** Signs a new customer in, holds two neighbours for them and opens the booking. */
    private static Answer openHold(View view, String show) {
        browser.visitor(view);
        browser.open("/bookings.html");
        browser.read("bookings.signed_out");
        VISITORS.incrementAndGet();
        browser.signIn(name());
        Answer hold = customer().reserve(show, "D1", "D2");
        assertEquals(201, hold.status(), hold::text);
        browser.open("/booking.html?booking_id=" + hold.bookingId());
        browser.read("booking.title_pay");
        return hold;
    }

    /** The amounts of a booking whose money has gone back, as the page writes them. */
    private static Map<String, String> balance(Answer hold) {
        JsonNode booking = customer().booking(hold.bookingId()).body();
        int amount = booking.get("amount").asInt();
        int back = booking.get("refunded_amount").asInt();
        assertTrue(back < amount, booking::toString);
        return Map.of("amount", money(amount), "back", money(back), "fee", money(amount - back));
    }

    private static String money(int amount) {
        return (String) browser.runAsync(
                "const [amount, done] = arguments; import('/js/format.js').then(m => done(m.money(amount)))", amount);
    }

    private static void waitForKeptFiles() {
        browser.waitFor(
                "the page's files are kept",
                () -> Boolean.TRUE.equals(
                        browser.runAsync(
                                "const done = arguments[0];"
                                        + "caches.match('/js/booking/ticket.js').then(kept => done(Boolean(kept)), () => done(false))")));
    }

    private static Customer customer() {
        return seatline.customer(name());
    }

    private static String name() {
        return "lan" + VISITORS;
    }

    private static void payOnMomosPage(String button) {
        browser.expectError("favicon.ico");
        browser.press("booking.momo_site");
        browser.pressNamed(button);
        browser.waitFor(
                "back on the site",
                () -> URI.create(browser.address()).getPath().equals("/booking.html"));
    }
}
