package io.seatline.usecase.mail;

import static io.seatline.testing.Fixture.ALICE;
import static io.seatline.testing.Fixture.BOB;
import static io.seatline.testing.Fixture.NOW;
import static io.seatline.testing.Fixture.SHOW;
import static io.seatline.testing.Fixture.SHOW_ID;
import static io.seatline.testing.Fixture.STAFF;
import static io.seatline.testing.Fixture.seats;
import static io.seatline.testing.Fixture.showSeats;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.seatline.domain.BookingId;
import io.seatline.domain.CustomerId;
import io.seatline.domain.PaymentId;
import io.seatline.domain.catalog.Show;
import io.seatline.domain.catalog.ShowBuilder;
import io.seatline.domain.payment.Refund;
import io.seatline.domain.ticket.Ticket;
import io.seatline.domain.ticket.TicketCode;
import io.seatline.events.BookingCancelledV1;
import io.seatline.events.BookingPaidV1;
import io.seatline.events.OfferMadeV1;
import io.seatline.events.RefundRequestedV1;
import io.seatline.events.RefundSucceededV1;
import io.seatline.events.WaitlistLapsedV1;
import io.seatline.events.metric.Metric;
import io.seatline.testing.BoxOffice;
import io.seatline.testing.Fixture;
import io.seatline.testing.PlainTickets;
import io.seatline.testing.WithBoxOffice;
import io.seatline.usecase.BookingLinks;
import io.seatline.usecase.mail.CustomerAddresses.Recipient;
import io.seatline.usecase.refund.RequestRefund.AdmittedSeats;
import io.seatline.usecase.ticket.QrCodes;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Mails to customers, on real tables. */
class SendMailTest extends WithBoxOffice {
    private static final String ADDRESS = "alice@example.com";

    private final Map<CustomerId, Recipient> recipients = new HashMap<>();
    private final List<Mail> sent = new ArrayList<>();
    private Mails mails = this::accept;
    private SendMail sendMail;

    @BeforeEach
    void openMailRoom() {
        recipients.put(ALICE, new Recipient(ADDRESS, Language.ENGLISH));
        sendMail = mailing(office);
    }

    private SendMail mailing(BoxOffice from) {
        return new SendMail(
                from.ledger,
                from.catalog,
                customer -> Optional.ofNullable(recipients.get(customer)),
                new MailWriter(new PlainTickets(), new Pictures(), new BookingLinks("https://seatline.test")),
                mail -> mails.send(mail),
                from.clock,
                from.metrics);
    }

    /** Pictures that say what they show. */
    private static final class Pictures implements QrCodes {
        @Override
        public byte[] png(String text, int pixels) {
            return SendMailTest.png(text);
        }

        @Override
        public String svg(String text) {
            throw new IllegalStateException("mails have no SVG");
        }
    }

    private static byte[] png(String text) {
        return ("PNG of " + text).getBytes(StandardCharsets.UTF_8);
    }

