package io.seatline.local.cost;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import io.seatline.local.HandlerFactory;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What is promised of the hot path, counted in a running Seatline. */
class MeasuredActsTest {
    private static final String CLAIMS = "seatline-dev-seat-claims";

    private static Measured seatline;
    private static Map<String, Act> acts;

    @BeforeAll
    static void open() {
        seatline = new Measured();
        acts = new Acts(seatline).all().stream().collect(Collectors.toMap(Act::name, act -> act));
    }

    @AfterAll
    static void close() {
        seatline.close();
    }

    private static Usage measured(String name) {
        Act act = acts.get(name);
        seatline.measure(act.prepare().get());
        return seatline.measure(act.prepare().get());
    }

    @Test
    void a_losing_reserve_in_the_snapshot_neither_writes_nor_reads() {
        Usage lost = measured(Acts.LOSE_KNOWN);
        assertEquals(0, lost.of(Metric.TABLE_CALLS));
        assertEquals(0, lost.of(Metric.WRITE_UNITS) + lost.of(Metric.READ_UNITS));
        assertEquals(1, lost.of(Metric.INVOCATIONS), "and nothing follows from it");
    }

    @Test
    void a_losing_reserve_that_is_the_first_pays_for_its_cancelled_transaction() {
        Usage lost = measured(Acts.LOSE_FIRST);
        assertEquals(2 * 2, lost.of(Metric.WRITE_UNITS, CLAIMS::equals));
        assertEquals(0, lost.of(Metric.INDEX_WRITE_UNITS));
        assertEquals(1, lost.of(Metric.TABLE_CALLS, "Query"::equals), "for those who come after it");
    }

    @Test
    void a_seat_map_costs_one_query_a_second_whatever_the_number_of_viewers() {
        assertEquals(1, measured(Acts.MAP_FIRST).of(Metric.TABLE_CALLS, "Query"::equals));
        assertEquals(0, measured(Acts.MAP_NEXT).of(Metric.TABLE_CALLS));
    }

    @Test
    void a_winning_reserve_is_one_transaction_without_a_read_or_a_message() {
        for (int seats : List.of(1, 2, 4, 10)) {
            Usage won = measured(Acts.WIN.formatted(seats));
            assertEquals(1, won.of(Metric.TABLE_CALLS, "TransactWriteItems"::equals));
            assertEquals(2 * seats, won.of(Metric.WRITE_UNITS, CLAIMS::equals));
            assertEquals(0, won.of(Metric.READ_UNITS) + won.of(Metric.INDEX_READ_UNITS));
            assertEquals(0, won.of(Metric.SENDS));
            assertEquals(1, won.of(Metric.MOMO_CALLS));
        }
    }

    @Test
    void a_payment_reaches_the_customer_as_a_notice() {
        Usage paid = measured(Acts.PAY);
        assertEquals(1, paid.of(Metric.EVENTS, "BookingPaid.v1"::equals));
        assertEquals(1, paid.by("NotifyHandler", Metric.INVOCATIONS));
        assertEquals(1, paid.by("NoticeHandler", Metric.INVOCATIONS));
    }

    @Test
    void what_has_no_known_price_spoils_the_ledger_even_where_the_function_survives_it()
            throws ReflectiveOperationException, IOException {
        HandlerFactory deleting = (_, _, clients) -> (RequestStreamHandler) (_, out, _) -> {
            assertThrows(UnsupportedOperationException.class, () -> clients.dynamoDb()
                    .deleteTable(r -> r.tableName(CLAIMS)));
            out.write('{');
            out.write('}');
        };
        var instruments = new Instruments();
        var measured = (RequestStreamHandler) instruments
                .measured(deleting)
                .create("Deleting", Map.of(), seatline.seatline.cloud().clients());

        measured.handleRequest(
                new ByteArrayInputStream("{}".getBytes(StandardCharsets.UTF_8)), new ByteArrayOutputStream(), null);

        var spoilt = assertThrows(IllegalStateException.class, instruments::take);
        assertTrue(spoilt.getMessage().contains("DynamoDbClient.deleteTable"), spoilt::getMessage);
    }
}
