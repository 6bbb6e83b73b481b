package io.seatline.domain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.seatline.domain.payment.CaseId;
import io.seatline.domain.payment.RefundId;
import io.seatline.domain.seating.HallLayout;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IdsTest {
    private static final String BOOKING = "bk" + "a".repeat(26);
    private static final String ENTRY = "sh7f3k.q4d7wz2mfbtk3xrj6nvo5hyelc";

    @Test
    void id_is_26_base32_characters_of_the_first_130_bits() {
        byte[] ones = new byte[32];
        Arrays.fill(ones, (byte) 0xff);

        assertEquals("a".repeat(26), Ids.encode(new byte[32]));
        assertEquals("7".repeat(26), Ids.encode(ones));
    }

    /** RFC 4648, section 10: "foobar" is mzxw6ytboi; three bits of its last character are padding. */
    @Test
    void alphabet_and_bit_order_follow_rfc_4648() {
        byte[] bytes = Arrays.copyOf("foobar".getBytes(StandardCharsets.US_ASCII), 32);

        assertEquals("mzxw6ytboi", Ids.encode(bytes).substring(0, 10));
    }

    @Test
    void exactly_130_bits_change_the_id() {
        Set<String> ids = new HashSet<>(Set.of(Ids.encode(new byte[32])));
        for (int bit = 0; bit < 130; bit++) {
            byte[] bytes = new byte[32];
            bytes[bit / 8] = (byte) (0x80 >> bit % 8);
            assertTrue(ids.add(Ids.encode(bytes)), "bit " + bit);
        }
        byte[] beyond = new byte[32];
        beyond[16] = 0x20;
        assertEquals("a".repeat(26), Ids.encode(beyond));
    }

    @Test
    void derived_ids_depend_on_the_boundaries_of_their_parts() {
        assertEquals(
                4,
                Stream.of(
                                Ids.derivedFrom("ab", "c"),
                                Ids.derivedFrom("a", "bc"),
                                Ids.derivedFrom("abc"),
                                Ids.derivedFrom("abc", ""))
                        .distinct()
                        .count());
    }

    /** Expected ids computed outside Java: SHA-256 over each part, prefixed with its length. */
    @Test
    void derived_ids_never_change() {
        assertEquals(
                new BookingId("bkzfhewczrptsxr36zaa3ku6l4qn"),
                BookingId.of(new CustomerId("alice"), "6f1d0c1e-4d0b-4b8e-9d7a-0a54a8f6b7c2"));
        assertEquals(
                "stray.adkr7fd4ffdkgwb63dwrrxt365",
                PaymentId.stray("order-of-nobody", "4088878653").value());
        assertEquals(
                new BookingId("bkzfhewczrwdtxpctzxq7bzglpom"),
                BookingId.offeredTo(
                        new CustomerId("alice"), WaitlistEntryId.parse(ENTRY).orElseThrow()));
        assertEquals(
                "5kyzu7bv7lfpspseipcn7iakqh", HallLayout.of(List.of(), "A SSSS").id());
    }

    @Test
    void booking_id_depends_on_customer_and_key() {
        CustomerId alice = new CustomerId("alice");

        assertEquals(BookingId.of(alice, "key"), BookingId.of(alice, "key"));
        assertNotEquals(BookingId.of(alice, "key"), BookingId.of(alice, "key2"));
        assertNotEquals(BookingId.of(alice, "key"), BookingId.of(new CustomerId("bob"), "key"));
        assertNotEquals(BookingId.of(alice, "key"), BookingId.of(new CustomerId("alicek"), "ey"));
    }

    @Test
    void booking_id_tells_its_customer_from_others() {
        CustomerId alice = new CustomerId("alice");
        CustomerId bob = new CustomerId("bob");
        WaitlistEntryId entry = WaitlistEntryId.parse(ENTRY).orElseThrow();

        for (BookingId id : List.of(
                BookingId.of(alice, "key"),
                BookingId.random(alice, new Random(1)),
                BookingId.offeredTo(alice, entry))) {
            assertTrue(id.mayBelongTo(alice), id::value);
            assertFalse(id.mayBelongTo(bob), id::value);
        }
    }

    @Test
    void random_booking_ids_differ() {
        CustomerId alice = new CustomerId("alice");
        Random random = new Random(1);

        assertNotEquals(BookingId.random(alice, random), BookingId.random(alice, random));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "bk",
                "bkaaa",
                "BKaaaaaaaaaaaaaaaaaaaaaaaaaa",
                "bkaaaaaaaaaaaaaaaaaaaaaaaaa1",
                "bkaaaaaaaaaaaaaaaaaaaaaaaaaaa",
                "bkaaaaaaaaaaaaaaaaaaaaaaaaaA",
                "bkaaaaaaaaaaaaaaaaaaaaaaaaaa\n"
            })
    void invalid_booking_ids_are_rejected(String text) {
        assertFalse(BookingId.isValid(text));
        assertThrows(IllegalArgumentException.class, () -> new BookingId(text));
    }

    @Test
    void payment_id_names_its_booking_and_attempt() {
        PaymentId paymentId = PaymentId.attempt(new BookingId(BOOKING), 12);

        assertEquals(BOOKING + ".12", paymentId.value());
        assertEquals(Optional.of(new BookingId(BOOKING)), paymentId.booking());
        assertEquals(BOOKING, paymentId.partition());
        assertEquals("12", paymentId.suffix());
    }

    @Test
    void stray_payment_id_has_no_booking_and_its_own_partition() {
        PaymentId stray = PaymentId.stray("x", "1");

        assertEquals(Optional.empty(), stray.booking());
        assertEquals("stray", stray.partition());
        assertNotEquals(stray, PaymentId.stray("x", "2"));
        assertNotEquals(stray, PaymentId.stray("y", "1"));
    }

    @Test
    void longest_id_of_a_refund_at_momo_fits_its_limit() {
        RefundId longest = new RefundId(PaymentId.attempt(new BookingId(BOOKING), 999_999), 999_999);

        assertEquals(BOOKING + ".999999-r999999-24", longest.atMomo(Policies.MAX_REFUND_TRIES));
        for (RefundId id : List.of(longest, new RefundId(PaymentId.stray("x", "1"), 999_999))) {
            assertTrue(id.atMomo(Policies.MAX_REFUND_TRIES).length() <= 50, "MoMo limits request ids to 50 characters");
        }
    }

    @Test
    void refund_id_identifies_its_payment() {
        for (PaymentId paymentId : List.of(PaymentId.stray("x", "1"), new PaymentId(BOOKING + ".2"))) {
            RefundId id = new RefundId(paymentId, 12);

            assertEquals(paymentId + "-r12", id.value());
            assertEquals(Optional.of(id), RefundId.parse(id.value()));
            assertEquals(Optional.of(id), RefundId.ofMomo(id.atMomo(3)));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "-r1",
                "bkaaaaaaaaaaaaaaaaaaaaaaaaaa.1",
                "bkaaaaaaaaaaaaaaaaaaaaaaaaaa-r1",
                "bkaaaaaaaaaaaaaaaaaaaaaaaaaa.1-r0",
                "bkaaaaaaaaaaaaaaaaaaaaaaaaaa.1-r01",
                "bkaaaaaaaaaaaaaaaaaaaaaaaaaa.1-r1000000",
                "bkaaaaaaaaaaaaaaaaaaaaaaaaaa.1-r1-1",
                "bkaaaaaaaaaaaaaaaaaaaaaaaaaa.1-r1 ",
                "MOMO123-r1"
            })
    void invalid_refund_ids_are_rejected(String text) {
        assertEquals(Optional.empty(), RefundId.parse(text));
        assertEquals(Optional.empty(), RefundId.ofMomo(text + "-0"));
    }

    @Test
    void refunds_are_counted_from_one() {
        assertThrows(IllegalArgumentException.class, () -> new RefundId(PaymentId.stray("x", "1"), 0));
    }

    @Test
    void case_of_a_failed_refund_has_its_id() {
        RefundId refund = new RefundId(new PaymentId(BOOKING + ".2"), 3);
        CaseId id = CaseId.of(refund);

        assertEquals(BOOKING + ".2-r3", id.value());
        assertEquals(refund.payment(), id.payment());
        assertEquals(Optional.of(id), CaseId.parse(id.value()));
        assertEquals(Optional.empty(), CaseId.parse(BOOKING + ".2"), "only a refund fails");
        assertEquals(Optional.empty(), CaseId.parse("MOMO1234"));
    }

    @Test
    void refunds_of_a_stray_payment_share_its_case() {
        PaymentId stray = PaymentId.stray("x", "1");

        assertEquals(stray.value(), CaseId.of(stray).value());
        assertEquals(CaseId.of(stray), CaseId.of(new RefundId(stray, 2)));
        assertEquals(Optional.of(CaseId.of(stray)), CaseId.parse(stray.value()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ".",
                "bkaaaaaaaaaaaaaaaaaaaaaaaaaa",
                "bkaaaaaaaaaaaaaaaaaaaaaaaaaa.",
                "bkaaaaaaaaaaaaaaaaaaaaaaaaaa.0",
                "bkaaaaaaaaaaaaaaaaaaaaaaaaaa.01",
                "bkaaaaaaaaaaaaaaaaaaaaaaaaaa.1-r1",
                "bkaaaaaaaaaaaaaaaaaaaaaaaaaa.1000000",
                "stray.short",
                "MOMO1234",
                "bkaaaaaaaaaaaaaaaaaaaaaaaaaa.1 "
            })
    void invalid_payment_ids_are_rejected(String text) {
        assertEquals(Optional.empty(), PaymentId.parse(text));
        assertThrows(IllegalArgumentException.class, () -> new PaymentId(text));
    }

    @Test
    void payment_ids_round_trip() {
        for (PaymentId paymentId : List.of(PaymentId.attempt(new BookingId(BOOKING), 1), PaymentId.stray("x", "1"))) {
            assertEquals(Optional.of(paymentId), PaymentId.parse(paymentId.value()));
        }
    }

    @Test
    void waitlist_entry_id_round_trips() {
        WaitlistEntryId entry = new WaitlistEntryId(new ShowId("sh7f3k"), "q4d7wz2mfbtk3xrj6nvo5hyelc");

        assertEquals(ENTRY, entry.value());
        assertEquals(Optional.of(entry), WaitlistEntryId.parse(ENTRY));
    }

    @Test
    void random_entry_ids_name_their_show_and_differ() {
        Random random = new Random(1);
        WaitlistEntryId entry = WaitlistEntryId.random(new ShowId("sh1"), random);

        assertEquals(Optional.of(entry), WaitlistEntryId.parse(entry.value()));
        assertEquals(new ShowId("sh1"), entry.show());
        assertNotEquals(entry, WaitlistEntryId.random(new ShowId("sh1"), random));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ".",
                "sh1",
                "q4d7wz2mfbtk3xrj6nvo5hyelc",
                ".q4d7wz2mfbtk3xrj6nvo5hyelc",
                "sh1.",
                "sh1.q4d7wz2mfbtk3xrj6nvo5hyel",
                "sh1.q4d7wz2mfbtk3xrj6nvo5hyelcc",
                "sh1.q4d7wz2mfbtk3xrj6nvo5hyel1",
                "sh1.Q4D7WZ2MFBTK3XRJ6NVO5HYELC",
                "SH1.q4d7wz2mfbtk3xrj6nvo5hyelc",
                "sh-1.q4d7wz2mfbtk3xrj6nvo5hyelc",
                "sh1.sh1.q4d7wz2mfbtk3xrj6nvo5hyelc",
                "sh1.q4d7wz2mfbtk3xrj6nvo5hyelc ",
                "sh1.q4d7wz2mfbtk3xrj6nvo5hyelc\n",
                "sh1#q4d7wz2mfbtk3xrj6nvo5hyelc"
            })
    void invalid_entry_ids_are_not_parsed(String text) {
        assertEquals(Optional.empty(), WaitlistEntryId.parse(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "short", "q4d7wz2mfbtk3xrj6nvo5hyel1", "q4d7wz2mfbtk3xrj6nvo5hyelc\n"})
    void invalid_entry_id_suffixes_are_rejected(String suffix) {
        assertThrows(IllegalArgumentException.class, () -> new WaitlistEntryId(new ShowId("sh1"), suffix));
    }

    @Test
    void each_entry_has_one_offer_id_of_its_own() {
        WaitlistEntryId entry = WaitlistEntryId.parse(ENTRY).orElseThrow();

        CustomerId alice = new CustomerId("alice");
        assertEquals(BookingId.offeredTo(alice, entry), BookingId.offeredTo(alice, entry));
        assertNotEquals(
                BookingId.offeredTo(alice, entry),
                BookingId.offeredTo(alice, new WaitlistEntryId(new ShowId("sh2"), entry.suffix())));
    }
}
