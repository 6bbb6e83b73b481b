package io.seatline.local.site;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.seatline.local.testing.ApiClient.Answer;
import io.seatline.local.testing.Customer;
import io.seatline.local.testing.SeatlineExtension;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.openqa.selenium.By;

/** Ushers and their phones. The clock stands half an hour before the first shows. */
class DoorPageTest {
    @RegisterExtension
    static final SeatlineExtension seatline = new SeatlineExtension();

    @RegisterExtension
    static final SiteBrowser browser = new SiteBrowser(seatline);

    /** The first show of a hall. */
    private static String show;

    private static Customer customer;

    @BeforeAll
    static void openDoors() {
        show = seatline.show();
        customer = seatline.customer();
        seatline.clock()
                .advance(Duration.between(seatline.clock().instant(), seatline.startOf(show))
                        .minusMinutes(30));
        seatline.settle();
    }

    @ParameterizedTest
    @EnumSource(names = {"VI_PHONE", "EN_DESKTOP"})
    void ticket_opens_the_door_once(View view) {
        String code = codeOf(paid(view.phone() ? "B1" : "B2"));
        atTheDoor(view, "usher");
        browser.check("door-scan");

        type(code);
        browser.read("door.result.ADMITTED");
        browser.check("door-admitted");
        browser.press("door.next");
        type(code);
        browser.read("door.result.ALREADY_ADMITTED");
        browser.check("door-already-inside");
        browser.press("door.next");
        type("0000");
        browser.readText(browser.text("door.code_short", Map.of("count", "4")));
        browser.check("door-code-short");
        type("0000");
        browser.read("door.result.NO_SUCH_CODE");
        browser.check("door-no-such-code");
        browser.press("door.next");
        type("RRQ6\u00C2B7");
        browser.read("door.why.ACCENTS");
        browser.check("door-vietnamese-typing");
    }

    @Test
    void guest_is_let_in_without_a_network_and_reported_later() {
        Answer booking = paid("B3");
        String code = codeOf(booking);
        atTheDoor(View.VI_PHONE, "usher-offline");
        browser.read("door.list_fresh");

        browser.offline();
        browser.read("door.offline");
        type(code);
        browser.read("door.result.ADMITTED");
        browser.read("door.alone");
        browser.check("door-offline");
        browser.press("door.next");
        assertEquals(Optional.empty(), admitted(booking));
        browser.online();

        browser.waitFor("the admission is reported", () -> admitted(booking).isPresent());
        browser.open("/door/#recent");
        browser.readText(browser.text("door.reported", Map.of("time", "")).strip());
    }

    @ParameterizedTest
    @CsvSource({"token, code, B6", "code, token, B7"})
    void ticket_opens_the_door_once_although_an_answer_is_lost(String first, String then, String seat) {
        atTheDoor(View.VI_PHONE, "usher-unanswered");
        browser.read("door.list_fresh");
        Answer newerThanTheList = paid(seat);
        browser.loseAnswerTo("POST " + seatline.running().base() + "/api/v1/door/admissions");

        type(proofOf(newerThanTheList, first));
        browser.read("door.result.NOT_IN_LIST");
        assertTrue(admitted(newerThanTheList).isPresent());
        browser.press("door.next");
        browser.run("dispatchEvent(new Event('online'))");
        browser.read("door.online");
        type(proofOf(newerThanTheList, then));
        browser.read("door.result.ADMITTED");
        browser.press("door.next");

        type(proofOf(newerThanTheList, first));
        browser.read("door.result.ALREADY_ADMITTED");
        browser.press("door.next");
        type(proofOf(newerThanTheList, then));
        browser.read("door.result.ALREADY_ADMITTED");
    }

