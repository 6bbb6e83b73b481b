package io.seatline.local.site;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.seatline.local.testing.Customer;
import io.seatline.local.testing.SeatlineExtension;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;

/** Choosing and holding seats. */
class SeatsPageTest {
    @RegisterExtension
    static final SeatlineExtension seatline = new SeatlineExtension();

    @RegisterExtension
    static final SiteBrowser browser = new SiteBrowser(seatline);

    private static SampleShows shows;

    @BeforeAll
    static void loadSample() {
        shows = SampleShows.loadedInto(seatline);
    }

    @ParameterizedTest
    @EnumSource
    void best_seats_are_held_after_a_sign_in(View view) {
        browser.visitor(view);
        openSeats(view.phone() ? shows.large() : shows.small());
        browser.readText(browser.text(view.phone() ? "seats.how_far" : "seats.how", Map.of("n", 2)));
        browser.check("seats");
        browser.press("seats.best");
        browser.see("button.seat.chosen");
        browser.check("seats-chosen");

        browser.press("seats.hold");
        browser.see(By.name("sub"));
        browser.check("sign-in");
        browser.fillSignIn("lan-" + view);
        browser.read("seats.signed_in");
        browser.press("seats.hold");

        browser.read("booking.title_pay");
        assertTrue(browser.address().contains("/booking.html?booking_id=bk"), browser.address());
    }

    @ParameterizedTest
    @EnumSource(names = {"VI_PHONE", "EN_DESKTOP"})
    void seats_can_be_chosen_in_a_list(View view) {
        browser.visitor(view);
        openSeats(shows.small());

        browser.press("seats.list");
        browser.see(".seat-list summary").click();
        browser.see(".seat-list button").click();

        browser.see(".seat-list [aria-pressed=true]");
        browser.check("seats-list");
    }

    @Test
    void seats_are_chosen_and_held_by_keyboard_alone() {
        browser.visitor(View.EN_DESKTOP);
        String show = shows.large();
        browser.open("/");
        browser.see(".film");
        browser.signIn("keyboard");
        openSeats(show);

        int toSkip = keys(Keys.TAB, () -> focus().equals(browser.text("seats.skip")));
        browser.type(Keys.ENTER);
        browser.type("k");
        int toSeat = toSkip
                + 2
                + keys(
                        Keys.ARROW_RIGHT,
                        () -> browser.focused().endsWith(".K12")
                                || browser.focused().endsWith(".K22"));
        browser.type(Keys.SPACE);
        browser.see("button.seat.chosen");
        int toHold = toSeat + 1 + keys(Keys.TAB, () -> browser.focused().equals("hold"));
        browser.type(Keys.ENTER);

        browser.waitFor("the focus is at the heading", () -> browser.focused().equals("title"));
        browser.read("booking.pay_with_momo");
        int toPay = 1 + keys(Keys.TAB, () -> focus().equals(browser.text("booking.momo_site")));
        System.out.println("keys to a seat in row K: " + toSeat + "; to \"Hold\": " + toHold
                + "; from there to the link to pay: " + toPay);
        assertTrue(toSeat <= 30, "keys to a seat in row K: " + toSeat);
        assertTrue(toHold <= toSeat + 10, "keys to \"Hold\": " + toHold);
        assertTrue(toPay <= 6, "keys from \"Hold\" to the link to pay: " + toPay);
    }

    @ParameterizedTest
    @EnumSource(names = {"VI_PHONE", "EN_DESKTOP"})
    void seat_that_somebody_else_takes_first_is_named_and_the_other_stays(View view) {
        browser.visitor(view);
        browser.open("/");
        browser.see(".film");
        browser.signIn("slow-" + view);
        String show = shows.small();
        openSeats(show);
        browser.press("seats.best");
        browser.see("button.seat.chosen");
        List<String> chosen = chosen();
        String lost = chosen.getFirst().substring(show.length() + 1);

        Customer rival = seatline.customer();
        assertEquals(201, rival.reserve(show, lost).status());
        browser.press("seats.hold");

        browser.readText(browser.text("seats.lost", Map.of("seats", lost)));
        browser.waitFor("one seat is still chosen", () -> chosen().equals(chosen.subList(1, 2)));
        browser.check("seats-lost");
    }

    @ParameterizedTest
    @EnumSource(names = {"VI_PHONE", "EN_DESKTOP"})
    void sold_out_show_offers_the_waitlist(View view) {
        String show = seatline.soldOut(List.of()).show();
        browser.visitor(view);

        browser.open("/seats.html?show=" + show);

        browser.read("seats.sold_out");
        browser.check("seats-sold-out");
    }

    @ParameterizedTest
    @EnumSource(names = {"VI_PHONE", "EN_DESKTOP"})
    void show_that_is_not_on_sale_says_why(View view) {
        String show = seatline.show();
        Customer manager = seatline.customer("manager", "manager");
        assertEquals(
                200,
                manager.post("/api/v1/manage/shows/" + show + "/close", "{\"reason\":\"sound\"}")
                        .status());
        seatline.pass(Duration.ofSeconds(6));
        browser.visitor(view);

        browser.open("/seats.html?show=" + show);

        browser.read("seats.closed_hint");
        browser.check("seats-closed");
    }

    @Test
    void map_without_a_network_cannot_hold_seats_until_it_is_back() {
        browser.visitor(View.VI_PHONE);
        openSeats(shows.small());
        browser.press("seats.best");
        browser.offline();
        browser.read("page.offline");
        browser.check("seats-offline");

        browser.online();

        browser.waitFor("seats can be held", () -> browser.offers("seats.hold"));
    }

    private static void openSeats(String show) {
        browser.open("/seats.html?show=" + show);
        browser.see(".seat");
    }

    @SuppressWarnings("unchecked")
    private static List<String> chosen() {
        return (List<String>)
                browser.run("return [...document.querySelectorAll('button.seat.chosen')].map(seat => seat.id)");
    }

    private static int keys(CharSequence key, BooleanSupplier there) {
        int pressed = 0;
        while (!there.getAsBoolean()) {
            assertTrue(pressed < 60, () -> "the focus is at " + focus());
            browser.type(key);
            pressed++;
        }
        return pressed;
    }

    private static String focus() {
        return (String) browser.run("return document.activeElement.textContent.trim()");
    }
}
