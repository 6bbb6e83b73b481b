package io.seatline.adapter.ticket;

import com.authlete.cbor.CBORParser;
import com.authlete.cwt.CWTClaimsSetBuilder;
import io.seatline.domain.BookingId;
import io.seatline.domain.ShowId;
import io.seatline.domain.seating.SeatNumber;
import io.seatline.domain.ticket.Ticket;
import java.io.IOException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A ticket as the claims of a CBOR web token (RFC 8392); functions/docs/verify-tickets.md documents them. */
final class TicketClaims {
    private static final int AUDIENCE = 3;
    private static final int TOKEN_ID = 7;

    /** The first claim key for private use. */
    private static final int TICKET = -65537;

    private static final int VERSION = 1;

    private static final String PREFIX = "bk";
    private static final String BASE32 = "abcdefghijklmnopqrstuvwxyz234567";
    private static final String DIGITS = "0123456789abcdefghijklmnopqrstuv";
    private static final int CHARACTERS = 26;

    /** 130 bits of the booking's id, and six zeros. */
    private static final int ID_LENGTH = 17;

    private static final int ZEROS = 6;

    private TicketClaims() {}

    static byte[] encode(Ticket ticket) {
        List<Object> seats = new ArrayList<>(List.of(VERSION, ticket.epoch()));
        ticket.seats().forEach(seat -> seats.add(seat.value()));
        return new CWTClaimsSetBuilder()
                .aud(ticket.show().value())
                .cti(pack(ticket.booking()))
                .put(TICKET, seats)
                .build()
                .encode();
    }

    /** Reads signed claims. Empty unless {@link #encode} gives exactly these bytes. */
    static Optional<Ticket> decode(byte[] claims) {
        try {
            return ticket(new CBORParser(claims).next()).filter(ticket -> Arrays.equals(encode(ticket), claims));
        } catch (IOException | RuntimeException e) {
            return Optional.empty();
        }
    }

    private static Optional<Ticket> ticket(Object claims) {
        return claims instanceof Map<?, ?> map
                        && map.get(AUDIENCE) instanceof String show
                        && map.get(TOKEN_ID) instanceof byte[] booking
                        && map.get(TICKET) instanceof List<?> list
                        && list.getFirst().equals(VERSION)
                        && list.get(1) instanceof Integer epoch
                ? Optional.of(new Ticket(new ShowId(show), unpack(booking), seats(list), epoch))
                : Optional.empty();
    }

    private static List<SeatNumber> seats(List<?> list) {
        return list.stream()
                .skip(2)
                .map(seat -> new SeatNumber(seat.toString()))
                .toList();
    }

    private static byte[] pack(BookingId booking) {
        String digits = map(booking.value().substring(PREFIX.length()), BASE32, DIGITS);
        byte[] number = new BigInteger(digits, DIGITS.length()).shiftLeft(ZEROS).toByteArray();
        byte[] packed = new byte[ID_LENGTH];
        int length = Math.min(number.length, ID_LENGTH);
        System.arraycopy(number, number.length - length, packed, ID_LENGTH - length, length);
        return packed;
    }

    private static BookingId unpack(byte[] packed) {
        String digits = new BigInteger(1, packed).shiftRight(ZEROS).toString(DIGITS.length());
        return new BookingId(PREFIX + map("0".repeat(CHARACTERS - digits.length()) + digits, DIGITS, BASE32));
    }

    private static String map(String text, String from, String to) {
        StringBuilder mapped = new StringBuilder(text.length());
        text.chars().forEach(letter -> mapped.append(to.charAt(from.indexOf(letter))));
        return mapped.toString();
    }
}
