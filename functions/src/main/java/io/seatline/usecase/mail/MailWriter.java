package io.seatline.usecase.mail;

import io.seatline.domain.Vnd;
import io.seatline.domain.booking.BookedShow;
import io.seatline.domain.seating.SeatNumber;
import io.seatline.domain.ticket.Ticket;
import io.seatline.domain.ticket.TicketCode;
import io.seatline.usecase.BookingLinks;
import io.seatline.usecase.mail.CustomerAddresses.Recipient;
import io.seatline.usecase.ticket.QrCodes;
import io.seatline.usecase.ticket.TicketTokens;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Writes mails from the texts in {@code mail.vi.properties} and {@code mail.en.properties}. Times are the cinema's. A mail
 * loads nothing: without its picture, the code and the seats in its text still open the door.
 */
public final class MailWriter {
    /** Wide enough that a phone's screen shows each module sharply. */
    private static final int PICTURE_PIXELS = 480;

    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT);

    /** Without weekdays, which come from the texts: a runtime may have English names alone. */
    private static final Map<Language, DateTimeFormatter> DATES = Map.of(
            Language.VIETNAMESE, DateTimeFormatter.ofPattern("dd/MM/uuuu", Locale.ROOT),
            Language.ENGLISH, DateTimeFormatter.ofPattern("d MMMM uuuu", Locale.ENGLISH));

    private final TicketTokens tokens;
    private final QrCodes qrCodes;
    private final BookingLinks links;
    private final Layout html = Layout.html(Layout.resource("mail.html"));
    private final Layout plain = Layout.plain(Layout.resource("mail.txt"));
    private final Map<Language, Properties> texts = new EnumMap<>(Language.class);

    /** Loads the texts. */
    public MailWriter(TicketTokens tokens, QrCodes qrCodes, BookingLinks links) {
        this.tokens = tokens;
        this.qrCodes = qrCodes;
        this.links = links;
        for (Language language : Language.values()) {
            texts.put(language, texts(language));
        }
    }

    static Properties texts(Language language) {
        Properties texts = new Properties();
        try {
            texts.load(new StringReader(Layout.resource("mail." + language.code() + ".properties")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return texts;
    }

    Mail write(MailContent content, Recipient to) {
        Properties language = texts.get(to.language());
        Map<String, String> values = values(content, to.language());
        values.put("language", to.language().code());
        String kind = content.kind().key();
        for (String part : List.of("subject", "heading", "text")) {
            values.put(part, text(language, kind + "." + part, values));
        }
        values.put("foot", text(language, "foot", values));
        Map<String, List<Map<String, String>>> sections = Map.of(
                "row", rows(language, kind, values),
                "ticket",
                        content.ticket().stream()
                                .map(_ -> part(language, values, "ticket-code", "ticket-text", "ticket-alt"))
                                .toList(),
                "link",
                        content.booking().stream()
                                .map(_ -> Map.of("action", text(language, kind + ".action", values)))
                                .toList());
        return new Mail(
                to.address(),
                values.get("subject"),
                plain.fill(values, sections),
                html.fill(values, sections),
                content.ticket().map(this::picture));
    }

    private byte[] picture(Ticket ticket) {
        return qrCodes.png(tokens.sign(ticket), PICTURE_PIXELS);
    }

    /** The rows that the texts name for this kind, without those that have no value. */
    private static List<Map<String, String>> rows(Properties language, String kind, Map<String, String> values) {
        return Stream.of(text(language, kind + ".rows", values).split(" "))
                .filter(values::containsKey)
                .map(row -> Map.of("label", text(language, "label." + row, values), "value", values.get(row)))
                .toList();
    }

    private static Map<String, String> part(Properties language, Map<String, String> values, String... keys) {
        return Stream.of(keys).collect(Collectors.toMap(key -> key, key -> text(language, key, values)));
    }

    private static String text(Properties language, String key, Map<String, String> values) {
        String text = language.getProperty(key);
        if (text == null) {
            throw new IllegalStateException("mails have no text " + key);
        }
        return Layout.plain(text).fill(values, Map.of());
    }

    private Map<String, String> values(MailContent content, Language language) {
        Map<String, String> values = new TreeMap<>();
        BookedShow show = content.show();
        values.put("title", show.title());
        values.put("movie", show.title() + " (" + show.format() + ")");
        values.put("time", time(show.startsAt(), show, language));
        values.put("cinema", show.cinema() + ", " + show.address());
        values.put("hall", show.hall());
        put(values, "seats", seats(content.seats()));
        put(values, "refunded", seats(content.seats()));
        put(values, "amount", content.amount().map(amount -> amount(amount, language)));
        put(values, "until", content.until().map(until -> time(until, show, language)));
        put(values, "reason", content.reason().map(reason -> text(texts.get(language), "reason." + reason, values)));
        put(values, "link", content.booking().map(id -> links.to(id.value())));
        put(values, "booking", content.booking().map(Object::toString));
        content.ticket().ifPresent(ticket -> {
            values.put("code", TicketCode.of(ticket.booking()).value());
            put(values, "kept", seats(ticket.seats()));
        });
        values.put("again", content.ticket().isPresent() ? text(texts.get(language), "again", values) : "");
        return values;
    }

    private static void put(Map<String, String> values, String name, Optional<String> value) {
        value.ifPresent(present -> values.put(name, present));
    }

    private static Optional<String> seats(List<SeatNumber> seats) {
        return seats.isEmpty()
                ? Optional.empty()
                : Optional.of(seats.stream().map(SeatNumber::value).collect(Collectors.joining(", ")));
    }

    private static String amount(Vnd amount, Language language) {
        String grouped = String.format(Locale.ROOT, "%,d", amount.amount());
        return (language == Language.VIETNAMESE ? grouped.replace(',', '.') : grouped) + " ₫";
    }

    private String time(Instant time, BookedShow show, Language language) {
        ZonedDateTime local = time.atZone(ZoneId.of(show.timeZone()));
        String weekday = text(texts.get(language), "day." + local.getDayOfWeek(), Map.of());
        return CLOCK.format(local) + ", " + weekday + " " + DATES.get(language).format(local);
    }
}
