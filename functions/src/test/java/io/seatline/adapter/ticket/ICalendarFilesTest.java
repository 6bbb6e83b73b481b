package io.seatline.adapter.ticket;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import biweekly.Biweekly;
import biweekly.ICalendar;
import biweekly.component.VEvent;
import io.seatline.domain.booking.BookedShowBuilder;
import io.seatline.domain.booking.Booking;
import io.seatline.domain.booking.BookingBuilder;
import io.seatline.domain.booking.BookingState;
import io.seatline.testing.Fixture;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class ICalendarFilesTest {
    private static final String LINK = "https://tickets.cinema.vn/booking.html?booking_id=bkaaaaaaaaaaaaaaaaaaaaaaaaaa";
    private static final Instant PAID_AT = Fixture.NOW.plusSeconds(60);
    private static final String TITLE =
            "Nhà bà Nữ; phần 2, \"Đêm\" \\ 😀 một tựa phim rất dài để dòng phải gấp lại nhiều lần";

    private final Booking hold = Fixture.hold(Fixture.id('a'), "A1", "A2");
    private final Booking paid = BookingBuilder.builder(
                    hold.paid(Fixture.attempt(hold).id(), PAID_AT))
            .bookedShow(BookedShowBuilder.builder(hold.bookedShow())
                    .title(TITLE)
                    .address("72 Lê Thánh Tôn, Quận 1\nThành phố Hồ Chí Minh")
                    .build())
            .build();

    @Test
    void event_has_the_show_the_seats_and_the_link() {
        VEvent event = read(paid);

        assertEquals(TITLE, event.getSummary().getValue());
        assertEquals(
                "Lotus, Hall 1, 72 Lê Thánh Tôn, Quận 1\nThành phố Hồ Chí Minh",
                event.getLocation().getValue());
        assertEquals(
                Date.from(paid.bookedShow().startsAt()), event.getDateStart().getValue());
        assertEquals(Date.from(paid.bookedShow().endsAt()), event.getDateEnd().getValue());
        assertEquals(Date.from(PAID_AT), event.getDateTimeStamp().getValue());
        assertEquals(paid.id() + "@seatline", event.getUid().getValue());
        assertEquals(LINK, event.getUrl().getValue());
        assertTrue(event.getStatus().isConfirmed());
        assertEquals(0, event.getSequence().getValue());
        assertEquals(
                -60 * 60 * 1000,
                event.getAlarms().getFirst().getTrigger().getDuration().toMillis());
        String description = event.getDescription().getValue();
        for (String part : List.of("A1, A2", paid.id().value(), LINK)) {
            assertTrue(description.contains(part), description);
        }
    }

    @Test
    void file_is_valid_and_has_no_personal_data() {
        String file = new ICalendarFiles().of(paid, LINK);

        ICalendar calendar = Biweekly.parse(file).first();
        assertEquals("", calendar.validate(calendar.getVersion()).toString());
        assertFalse(file.contains(Fixture.ALICE.value()), file);
        assertFalse(file.contains("ATTENDEE") || file.contains("ORGANIZER"), file);
    }

    @Test
    void lines_end_with_cr_lf_and_have_at_most_75_octets() {
        String file = new ICalendarFiles().of(paid, LINK);

        assertTrue(file.endsWith("END:VCALENDAR\r\n"));
        assertFalse(file.replace("\r\n", "").matches("(?s).*[\r\n].*"));
        List<String> lines = Pattern.compile("\r\n").splitAsStream(file).toList();
        lines.forEach(line -> assertTrue(line.getBytes(StandardCharsets.UTF_8).length <= 75, line));
        assertTrue(lines.stream().anyMatch(line -> line.getBytes(StandardCharsets.UTF_8).length == 75));
        assertFalse(file.contains("�"));
    }

    @Test
    void returned_seats_replace_the_event_and_a_refund_cancels_it() {
        Booking less = BookingBuilder.builder(paid)
                .seats(Fixture.seats("A1"))
                .prices(paid.prices().subList(0, 1))
                .returned(Fixture.seats("A2"))
                .build();
        Booking refunded =
                BookingBuilder.builder(less).state(BookingState.REFUNDED).build();

        assertEquals(1, read(less).getSequence().getValue());
        assertEquals(read(paid).getUid(), read(less).getUid());
        assertFalse(read(less).getDescription().getValue().contains("A2"));
        assertEquals(2, read(refunded).getSequence().getValue());
        assertTrue(read(refunded).getStatus().isCancelled());
        assertEquals(List.of(), read(refunded).getAlarms());
    }

    private static VEvent read(Booking booking) {
        return Biweekly.parse(new ICalendarFiles().of(booking, LINK))
                .first()
                .getEvents()
                .getFirst();
    }
}