    private Mails.Result accept(Mail mail) {
        sent.add(mail);
        return Mails.Result.ACCEPTED;
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ENGLISH    | Your tickets for The Last Ferry, 14:00, Sunday 22 November 2026 | Seats: A1, A2 | 160,000 ₫
            VIETNAMESE | Vé xem phim The Last Ferry, 14:00, Chủ Nhật 22/11/2026 | Ghế: A1, A2 | 160.000 ₫
            """)
    void paid_booking_brings_its_ticket(Language language, String subject, String seats, String amount) {
        recipients.put(ALICE, new Recipient(ADDRESS, language));
        BookingId id = paid("A1", "A2");

        sendMail.bookingPaid(paidEvent(id));

        Mail mail = sent.getFirst();
        String code = TicketCode.of(id).value();
        String link = "https://seatline.test/booking.html?booking_id=" + id;
        assertEquals(ADDRESS, mail.to());
        assertEquals(subject, mail.subject());
        assertContains(mail.text(), seats, amount, "Lotus, 1 Le Loi", "Hall 1", "2D", code, link);
        assertContains(mail.html(), "A1, A2", amount, code, link, "cid:ticket", "lang=\"" + language.code() + "\"");
        assertArrayEquals(
                png(new Ticket(SHOW_ID, id, seats("A1", "A2"), 0).toString()),
                mail.picture().orElseThrow());
        assertEquals(1, office.metrics.counts().get(Metric.MAIL_SENT));
    }

    @ParameterizedTest
    @CsvSource({"ENGLISH, 'until 12:05, Sunday 22 November 2026'", "VIETNAMESE, 'đến 12:05, Chủ Nhật 22/11/2026'"})
    void offer_says_until_when_it_can_be_paid(Language language, String until) {
        recipients.put(ALICE, new Recipient(ADDRESS, language));

        sendMail.offerMade(offerEvent(office.hold("A1")));

        assertContains(sent.getFirst().text(), until, "A1", "booking.html?booking_id=");
        assertEquals(Optional.empty(), sent.getFirst().picture());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ENGLISH    | Refunded 160,000 ₫: The Last Ferry | The cinema's staff refunded you. MoMo has sent
            VIETNAMESE | Đã hoàn 160.000 ₫: The Last Ferry  | Nhân viên của rạp đã hoàn tiền cho bạn. MoMo đã chuyển
            """)
    void refund_says_how_much_and_why(Language language, String subject, String reason) {
        recipients.put(ALICE, new Recipient(ADDRESS, language));
        BookingId id = paid("A1", "A2");
        office.refundAll(id);
        office.makeRefund(id, 1);

        sendMail.refundSucceeded(refunded(id));

        assertEquals(subject, sent.getFirst().subject());
        assertContains(sent.getFirst().text(), reason, "A1, A2");
        assertEquals(Optional.empty(), sent.getFirst().picture());
    }

    @Test
    void refund_of_some_seats_brings_the_ticket_for_the_others() {
        BookingId id = paid("A1", "A2");
        office.requestRefund.bySupport(id, Optional.of(showSeats("A1")), STAFF, Optional.empty(), AdmittedSeats.REFUSE);
        office.makeRefund(id, 1);

        sendMail.refundSucceeded(refunded(id));

        assertContains(
                sent.getFirst().text(),
                "You keep A2. Your old QR code no longer works",
                "Refunded seats: A1",
                "Seats you keep: A2");
        assertArrayEquals(
                png(new Ticket(SHOW_ID, id, seats("A2"), 1).toString()),
                sent.getFirst().picture().orElseThrow());
    }

    @Test
    void refund_by_hand_does_not_speak_for_momo() {
        BookingId id = paid("A1");
        office.requestRefund.bySupport(id, Optional.empty(), STAFF, Optional.of("Paid in cash."), AdmittedSeats.REFUSE);

        sendMail.refundSucceeded(refunded(id));

        assertContains(sent.getFirst().text(), "The cinema has paid the money back itself");
        assertFalse(sent.getFirst().text().contains("Paid in cash."), "a note is for staff only");
    }

    @ParameterizedTest
    @CsvSource({"ENGLISH, Show cancelled, We are refunding", "VIETNAMESE, Suất chiếu bị hủy, Chúng tôi đang hoàn"})
    void cancelled_show_reaches_those_who_paid(Language language, String subject, String refund) {
        recipients.put(ALICE, new Recipient(ADDRESS, language));
        BookingId id = paid("A1");
        office.requestRefund.forCancelledShow(id);

        sendMail.refundRequested(requested(id));

        assertTrue(sent.getFirst().subject().startsWith(subject));
        assertContains(sent.getFirst().text(), refund, "A1");
    }

    @ParameterizedTest
    @CsvSource({"ENGLISH, no longer hold seats", "VIETNAMESE, không giữ ghế cho bạn nữa"})
    void cancelled_show_reaches_those_who_had_not_paid(Language language, String text) {
        recipients.put(ALICE, new Recipient(ADDRESS, language));
        BookingId id = office.hold("A1");
        office.cancelBooking.cancel(ALICE, id);

        sendMail.bookingCancelled(cancelledEvent(id));

        assertContains(sent.getFirst().text(), text);
    }

