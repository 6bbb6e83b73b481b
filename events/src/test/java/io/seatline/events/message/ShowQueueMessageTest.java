package io.seatline.events.message;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class ShowQueueMessageTest {

    private static final String BOOKING = "bks3ttizn5yqds6jydat2c7x64nv";
    private static final String ENTRY = "sh7f3k.q4d7wz2mfbtk3xrj6nvo5hyelc";

    @Test
    void repeated_release_keeps_its_deduplication_id() {
        assertEquals(BOOKING + ".release.2", new SeatsReleasedV1("sh7f3k", BOOKING, 2).deduplicationId());
    }

    @Test
    void next_release_of_a_booking_gets_a_new_id() {
        assertNotEquals(
                new SeatsReleasedV1("sh7f3k", BOOKING, 1).deduplicationId(),
                new SeatsReleasedV1("sh7f3k", BOOKING, 2).deduplicationId());
    }

    @Test
    void late_payment_has_one_deduplication_id_per_order() {
        assertEquals(BOOKING + ".3.late", new LatePaymentV1("sh7f3k", BOOKING, BOOKING + ".3").deduplicationId());
    }

    @Test
    void join_and_leave_have_one_deduplication_id_each() {
        assertEquals(ENTRY + ".join", new JoinV1("sh7f3k", ENTRY).deduplicationId());
        assertEquals(ENTRY + ".leave", new LeaveV1("sh7f3k", ENTRY).deduplicationId());
    }

    @Test
    void longest_deduplication_ids_are_valid_for_sqs() {
        String release = new SeatsReleasedV1("sh7f3k", BOOKING, Long.MAX_VALUE).deduplicationId();
        String show = "s".repeat(32);
        String leave = new LeaveV1(show, show + ENTRY.substring(ENTRY.indexOf('.'))).deduplicationId();
        String late = new LatePaymentV1("sh7f3k", BOOKING, BOOKING + ".999999").deduplicationId();

        assertTrue(release.matches("[!-~]{1,128}"), release);
        assertTrue(late.matches("[!-~]{1,128}"), late);
        assertTrue(leave.matches("[!-~]{1,128}"), leave);
    }
}
