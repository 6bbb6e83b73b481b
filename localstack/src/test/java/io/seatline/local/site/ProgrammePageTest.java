package io.seatline.local.site;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.seatline.local.testing.SeatlineExtension;
import java.time.LocalDate;
import java.time.ZoneId;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.openqa.selenium.Keys;
import org.openqa.selenium.support.ui.Select;

/** The programme of a city. */
class ProgrammePageTest {
    @RegisterExtension
    static final SeatlineExtension seatline = new SeatlineExtension();

    private static final ZoneId VIETNAM = ZoneId.of("Asia/Ho_Chi_Minh");

    /** The programme of a day, which may have no show: tests also run late in the evening. */
    private static final String LOADED = "main [aria-busy=false]";

    @RegisterExtension
    static final SiteBrowser browser = new SiteBrowser(seatline);

    @BeforeAll
    static void loadSample() {
        SampleShows.loadedInto(seatline);
    }

    @ParameterizedTest
    @EnumSource
    void shows_of_tomorrow_are_listed_by_film_and_by_cinema(View view) {
        browser.visitor(view);
        browser.open("/");
        tomorrow();
        browser.see(LOADED + " .film [href^='/seats']");
        browser.check("programme");

        browser.press("programme.by_cinema");
        browser.see(".cinema [href^='/seats']");
        browser.check("programme-cinemas");

        new Select(browser.see(".part select")).selectByValue("evening");
        browser.waitFor(
                "only shows of the evening",
                () -> Boolean.TRUE.equals(
                        browser.run(
                                "return [...document.querySelectorAll('.time b')].every(time => time.textContent >= '18:00')")));
        assertTrue(browser.address().contains("part=evening"), browser.address());
    }

    @ParameterizedTest
    @EnumSource(names = {"VI_PHONE", "EN_DESKTOP"})
    void film_leads_to_the_seats_of_a_show(View view) {
        browser.visitor(view);
        browser.open("/");
        tomorrow();
        browser.see(LOADED + " .film h2 a").click();
        browser.see("[href^='/seats']");
        browser.read("film.times");
        browser.check("film");

        browser.see("[href^='/seats']").click();

        browser.see(".seat");
    }

    @Test
    void city_and_order_are_remembered() {
        browser.visitor(View.EN_DESKTOP);
        String tomorrow = "/?date=" + LocalDate.now(VIETNAM).plusDays(1);
        browser.open(tomorrow);
        browser.see(".film");
        new Select(browser.see("select")).selectByValue("ha-noi");
        browser.press("programme.by_cinema");
        browser.readText("Lotus Hồ Gươm");

        browser.open(tomorrow);

        browser.readText("Lotus Hồ Gươm");
        assertEquals("ha-noi", browser.see("select").getDomProperty("value"));
    }

    @Test
    void days_are_one_stop_for_the_keyboard_with_arrows_between_them() {
        browser.visitor(View.EN_DESKTOP);
        browser.open("/");
        browser.see(LOADED);
        browser.run("document.querySelector('.days button').focus()");

        browser.type(Keys.ARROW_RIGHT);
        browser.type(Keys.ENTER);
        browser.waitFor("the address has the day", () -> browser.address().contains("date="));
        browser.see(LOADED);
        browser.see(".film");
        String name = (String) browser.run("return document.activeElement.ariaLabel");
        assertTrue(name.startsWith("Tomorrow "), name);
        browser.type(Keys.TAB);

        assertEquals(false, browser.run("return document.activeElement.matches('.days button')"));
    }

    @Test
    void language_is_changed_and_remembered() {
        browser.visitor(View.EN_DESKTOP);
        browser.open("/");
        browser.see(LOADED);
        assertEquals("en", browser.run("return document.documentElement.lang"));
        browser.pressNamed("Tiếng Việt");
        browser.waitFor("Vietnamese", () -> browser.run("return document.documentElement.lang")
                .equals("vi"));

        browser.open("/bookings.html");

        assertEquals("vi", browser.run("return document.documentElement.lang"));
    }

    @Test
    void programme_without_a_network_says_so_until_it_is_back() {
        browser.visitor(View.VI_PHONE);
        browser.open("/");
        browser.see(LOADED);
        browser.offline();
        tomorrow();
        browser.read("problem.offline");
        browser.check("programme-offline");

        browser.online();

        browser.see(".film [href^='/seats']");
    }

    @ParameterizedTest
    @EnumSource(names = {"VI_PHONE", "EN_DESKTOP"})
    void unknown_address_leads_back_to_the_programme(View view) {
        browser.visitor(view);
        browser.expectError("/nowhere");
        browser.open("/nowhere");
        browser.read("page.not_found");
        browser.check("not-found");

        browser.press("page.to_programme");

        browser.see(LOADED);
    }

    private static void tomorrow() {
        browser.see(LOADED);
        browser.see(".days button:nth-of-type(2)").click();
        browser.waitFor("the address has the day", () -> browser.address().contains("date="));
    }
}