    @ParameterizedTest
    @CsvSource({"ENGLISH, no longer on its waitlist", "VIETNAMESE, không còn trong danh sách chờ"})
    void cancelled_show_reaches_those_who_wait(Language language, String text) {
        recipients.put(ALICE, new Recipient(ADDRESS, language));

        sendMail.waitlistLapsed(
                new WaitlistLapsedV1("lapsed", NOW, Fixture.ENTRY.value(), ALICE.value(), SHOW_ID.value()));

        assertContains(sent.getFirst().text(), text, "The Last Ferry");
        assertFalse(sent.getFirst().html().contains("<a "), "there is no booking to link to");
    }

    @Test
    void texts_of_the_catalog_are_escaped_in_html_alone() {
        Show show = ShowBuilder.builder(SHOW)
                .movie(new Show.Movie("m", "<b>\"Ben & Jerry's\" {{code}} $1</b>", 100, "P"))
                .build();
        office = officeFor(show);
        sendMail = mailing(office);

        sendMail.bookingPaid(paidEvent(paid("A1")));

        Mail mail = sent.getFirst();
        assertContains(mail.html(), "&lt;b&gt;&quot;Ben &amp; Jerry&#39;s&quot; {{code}} $1&lt;/b&gt; (2D)");
        assertFalse(mail.html().contains("<b>"));
        assertContains(mail.text(), "<b>\"Ben & Jerry's\" {{code}} $1</b> (2D)");
        assertTrue(mail.subject().startsWith("Your tickets for <b>\"Ben & Jerry's\" {{code}} $1</b>, "));
    }

    @Test
    void outdated_mails_are_not_sent_and_are_counted() {
        BookingId refunded = paid("A1");
        office.refundAll(refunded);
        sendMail.bookingPaid(paidEvent(refunded));
        sendMail.refundSucceeded(refunded(refunded)); // MoMo has not made it yet

        BookingId offer = office.hold("A2");
        office.clock.moveTo(office.booking(offer).heldUntil());
        sendMail.offerMade(offerEvent(offer));

        sendMail.bookingCancelled(cancelledEvent(offer));

        assertEquals(List.of(), sent);
        assertEquals(4, office.metrics.counts().get(Metric.MAIL_OUTDATED));
    }

    @Test
    void ticket_is_not_mailed_after_the_show() {
        BookingId id = paid("A1");
        office.clock.moveTo(SHOW.endsAt());

        sendMail.bookingPaid(paidEvent(id));

        assertEquals(List.of(), sent);
    }

    @Test
    void customer_without_a_verified_address_gets_no_mail_and_is_counted() {
        recipients.clear();

        sendMail.bookingPaid(paidEvent(paid("A1")));

        assertEquals(List.of(), sent);
        assertEquals(1, office.metrics.counts().get(Metric.MAIL_WITHOUT_ADDRESS));
    }

    @Test
    void repeated_event_is_mailed_once() {
        BookingId id = paid("A1");
        sendMail.bookingPaid(paidEvent(id));
        sendMail.bookingPaid(paidEvent(id));

        assertEquals(1, sent.size());
    }

    @Test
    void throttled_mail_is_sent_by_the_next_delivery() {
        BookingId id = paid("A1");
        mails = _ -> {
            throw new IllegalStateException("throttled");
        };
        assertThrows(IllegalStateException.class, () -> sendMail.bookingPaid(paidEvent(id)));
        mails = this::accept;
        sendMail.bookingPaid(paidEvent(id));

        assertEquals(1, sent.size());
    }

    @Test
    void rejected_mail_is_counted_and_not_repeated() {
        BookingId id = paid("A1");
        mails = _ -> Mails.Result.REJECTED;
        sendMail.bookingPaid(paidEvent(id));

        assertEquals(1, office.metrics.counts().get(Metric.MAIL_REJECTED));
    }