    @Test
    void list_that_cannot_be_loaded_holds_up_no_other() {
        browser.visitor(View.EN_PHONE);
        browser.open("/door/");
        browser.signIn("usher-lists", "door");
        browser.loseAnswerTo("/tickets HTTP");
        browser.see(".row").click();

        browser.read("door.offline");
        assertEquals(true, browser.run("return Object.keys(localStorage).some(name => name.startsWith('door:list:'))"));
    }

    @Test
    void camera_reads_where_the_reader_of_the_browser_fails() {
        atTheDoor(View.EN_PHONE, "usher-camera");
        browser.command("Page.addScriptToEvaluateOnNewDocument", Map.of("source", """
                window.BarcodeDetector = class {
                  static async getSupportedFormats() { return ['qr_code'] }
                  async detect() { throw Error('not loaded') }
                };
                window.Worker = class extends Worker {
                  constructor(...all) { super(...all); window.hasOwnReader = true }
                };"""));

        browser.run("location.reload()");

        browser.waitFor("our own reader is used", () -> Boolean.TRUE.equals(browser.run("return window.hasOwnReader")));
    }

    @Test
    void manager_undoes_an_admission() {
        Answer booking = paid("B4");
        atTheDoor(View.EN_PHONE, "supervisor", "door", "manager");
        type(codeOf(booking));
        browser.read("door.result.ADMITTED");
        browser.press("door.next");

        browser.open("/door/#recent");
        browser.press("door.undo");
        browser.read("door.undo_hint");
        browser.check("door-undo");
        browser.see("#undo .main").click();

        browser.read("door.undone");
        assertEquals(Optional.empty(), admitted(booking));
        browser.check("door-recent");
    }

    @Test
    void guest_is_found_by_seat() {
        paid("B5");
        atTheDoor(View.VI_PHONE, "usher-finds");

        browser.open("/door/#find");
        browser.see(By.id("find")).sendKeys("B5");

        browser.waitFor("one ticket is found", () -> browser.shown().contains("B5"));
        browser.check("door-find");
    }

    @Test
    void others_are_told_whom_to_ask() {
        browser.visitor(View.EN_PHONE);
        browser.open("/door/");
        browser.read("door.sign_in");
        browser.check("door-sign-in");

        browser.signIn("cleaner");

        browser.waitFor("a refusal", () -> browser.shown().contains("cleaner"));
        browser.check("door-no-group");

        browser.signOut();
        browser.read("door.sign_in");
    }

    /** Signs an usher in, chooses cinema and show, and starts. */
    private static void atTheDoor(View view, String name, String... groups) {
        browser.visitor(view);
        browser.open("/door/");
        browser.read("door.sign_in");
        browser.signIn(name, groups.length == 0 ? new String[] {"door"} : groups);
        browser.see(".row").click();
        browser.see(".row.show");
        browser.see(By.xpath("//button[contains(@class, 'show')][.//b[.='Hall 0']]"))
                .click();
        browser.press("door.start");
        browser.see(By.id("code"));
    }

    private static void type(String code) {
        browser.see(By.id("code")).sendKeys(code);
        browser.press("door.check");
    }

    private static Answer paid(String seat) {
        Answer hold = customer.reserve(show, seat);
        assertEquals(201, hold.status(), hold::text);
        seatline.approve(hold.payUrl());
        SeatlineExtension.await(
                "paid", () -> customer.booking(hold.bookingId()).state().equals("PAID"));
        return customer.booking(hold.bookingId());
    }

    private static String codeOf(Answer booking) {
        return proofOf(booking, "code");
    }

    /** The text of the ticket's QR code (token), or its short code. */
    private static String proofOf(Answer booking, String kind) {
        return ticket(booking).body().at("/" + kind).asText();
    }

    private static Optional<String> admitted(Answer booking) {
        String at = ticket(booking).body().at("/seats/0/admitted_at").asText("null");
        return Optional.of(at).filter(time -> !time.equals("null"));
    }

    private static Answer ticket(Answer booking) {
        return customer.get("/api/v1/bookings/" + booking.bookingId() + "/ticket");
    }
}
