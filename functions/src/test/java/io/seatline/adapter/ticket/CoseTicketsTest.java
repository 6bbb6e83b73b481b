package io.seatline.adapter.ticket;

import static io.seatline.adapter.ticket.TicketFixture.CURRENT;
import static io.seatline.adapter.ticket.TicketFixture.PREVIOUS;
import static io.seatline.adapter.ticket.TicketFixture.TICKET;
import static io.seatline.adapter.ticket.TicketFixture.secret;
import static io.seatline.adapter.ticket.TicketFixture.ticket;
import static io.seatline.adapter.ticket.TicketFixture.tokens;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.authlete.cbor.CBORDecoder;
import com.authlete.cbor.CBORTaggedItem;
import com.authlete.cose.COSESign1;
import com.authlete.cwt.CWTClaimsSet;
import io.seatline.domain.BookingId;
import io.seatline.domain.ShowId;
import io.seatline.domain.seating.SeatNumber;
import io.seatline.domain.ticket.Ticket;
import io.seatline.usecase.ticket.TicketTokens;
import io.seatline.usecase.ticket.TicketTokens.Reading;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CoseTicketsTest {
    private static final String NEXT = "the next text of the ticket keys";
    private static final HexFormat HEX = HexFormat.of();
    private static final String NOT_A_TICKET = "the text has not the form of a ticket";
    private static final String WRONG_SIGNATURE = "the signature is wrong";
    private static final String UNKNOWN_KEY = "the ticket is signed with a key that is not valid, or no longer";
    private static final String NO_CLAIMS = "the signed claims are not those of a ticket";

    /** The order of Ed25519's group (RFC 8032, section 5.1). */
    private static final BigInteger ORDER =
            BigInteger.TWO.pow(252).add(new BigInteger("27742317777372353535851937790883648493"));

    private final TicketTokens tokens = tokens(CURRENT, PREVIOUS);
    private final String token = tokens.sign(TICKET);

    @Test
    void genuine_ticket_is_read_back() {
        assertEquals(new Reading.Genuine(TICKET), tokens.read(token));
    }

    @Test
    void same_ticket_gets_the_same_token() {
        assertEquals(token, tokens(CURRENT, "").sign(TICKET));
    }

    @Test
    void token_is_cose_sign1_with_the_claims_of_a_cwt() throws Exception {
        CBORTaggedItem tagged = (CBORTaggedItem) new CBORDecoder(bytes(token)).next();
        COSESign1 sign1 = COSESign1.build(tagged.getTagContent());
        CWTClaimsSet claims =
                CWTClaimsSet.build(new CBORDecoder((byte[]) sign1.getPayload().parse()).next());

        assertEquals(18, tagged.getTagNumber().intValue());
        assertEquals(-8, sign1.getProtectedHeader().getAlg());
        assertEquals(
                HEX.formatHex(TicketKey.of(CURRENT).id()),
                HEX.formatHex(sign1.getProtectedHeader().getKid()));
        assertEquals(Map.of(), sign1.getUnprotectedHeader().parse());
        assertEquals("h18t2611231540", claims.getAud());
        assertEquals(17, claims.getCti().length);
        assertEquals(
                List.of(1, 0, "F12", "F13"), claims.findByKey(-65537).getValue().parse());
    }

    @Test
    void token_with_a_changed_character_is_forged() {
        for (int at = 0; at < token.length(); at++) {
            for (String other : List.of("0", "Z", ":", " ", "a", "é", "\uD83D", "")) {
                String changed = token.substring(0, at) + other + token.substring(at + 1);
                if (!changed.equals(token)) {
                    assertForged(changed);
                }
            }
        }
    }

    @Test
    void token_with_a_changed_bit_is_forged() {
        for (int bit = 0; bit < bytes(token).length * 8; bit++) {
            byte[] changed = bytes(token);
            changed[bit / 8] ^= (byte) (1 << bit % 8);
            assertForged(Base45.encode(changed));
        }
    }

    @Test
    void shortened_or_extended_token_is_forged() {
        for (int length = 0; length < token.length(); length++) {
            assertForged(token.substring(0, length));
        }
        for (String more : List.of("0", "00", "000", " ", "\n", token)) {
            assertForged(token + more);
            assertForged(more + token);
        }
    }

    @Test
    void signature_of_another_ticket_is_wrong() {
        byte[] forged = bytes(token);
        byte[] other = bytes(tokens.sign(ticket("h18t2611231541", 2)));
        System.arraycopy(other, other.length - 64, forged, forged.length - 64, 64);

        assertEquals(new Reading.Forged(WRONG_SIGNATURE), tokens.read(Base45.encode(forged)));
    }

    @Test
    void second_form_of_a_right_signature_is_wrong() {
        byte[] forged = bytes(token);
        reverse(forged, forged.length - 32);
        byte[] scalar = Arrays.copyOfRange(forged, forged.length - 32, forged.length);
        byte[] sum = new BigInteger(1, scalar).add(ORDER).toByteArray();
        Arrays.fill(forged, forged.length - 32, forged.length, (byte) 0);
        System.arraycopy(sum, 0, forged, forged.length - sum.length, sum.length);
        reverse(forged, forged.length - 32);

        assertEquals(new Reading.Forged(WRONG_SIGNATURE), tokens.read(Base45.encode(forged)));
    }

    @Test
    void ticket_signed_with_another_key_is_forged() {
        String stranger = tokens("a text that is not one of Seatline's", "").sign(TICKET);
        byte[] disguised = bytes(stranger);
        System.arraycopy(TicketKey.of(CURRENT).id(), 0, disguised, 8, 4);

        assertEquals(new Reading.Forged(UNKNOWN_KEY), tokens.read(stranger));
        assertEquals(new Reading.Forged(WRONG_SIGNATURE), tokens.read(Base45.encode(disguised)));
    }

    @ParameterizedTest
    @CsvSource({
        "without the tag, d28449, 8449",
        "with the tag of CWT before it, d28449, d83dd28449",
        "with another algorithm, a2012704, a2012604",
        "with a longer integer, a2012704, a201380704",
        "with a header of no fixed length, d28449, d29f49",
        "with an unprotected header, a058, a1182a0058",
        "with a longer length, a058, a05900"
    })
    void other_form_of_the_same_ticket_is_forged(String form, String from, String to) {
        String hex = HEX.formatHex(bytes(token));
        String other = hex.replaceFirst(from, to);

        assertFalse(hex.equals(other), form);
        assertEquals(new Reading.Forged(NOT_A_TICKET), tokens.read(Base45.encode(HEX.parseHex(other))), form);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "00",
                "a0",
                "f6",
                "bf",
                "d28443",
                "9bffffffffffffffff",
                "bb7fffffffffffffff",
                "5b7fffffffffffffff",
                "5a7fffffff",
                "c1c1c1c1c1c1",
                "a1"
            })
    void signed_claims_of_another_form_are_no_ticket(String claims) {
        assertEquals(new Reading.Forged(NO_CLAIMS), tokens.read(signed(claims + "00".repeat(40))));
    }

    @ParameterizedTest
    @CsvSource({
        "another version, 8401006346313263463133, 8402006346313263463133",
        "no seat, 8401006346313263463133, 820100",
        "no epoch, 8401006346313263463133, 8101",
        "an empty list, 8401006346313263463133, 80",
        "a negative epoch, 8401006346313263463133, 8401206346313263463133",
        "a longer integer, 8401006346313263463133, 840118006346313263463133",
        "a seat that is a number, 8401006346313263463133, 8401006346313201",
        "an invalid seat, 8401006346313263463133, 8401006346313263663133",
        "a show in upper case, a3036e68, a3036e48",
        "an unknown claim, a3036e, a40101036e",
        "a claim twice, a3036e, a403617a036e",
        "a longer id, 0751, 075200",
        "an id without its last byte, 0751, 0750"
    })
    void signed_claims_with_a_fault_are_no_ticket(String fault, String from, String to) {
        String claims = HEX.formatHex(TicketClaims.encode(TICKET));
        String faulty = claims.replaceFirst(from, to);

        assertFalse(claims.equals(faulty), fault);
        assertEquals(new Reading.Genuine(TICKET), tokens.read(signed(claims)));
        assertEquals(new Reading.Forged(NO_CLAIMS), tokens.read(signed(faulty)), fault);
        assertEquals(new Reading.Forged(NO_CLAIMS), tokens.read(signed(claims + "00")));
    }

    @Test
    void any_text_is_read_without_an_exception() {
        Random random = new Random(1);
        for (int i = 0; i < 20_000; i++) {
            byte[] bytes = new byte[random.nextInt(270)];
            random.nextBytes(bytes);
            assertForged(Base45.encode(bytes));
            assertForged(new String(bytes, StandardCharsets.UTF_16));
        }
        assertForged("0".repeat(10_000_000));
    }

    @Test
    void longest_ticket_is_read_back() {
        Ticket longest = new Ticket(
                new ShowId("z".repeat(32)),
                new BookingId("bk" + "7".repeat(26)),
                Collections.nCopies(10, new SeatNumber("ĐĐĐ999")),
                Integer.MAX_VALUE);
        String text = tokens.sign(longest);

        assertTrue(text.length() <= CoseTickets.MOST_CHARACTERS, () -> "characters: " + text.length());
        assertEquals(new Reading.Genuine(longest), tokens.read(text));
    }

    @Test
    void ticket_outlives_one_rotation_of_its_key_but_not_two() {
        assertEquals(new Reading.Genuine(TICKET), tokens(NEXT, CURRENT).read(token));
        assertEquals(
                new Reading.Forged(UNKNOWN_KEY),
                tokens("the newest text of the ticket keys", NEXT).read(token));
    }

    @Test
    void key_that_is_not_known_yet_is_read_once_more() {
        String old = secret(CURRENT, "");
        AtomicReference<String> latest = new AtomicReference<>(secret(NEXT, CURRENT));
        AtomicInteger reads = new AtomicInteger();
        TicketTokens door = new CoseTickets(new TicketKeys(() -> old, () -> {
            reads.incrementAndGet();
            return latest.get();
        }));

        assertInstanceOf(Reading.Genuine.class, door.read(token));
        assertEquals(0, reads.get());
        assertInstanceOf(Reading.Genuine.class, door.read(tokens(NEXT, CURRENT).sign(TICKET)));
        assertEquals(1, reads.get());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "s3cret",
                "{}",
                "{\"current\":\"\",\"previous\":\"\"}",
                "{\"current\":\"s3cret-but-short\",\"previous\":\"\"}",
                "{\"current\":\"a random text of 32 characters or more\",\"previous\":\"s3cret\"}",
                "{\"current\":\"a random text of 32 characters or more\"}"
            })
    void secret_of_another_form_is_refused_without_quoting_it(String secret) {
        TicketTokens broken = new CoseTickets(new TicketKeys(() -> secret, () -> secret));

        String message = assertThrows(IllegalArgumentException.class, () -> broken.sign(TICKET))
                .getMessage();
        assertFalse(message.contains("s3cret") || message.contains("random text of"), message);
    }

    /** A token with these claims, rightly signed. */
    private static String signed(String claims) {
        return CoseTickets.token(TicketKey.of(CURRENT), HEX.parseHex(claims));
    }

    private void assertForged(String text) {
        Reading.Forged forged = assertInstanceOf(Reading.Forged.class, tokens.read(text));
        assertTrue(List.of(NOT_A_TICKET, WRONG_SIGNATURE, UNKNOWN_KEY).contains(forged.reason()), forged.reason());
    }

    private static byte[] bytes(String token) {
        return Base45.decode(token).orElseThrow();
    }

    private static void reverse(byte[] bytes, int from) {
        for (int low = from, high = bytes.length - 1; low < high; low++, high--) {
            byte kept = bytes[low];
            bytes[low] = bytes[high];
            bytes[high] = kept;
        }
    }
}
