package io.seatline.adapter.momo;

import static io.seatline.adapter.momo.ResultCodes.Meaning.AMOUNT_REFUSED;
import static io.seatline.adapter.momo.ResultCodes.Meaning.DUPLICATE;
import static io.seatline.adapter.momo.ResultCodes.Meaning.FAILED;
import static io.seatline.adapter.momo.ResultCodes.Meaning.PENDING;
import static io.seatline.adapter.momo.ResultCodes.Meaning.PROCESSING;
import static io.seatline.adapter.momo.ResultCodes.Meaning.REFUND_ALREADY;
import static io.seatline.adapter.momo.ResultCodes.Meaning.REFUND_LATER;
import static io.seatline.adapter.momo.ResultCodes.Meaning.REFUND_REFUSED;
import static io.seatline.adapter.momo.ResultCodes.Meaning.REJECTED;
import static io.seatline.adapter.momo.ResultCodes.Meaning.SUCCESS;
import static io.seatline.adapter.momo.ResultCodes.Meaning.UNKNOWN_ORDER;
import static java.util.Map.entry;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.seatline.adapter.momo.ResultCodes.Meaning;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ResultCodesTest {
    @Test
    void each_documented_code_has_one_meaning() {
        Map<Meaning, Set<Integer>> expected = Map.ofEntries(
                entry(SUCCESS, Set.of(0, 9000)),
                entry(PROCESSING, Set.of(7000, 7002)),
                entry(PENDING, Set.of(10, 43, 1000)),
                entry(REJECTED, Set.of(11, 12, 13, 20, 45, 47)),
                entry(AMOUNT_REFUSED, Set.of(21, 22)),
                entry(DUPLICATE, Set.of(40, 41)),
                entry(UNKNOWN_ORDER, Set.of(42)),
                entry(
                        FAILED,
                        Set.of(98, 99, 1001, 1002, 1003, 1004, 1005, 1006, 1007, 1017, 1026, 2019, 4001, 4002, 4100)),
                entry(REFUND_LATER, Set.of(1080)),
                entry(REFUND_ALREADY, Set.of(1081)),
                entry(REFUND_REFUSED, Set.of(1088)));
        Map<Meaning, Set<Integer>> listed = new EnumMap<>(Meaning.class);
        ResultCodes.TABLE.forEach((code, meaning) ->
                listed.computeIfAbsent(meaning, m -> new TreeSet<>()).add(code));
        assertEquals(expected, listed);
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 1, 44, 1008, 5000, 8000, 9001, Integer.MAX_VALUE})
    void unknown_code_is_pending(int code) {
        assertEquals(PENDING, ResultCodes.of(code));
    }
}