    @Test
    void sale_without_a_customer_is_never_mailed() {
        BookingId id = office.soldForCash("A1");

        assertThrows(IllegalStateException.class, () -> sendMail.bookingPaid(paidEvent(id, Optional.empty())));
        assertEquals(List.of(), sent);
    }

    @Test
    void languages_have_the_same_texts() {
        assertEquals(
                MailWriter.texts(Language.VIETNAMESE).stringPropertyNames(),
                MailWriter.texts(Language.ENGLISH).stringPropertyNames());
    }

    @Test
    void every_reason_of_a_refund_has_a_text() {
        for (Refund.Reason reason : Refund.Reason.values()) {
            assertTrue(MailWriter.texts(Language.ENGLISH).containsKey("reason." + reason), reason.name());
        }
    }

    @ParameterizedTest
    @CsvSource({"en, ENGLISH", "en-US, ENGLISH", "EN_gb, ENGLISH", "vi, VIETNAMESE", "'', VIETNAMESE", "enx, VIETNAMESE"
    })
    void language_follows_the_locale(String locale, Language language) {
        assertEquals(language, Language.ofLocale(locale));
    }

    @Test
    void mails_and_recipients_do_not_print_addresses() {
        assertFalse(new Recipient(ADDRESS, Language.ENGLISH).toString().contains("alice"));
        assertFalse(new Mail(ADDRESS, "", "", "", Optional.empty()).toString().contains("alice"));
        assertFalse(new Recipient(BOB.value(), Language.ENGLISH).toString().contains(BOB.value()));
    }

    private BookingId paid(String... seats) {
        BookingId id = office.hold(seats);
        office.pay(id, 1);
        return id;
    }

    private static void assertContains(String text, String... parts) {
        for (String part : parts) {
            assertTrue(text.contains(part), part + " is not in:\n" + text);
        }
    }

    private static BookingPaidV1 paidEvent(BookingId id) {
        return paidEvent(id, Optional.of(ALICE.value()));
    }

    private static BookingPaidV1 paidEvent(BookingId id, Optional<String> customer) {
        return new BookingPaidV1(
                id + ".2",
                NOW,
                id.value(),
                customer,
                SHOW_ID.value(),
                List.of("A1"),
                80_000,
                "VND",
                PaymentId.attempt(id, 1).value());
    }

    private static OfferMadeV1 offerEvent(BookingId id) {
        return new OfferMadeV1(
                "offer " + id,
                NOW,
                Fixture.ENTRY.value(),
                ALICE.value(),
                SHOW_ID.value(),
                id.value(),
                List.of("A1"),
                80_000,
                "VND",
                Fixture.HELD_UNTIL);
    }

    private static RefundSucceededV1 refunded(BookingId id) {
        return new RefundSucceededV1(
                "succeeded " + id,
                NOW,
                BoxOffice.refundId(id, 1).value(),
                PaymentId.attempt(id, 1).value(),
                id.value(),
                Optional.of(ALICE.value()),
                Optional.of(SHOW_ID.value()),
                List.of("A1"),
                80_000,
                "VND",
                "SUPPORT",
                false);
    }

    private static RefundRequestedV1 requested(BookingId id) {
        return new RefundRequestedV1(
                "requested " + id,
                NOW,
                BoxOffice.refundId(id, 1).value(),
                PaymentId.attempt(id, 1).value(),
                id.value(),
                Optional.of(ALICE.value()),
                Optional.of(SHOW_ID.value()),
                List.of("A1"),
                80_000,
                "VND",
                "SHOW_CANCELLED");
    }

    private static BookingCancelledV1 cancelledEvent(BookingId id) {
        return new BookingCancelledV1(
                "cancelled " + id, NOW, id.value(), ALICE.value(), SHOW_ID.value(), List.of("A1"), "SHOW_CANCELLED");
    }
}
