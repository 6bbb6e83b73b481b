package io.seatline.adapter.ticket;

import io.seatline.domain.booking.BookedShow;
import io.seatline.domain.booking.Booking;
import io.seatline.domain.booking.BookingState;
import io.seatline.domain.seating.SeatNumber;
import io.seatline.domain.ticket.TicketCode;
import io.seatline.usecase.ticket.CalendarFiles;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.stream.Collectors;

/**
 * Writes calendar files by RFC 5545: lines end with CR LF and are folded at 75 octets, times are UTC. {@code SEQUENCE}
 * rises when seats are returned, so that calendars replace the event. There is no {@code METHOD}: a publishing file would
 * need an organizer.
 */
public final class ICalendarFiles implements CalendarFiles {
    private static final int LINE_OCTETS = 75;
    private static final DateTimeFormatter UTC =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

    @Override
    public String of(Booking booking, String link) {
        boolean takesPlace = booking.state() == BookingState.PAID;
        BookedShow show = booking.bookedShow();
        Lines lines = new Lines();
        lines.add("BEGIN", "VCALENDAR");
        lines.add("VERSION", "2.0");
        lines.add("PRODID", "-//Seatline//Tickets//EN");
        lines.add("BEGIN", "VEVENT");
        lines.add("UID", booking.id() + "@seatline");
        lines.add("SEQUENCE", Integer.toString(booking.returned().size() + (takesPlace ? 0 : 1)));
        lines.add("DTSTAMP", UTC.format(lastChange(booking)));
        lines.add("DTSTART", UTC.format(show.startsAt()));
        lines.add("DTEND", UTC.format(show.endsAt()));
        lines.add("STATUS", takesPlace ? "CONFIRMED" : "CANCELLED");
        lines.addText("SUMMARY", show.title());
        lines.addText("LOCATION", show.cinema() + ", " + show.hall() + ", " + show.address());
        lines.addText("DESCRIPTION", description(booking, link));
        lines.add("URL", link);
        if (takesPlace) {
            lines.add("BEGIN", "VALARM");
            lines.add("ACTION", "DISPLAY");
            lines.add("TRIGGER;RELATED=START", "-PT1H");
            lines.addText("DESCRIPTION", show.title());
            lines.add("END", "VALARM");
        }
        lines.add("END", "VEVENT");
        lines.add("END", "VCALENDAR");
        return lines.text.toString();
    }

    private static String description(Booking booking, String link) {
        String seats = booking.seats().stream().map(SeatNumber::value).collect(Collectors.joining(", "));
        return "Ghế / Seats: %s\nMã vé / Ticket code: %s\nĐặt chỗ / Booking: %s\n%s"
                .formatted(seats, TicketCode.of(booking.id()), booking.id(), link);
    }

    private static Instant lastChange(Booking booking) {
        return booking.changes().isEmpty()
                ? booking.createdAt()
                : booking.changes().getLast().at();
    }

    /** Content lines. */
    private static final class Lines {
        private final StringBuilder text = new StringBuilder();

        private void addText(String name, String value) {
            add(
                    name,
                    value.replace("\\", "\\\\")
                            .replace(";", "\\;")
                            .replace(",", "\\,")
                            .replace("\n", "\\n"));
        }

        /** Adds a line, folded between characters: each part but the first begins with a space, which counts. */
        private void add(String name, String value) {
            int octets = 0;
            for (int character : (name + ":" + value).codePoints().toArray()) {
                int size = character < 0x80 ? 1 : character < 0x800 ? 2 : character < 0x10000 ? 3 : 4;
                if (octets + size > LINE_OCTETS) {
                    text.append("\r\n ");
                    octets = 1;
                }
                text.appendCodePoint(character);
                octets += size;
            }
            text.append("\r\n");
        }
    }
}
