package io.seatline.local.site;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.seatline.local.testing.ApiClient.Answer;
import io.seatline.local.testing.Customer;
import io.seatline.local.testing.SeatlineExtension;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.openqa.selenium.By;

/** Support and managers. */
class DeskPageTest {
    @RegisterExtension
    static final SeatlineExtension seatline = new SeatlineExtension();

    @RegisterExtension
    static final SiteBrowser browser = new SiteBrowser(seatline);

    @ParameterizedTest
    @EnumSource(names = {"VI_PHONE", "EN_DESKTOP"})
    void support_finds_a_booking_and_refunds_one_seat(View view) {
        Customer customer = seatline.customer();
        String show = seatline.show();
        Answer booking = paid(customer, show, "B1", "B2");
        signedIn(view, "support");
        browser.check("desk-find");

        if (view.phone()) {
            find("q", booking.orderId());
        } else {
            browser.open("/desk/?view=find&cinema=opera&date=" + dayOf(show));
            browser.see("#show option[value='" + show + "']").click();
            find("what", "b 2");
        }
        browser.read("desk.booking.timeline");
        browser.check("desk-booking");
        browser.run("Object.defineProperty(navigator, 'clipboard', {value: undefined})");
        browser.press("desk.copy");
        assertEquals(booking.bookingId(), browser.run("return String(getSelection())"));
        browser.see(".refund input[type=checkbox]").click();
        browser.see(".refund .danger").click();
        browser.see("#ask[open]");
        browser.check("desk-refund");
        browser.see("#ask button.danger").click();

        browser.see(".refund .notice.success");
        browser.read("desk.refund.more");
        seatline.settle();
        assertEquals(
                1, customer.booking(booking.bookingId()).texts("returned_seats").size());
        browser.check("desk-refunded");
    }

    @ParameterizedTest
    @EnumSource(names = {"VI_PHONE", "EN_DESKTOP"})
    void manager_sells_for_cash_and_prints_the_ticket(View view) {
        String show = seatline.show();
        signedIn(view, "manager");
        browser.open("/desk/?view=sale&show=" + show);
        browser.see(".seat");
        browser.run("document.getElementById(arguments[0]).click()", show + ".C3");
        browser.see("button.seat.chosen");
        browser.check("desk-sale");

        browser.see(".bar .main").click();
        browser.see("#ask[open]");
        browser.check("desk-cash");
        if (!view.phone()) {
            losesTheSaleAndLearnsThatItWasNotMade();
        }
        browser.see("#ask .main").click();

        browser.read("desk.sale.done");
        browser.see(".print img, .print svg");
        browser.check("desk-sold");
    }

    @Test
    void sale_whose_answer_was_lost_is_repeated_after_a_sign_out() {
        String show = seatline.show();
        signedIn(View.EN_DESKTOP, "manager");
        browser.open("/desk/?view=sale&show=" + show + "&seats=" + show + ".C3");
        browser.run("const network = fetch; window.fetch = (url, options) => network(url, options).then(answer =>"
                + " { if (url.endsWith('/sales')) throw Error('lost'); return answer })");
        browser.see(".bar .main").click();
        browser.see("#ask[open] .main").click();
        browser.read("desk.sale.unsure");
        browser.press("desk.back");

        browser.signOut();
        browser.run("history.back()");
        browser.read("desk.sign_in");
        browser.signIn("staff-of-the-desk", "manager");
        browser.press("desk.sale.check");

        browser.read("desk.sale.done");
        browser.see(".print img, .print svg");
        assertEquals(
                null, browser.run("return localStorage.getItem('desk:unanswered:staff-of-the-desk')?.match(/C3/)"));
    }

    @ParameterizedTest
    @EnumSource(names = {"VI_DESKTOP", "EN_PHONE"})
    void manager_reads_the_numbers_and_cancels_a_show(View view) {
        String show = seatline.show();
        paid(seatline.customer(), show, "B1");
        signedIn(view, "manager");
        browser.open("/desk/?view=shows&cinema=opera&date=" + dayOf(show));
        browser.see(".numbers");
        browser.check("desk-shows");
        browser.open("/desk/?view=show&id=" + show);
        browser.see(".seat");
        browser.check("desk-show");

        browser.press("desk.cancel.go");
        browser.see("#ask[open]");
        browser.check("desk-cancel");
        browser.see(By.id("ask-reason")).sendKeys("The projector is broken.");
        browser.see("#ask input:not([id=ask-reason])").sendKeys("Mai");
        browser.see("#ask .danger").click();
        seatline.pass(Duration.ofSeconds(12));

        browser.read("desk.cancel.finished");
        assertEquals(0L, browser.run("return document.querySelectorAll('.seat').length"));
        browser.check("desk-cancelled");
    }

    @Test
    void support_has_a_list_of_open_cases_and_signs_out_at_the_desk() {
        signedIn(View.EN_DESKTOP, "support");
        browser.open("/desk/?view=cases");
        browser.see("#heading");
        browser.check("desk-cases");

        browser.signOut();

        browser.read("desk.sign_in");
    }

    @Test
    void problems_of_a_catalog_are_named_by_their_path(@TempDir Path directory) throws IOException {
        Path file = Files.writeString(
                directory.resolve("catalog.json"),
                "{\"cities\":[{\"id\":\"hue\",\"name\":\"\"}],\"movies\":[{\"id\":1}]}");
        signedIn(View.EN_DESKTOP, "manager");
        browser.open("/desk/?view=catalog");
        browser.see(By.id("file")).sendKeys(file.toString());
        browser.press("desk.catalog.load");

        browser.see(".problems");
        browser.check("desk-catalog-problems");
    }

    private static void signedIn(View view, String... groups) {
        browser.visitor(view);
        browser.open("/desk/");
        browser.read("desk.sign_in");
        browser.signIn("staff-of-the-desk", groups);
        browser.see("#heading");
    }

    private static void losesTheSaleAndLearnsThatItWasNotMade() {
        browser.offline();
        browser.see("#ask .main").click();
        browser.read("desk.sale.unsure");
        browser.press("desk.back");
        browser.online();
        browser.press("desk.sale.check");
        browser.press("desk.sale.again");
        browser.see("button.seat.chosen");
        browser.see(".bar .main").click();
        browser.see("#ask[open]");
    }

    /** Types into a field of the search and searches. */
    private static void find(String field, String text) {
        browser.see(By.id(field)).sendKeys(text);
        browser.see("form:has(#" + field + ") .main").click();
    }

    private static LocalDate dayOf(String show) {
        return LocalDate.ofInstant(seatline.startOf(show), ZoneId.of("Asia/Ho_Chi_Minh"));
    }

    private static Answer paid(Customer customer, String show, String... seats) {
        Answer hold = customer.reserve(show, seats);
        assertEquals(201, hold.status(), hold::text);
        seatline.approve(hold.payUrl());
        SeatlineExtension.await(
                "paid", () -> customer.booking(hold.bookingId()).state().equals("PAID"));
        return customer.booking(hold.bookingId());
    }
}
