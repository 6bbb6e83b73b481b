package io.seatline.adapter.wallet;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.RSASSASigner;
import io.seatline.domain.booking.BookedShow;
import io.seatline.domain.booking.Booking;
import io.seatline.domain.seating.SeatNumber;
import io.seatline.domain.ticket.Ticket;
import io.seatline.domain.ticket.TicketCode;
import io.seatline.usecase.ticket.WalletLinks;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Makes "Add to Google Wallet" links: a JWT signed by a Google Cloud service account, which creates the event ticket with
 * its class when the customer saves it. No call to Google is needed. Google advises against more than 1,800 characters.
 * Google never changes what exists under an id, so the ids contain what may differ: the class the show's start, the object
 * the epoch and the seats.
 */
public final class GoogleWallet implements WalletLinks {
    private static final String SAVE = "https://pay.google.com/gp/v/save/";
    private static final String LANGUAGE = "vi";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final String issuer;
    private final Supplier<ServiceAccount> account;
    private final InstantSource clock;

    /**
     * @param issuer the issuer's id in the Google Wallet console
     * @param account the service account that the console authorizes
     */
    public GoogleWallet(String issuer, Supplier<ServiceAccount> account, InstantSource clock) {
        this.issuer = issuer;
        this.account = account;
        this.clock = clock;
    }

    @Override
    public String link(Booking booking, Ticket ticket, String token) {
        ServiceAccount signer = account.get();
        String classId = classId(booking.bookedShow());
        Map<String, Object> claims = Map.of(
                "iss", signer.email(),
                "aud", "google",
                "typ", "savetowallet",
                "iat", clock.instant().getEpochSecond(),
                "origins", List.of(),
                "payload",
                        Map.of(
                                "eventTicketClasses", List.of(event(booking.bookedShow(), classId)),
                                "eventTicketObjects", List.of(object(ticket, token, classId))));
        JWSHeader header = new JWSHeader.Builder(JWSAlgorithm.RS256)
                .type(JOSEObjectType.JWT)
                .keyID(signer.keyId())
                .build();
        JWSObject jwt = new JWSObject(header, new Payload(write(claims)));
        try {
            jwt.sign(new RSASSASigner(signer.key()));
        } catch (JOSEException e) {
            throw new IllegalStateException("cannot sign the wallet link of booking " + booking.id(), e);
        }
        return SAVE + jwt.serialize();
    }

    private String classId(BookedShow show) {
        return issuer + "." + show.id() + "." + show.startsAt().getEpochSecond();
    }

    private static Map<String, Object> event(BookedShow show, String classId) {
        return Map.of(
                "id", classId,
                "reviewStatus", "UNDER_REVIEW",
                "issuerName", show.cinema(),
                "eventName", text(show.title()),
                "venue", Map.of("name", text(show.cinema()), "address", text(show.address())),
                "dateTime",
                        Map.of(
                                "start", show.startsAt().toString(),
                                "end", show.endsAt().toString()));
    }

    private Map<String, Object> object(Ticket ticket, String token, String classId) {
        String seats = ticket.seats().stream().map(SeatNumber::value).collect(Collectors.joining(", "));
        String code = TicketCode.of(ticket.booking()).value();
        return Map.of(
                "id",
                issuer + "." + ticket.booking() + "." + ticket.epoch() + "." + Integer.toHexString(seats.hashCode()),
                "classId",
                classId,
                "state",
                "ACTIVE",
                "seatInfo",
                Map.of("seat", text(seats)),
                "barcode",
                Map.of("type", "QR_CODE", "value", token, "alternateText", code));
    }

    private static Map<String, Object> text(String value) {
        return Map.of("defaultValue", Map.of("language", LANGUAGE, "value", value));
    }

    private static String write(Map<String, Object> claims) {
        try {
            return JSON.writeValueAsString(claims);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("cannot write a wallet link's claims as JSON", e);
        }
    }
}
