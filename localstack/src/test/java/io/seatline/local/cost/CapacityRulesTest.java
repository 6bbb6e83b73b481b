package io.seatline.local.cost;

import static io.seatline.local.cost.CapacityRules.Consistency.EVENTUAL;
import static io.seatline.local.cost.CapacityRules.Consistency.STRONG;
import static io.seatline.local.cost.CapacityRules.Consistency.TRANSACTIONAL;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.seatline.local.cost.CapacityRules.Consistency;
import io.seatline.local.cost.CapacityRules.Writing;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The examples of docs.aws.amazon.com/amazondynamodb, "Capacity unit consumption" of reads and writes. */
class CapacityRulesTest {
    private static final int KB = 1024;

    @Test
    void an_item_of_512_bytes_takes_one_write_unit() {
        assertEquals(1, CapacityRules.write(0, 512, Writing.STANDARD));
    }

    @Test
    void an_item_of_one_and_a_half_kilobytes_takes_two_write_units() {
        assertEquals(2, CapacityRules.write(0, KB + KB / 2, Writing.STANDARD));
    }

    @Test
    void a_transaction_takes_twice_the_units() {
        assertEquals(2, CapacityRules.write(0, 500, Writing.TRANSACTIONAL));
        assertEquals(4, CapacityRules.write(0, KB + 1, Writing.TRANSACTIONAL));
    }

    @Test
    void a_full_kilobyte_takes_one_unit_and_a_byte_more_takes_two() {
        assertEquals(1, CapacityRules.write(0, KB, Writing.STANDARD));
        assertEquals(2, CapacityRules.write(0, KB + 1, Writing.STANDARD));
    }

    @Test
    void a_write_counts_the_larger_of_what_was_and_what_is() {
        assertEquals(3, CapacityRules.write(2 * KB + 1, 100, Writing.STANDARD));
        assertEquals(3, CapacityRules.write(100, 2 * KB + 1, Writing.STANDARD));
    }

    @Test
    void deleting_what_is_not_there_takes_a_unit() {
        assertEquals(1, CapacityRules.write(0, 0, Writing.STANDARD));
    }

    @Test
    void an_item_of_up_to_four_kilobytes_takes_half_one_or_two_read_units() {
        assertEquals(0.5, CapacityRules.readItem(4 * KB, EVENTUAL));
        assertEquals(1, CapacityRules.readItem(4 * KB, STRONG));
        assertEquals(2, CapacityRules.readItem(4 * KB, TRANSACTIONAL));
    }

    @Test
    void an_item_of_eight_kilobytes_takes_twice_that() {
        assertEquals(1, CapacityRules.readItem(8 * KB, EVENTUAL));
        assertEquals(2, CapacityRules.readItem(8 * KB, STRONG));
        assertEquals(4, CapacityRules.readItem(8 * KB, TRANSACTIONAL));
    }

    @Test
    void a_batch_rounds_each_item_up() {
        // BatchGetItem of 1.5 KB and 6.5 KB: 4 + 8 = 12 KB, not 8.
        assertEquals(3, CapacityRules.readItem(KB + KB / 2, STRONG) + CapacityRules.readItem(6 * KB + KB / 2, STRONG));
    }

    @Test
    void a_query_rounds_the_sum_up() {
        // Ten items of 4,096 bytes, 40 KB; and forty of a kilobyte.
        assertEquals(10, CapacityRules.query(Collections.nCopies(10, 4096L), STRONG));
        assertEquals(5, CapacityRules.query(Collections.nCopies(40, 1024L), EVENTUAL));
        assertEquals(1, CapacityRules.query(List.of(100L, 200L), STRONG));
    }

    @Test
    void a_read_that_finds_nothing_takes_the_least() {
        assertEquals(0.5, CapacityRules.readItem(0, EVENTUAL));
        assertEquals(1, CapacityRules.query(List.of(), STRONG));
    }

    @Test
    void a_read_that_does_not_say_so_is_eventually_consistent() {
        assertEquals(EVENTUAL, Consistency.of(null));
        assertEquals(STRONG, Consistency.of(true));
    }
}
