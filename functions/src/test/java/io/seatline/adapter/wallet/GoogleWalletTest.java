package io.seatline.adapter.wallet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import io.seatline.domain.booking.Booking;
import io.seatline.domain.ticket.Ticket;
import io.seatline.domain.ticket.TicketCode;
import io.seatline.testing.CatalogFixture;
import io.seatline.testing.Fixture;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.interfaces.RSAPublicKey;
import java.text.ParseException;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The fields are those of Google's reference: Jwt, eventticketclass and eventticketobject. */
class GoogleWalletTest {
    private static final String PREFIX = "https://pay.google.com/gp/v/save/";
    private static final String ISSUER = "3388000000022200000";
    /** As long as the token of four seats of a show with an id of 14 characters. */
    private static final String TOKEN = "6BF".repeat(72);

    private static final ObjectMapper JSON = new ObjectMapper();
    private static KeyPair keys;

    private final Booking hold = Fixture.hold(Fixture.id('a'), "A1", "A2", "A3", "A4");
    private final Booking paid = hold.paid(Fixture.attempt(hold).id(), Fixture.NOW);
    private final GoogleWallet wallet =
            new GoogleWallet(ISSUER, () -> ServiceAccount.read(account(pem())), () -> Fixture.NOW);

    @BeforeAll
    static void makeKeys() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        keys = generator.generateKeyPair();
    }

    @Test
    void link_is_a_jwt_that_the_service_account_signed() throws ParseException, JOSEException {
        JWSObject jwt = jwt(wallet.link(paid, Ticket.of(paid), TOKEN));

        assertEquals(
                Map.of("alg", "RS256", "typ", "JWT", "kid", "k1"),
                jwt.getHeader().toJSONObject());
        assertTrue(jwt.verify(new RSASSAVerifier((RSAPublicKey) keys.getPublic())));
    }

    @Test
    void jwt_creates_the_ticket_with_its_event() throws ParseException, JsonProcessingException {
        JsonNode claims = claims(wallet.link(paid, Ticket.of(paid), TOKEN));
        String object = claims.at("/payload/eventTicketObjects/0/id").asText();
        String event = ISSUER + ".sh1." + paid.bookedShow().startsAt().getEpochSecond();

        assertTrue(object.matches("3388000000022200000\\." + paid.id() + "\\.0\\.[0-9a-f]+"), object);
        assertEquals(
                CatalogFixture.json("{'iss':'wallet@seatline.iam.gserviceaccount.com','aud':'google',"
                        + "'typ':'savetowallet','iat':" + Fixture.NOW.getEpochSecond() + ",'origins':[],'payload':{"
                        + "'eventTicketClasses':[{'id':'" + event + "','reviewStatus':'UNDER_REVIEW',"
                        + "'issuerName':'Lotus','eventName':" + text("The Last Ferry")
                        + ",'venue':{'name':" + text("Lotus") + ",'address':" + text("1 Le Loi") + "},"
                        + "'dateTime':{'start':'" + paid.bookedShow().startsAt() + "','end':'"
                        + paid.bookedShow().endsAt() + "'}}],"
                        + "'eventTicketObjects':[{'id':'" + object + "','classId':'" + event + "','state':'ACTIVE',"
                        + "'seatInfo':{'seat':" + text("A1, A2, A3, A4") + "},"
                        + "'barcode':{'type':'QR_CODE','value':'" + TOKEN + "','alternateText':'"
                        + TicketCode.of(paid.id()) + "'}}]}}"),
                claims);
    }

    @Test
    void link_of_four_seats_is_shorter_than_google_advises() {
        int length = wallet.link(paid, Ticket.of(paid), TOKEN).length() - PREFIX.length();

        assertTrue(length <= 1_800, length + " characters");
    }

    @Test
    void ticket_of_other_seats_or_another_epoch_is_another_object() throws ParseException, JsonProcessingException {
        Ticket all = Ticket.of(paid);
        Ticket some = Ticket.of(paid, Fixture.seats("A1"));
        Ticket later = new Ticket(all.show(), all.booking(), all.seats(), 1);

        assertNotEquals(object(all), object(some));
        assertNotEquals(object(all), object(later));
        assertEquals(object(all), object(all));
    }

    @Test
    void account_is_not_printed() {
        assertEquals("ServiceAccount", ServiceAccount.read(account(pem())).toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"hush", "-----BEGIN PRIVATE KEY-----\\nhush!\\n-----END PRIVATE KEY-----"})
    void unusable_key_is_refused_without_being_quoted(String key) {
        String message = assertThrows(IllegalArgumentException.class, () -> ServiceAccount.read(account(key)))
                .getMessage();

        assertTrue(message.contains("private_key"), message);
        assertFalse(message.contains("hush"), message);
    }

    private String object(Ticket ticket) throws ParseException, JsonProcessingException {
        return claims(wallet.link(paid, ticket, TOKEN))
                .at("/payload/eventTicketObjects/0/id")
                .asText();
    }

    private static String text(String value) {
        return "{'defaultValue':{'language':'vi','value':'" + value + "'}}";
    }

    private static String pem() {
        String base64 = Base64.getEncoder().encodeToString(keys.getPrivate().getEncoded());
        return String.join("\\n", List.of("-----BEGIN PRIVATE KEY-----", base64, "-----END PRIVATE KEY-----", ""));
    }

    /** The fields of Google's key file that Seatline reads, and another. */
    private static String account(String key) {
        return "{\"type\":\"service_account\",\"client_email\":\"wallet@seatline.iam.gserviceaccount.com\","
                + "\"private_key_id\":\"k1\",\"private_key\":\"" + key + "\"}";
    }

    private static JWSObject jwt(String link) throws ParseException {
        assertTrue(link.startsWith(PREFIX), link);
        return JWSObject.parse(link.substring(PREFIX.length()));
    }

    private static JsonNode claims(String link) throws ParseException, JsonProcessingException {
        return JSON.readTree(jwt(link).getPayload().toString());
    }
}
