package io.seatline.adapter.ticket;

import com.authlete.cbor.CBORTaggedItem;
import com.authlete.cose.COSEProtectedHeader;
import com.authlete.cose.COSEProtectedHeaderBuilder;
import com.authlete.cose.COSESign1Builder;
import com.authlete.cose.SigStructureBuilder;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import io.seatline.domain.ticket.Ticket;
import io.seatline.usecase.ticket.TicketTokens;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Tickets as CBOR web tokens (RFC 8392) in COSE_Sign1 (RFC 9052) with Ed25519, written in Base45 (RFC 9285). A genuine
 * token has one form: of the bytes, only the key's id, the claims and the signature vary, each at its fixed place. So
 * nothing is parsed before its signature is verified.
 */
public final class CoseTickets implements TicketTokens {
    /** More than ten seats with the longest names in a show with the longest id take. */
    static final int MOST_CHARACTERS = 400;

    private static final int TAG_SIGN1 = 18;

    /** EdDSA in the register of COSE's algorithms. */
    private static final int EDDSA = -8;

    /** After the tag, the array's head, and the heads of the protected header's parts. */
    private static final int ID_AT = 8;

    /** After the key's id, an empty unprotected header, and the head of a text of 24 to 255 bytes. */
    private static final int CLAIMS_AT = ID_AT + TicketKey.ID_LENGTH + 3;

    /** The signature and its head. */
    private static final int AFTER_CLAIMS = 2 + TicketKey.SIGNATURE_LENGTH;

    private final TicketKeys keys;

    public CoseTickets(TicketKeys keys) {
        this.keys = keys;
    }

    @Override
    public String sign(Ticket ticket) {
        return token(keys.current(), TicketClaims.encode(ticket));
    }

    static String token(TicketKey key, byte[] claims) {
        return Base45.encode(message(key.id(), claims, key.sign(signed(key.id(), claims))));
    }

    @Override
    public Reading read(String token) {
        Optional<byte[]> decoded = token.length() <= MOST_CHARACTERS ? Base45.decode(token) : Optional.empty();
        if (decoded.isEmpty() || decoded.get().length < CLAIMS_AT + AFTER_CLAIMS) {
            return new Reading.Forged("the text has not the form of a ticket");
        }
        byte[] message = decoded.get();
        byte[] id = Arrays.copyOfRange(message, ID_AT, ID_AT + TicketKey.ID_LENGTH);
        byte[] claims = Arrays.copyOfRange(message, CLAIMS_AT, message.length - AFTER_CLAIMS);
        byte[] signature = Arrays.copyOfRange(message, message.length - TicketKey.SIGNATURE_LENGTH, message.length);
        if (!Arrays.equals(message, message(id, claims, signature))) {
            return new Reading.Forged("the text has not the form of a ticket");
        }
        Optional<TicketKey> key = keys.find(id);
        if (key.isEmpty()) {
            return new Reading.Forged("the ticket is signed with a key that is not valid, or no longer");
        }
        if (!key.get().verifies(signed(id, claims), signature)) {
            return new Reading.Forged("the signature is wrong");
        }
        return TicketClaims.decode(claims)
                .<Reading>map(Reading.Genuine::new)
                .orElseGet(() -> new Reading.Forged("the signed claims are not those of a ticket"));
    }

    @Override
    public String publicKeys() {
        List<JWK> jwks = keys.all().stream().<JWK>map(TicketKey::jwk).toList();
        return new JWKSet(jwks).toString();
    }

    private static byte[] message(byte[] id, byte[] claims, byte[] signature) {
        return new CBORTaggedItem(
                        TAG_SIGN1,
                        new COSESign1Builder()
                                .protectedHeader(header(id))
                                .payload(claims)
                                .signature(signature)
                                .build())
                .encode();
    }

    private static byte[] signed(byte[] id, byte[] claims) {
        return new SigStructureBuilder()
                .signature1()
                .bodyAttributes(header(id))
                .payload(claims)
                .build()
                .encode();
    }

    private static COSEProtectedHeader header(byte[] id) {
        return new COSEProtectedHeaderBuilder().alg(EDDSA).kid(id).build();
    }
}
