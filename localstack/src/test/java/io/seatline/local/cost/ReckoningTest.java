package io.seatline.local.cost;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.seatline.local.cost.Ledger.Entry;
import io.seatline.local.cost.ScaleModel.Row;
import io.seatline.local.cost.ScaleModel.Scope;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** From usage to dollars and to bookings a second. */
class ReckoningTest {
    private static final double EXACTLY = 1e-9;
    private static final Usage.Key WRITES =
            new Usage.Key("ReserveHandler", Metric.WRITE_UNITS, "seatline-dev-bookings");
    private static final Usage.Key MILLIS = new Usage.Key("ReserveHandler", Metric.MILLISECONDS, "");
    private static final Usage.Key MOMO = new Usage.Key("ReserveHandler", Metric.MOMO_CALLS, "CREATE");
    private static final Usage.Key CALLS = new Usage.Key("ReserveHandler", Metric.TABLE_CALLS, "TransactWriteItems");
    private static final Ledger LEDGER = new Ledger(
            List.of(new Entry("act", "", new Usage(Map.of(WRITES, 8.0)))), Map.of("ReserveHandler", 2048), 1_000);

    @Test
    void a_million_write_units_cost_five_eighths_of_a_dollar() {
        Usage million = LEDGER.usage("act").times(125_000);
        assertEquals(0.625, Bill.of(million, LEDGER, Mix.usual()).dollars(), EXACTLY);
    }

    @Test
    void a_function_is_billed_for_what_was_measured_and_for_its_waits() {
        Mix mix = Mix.with(List.of("awsMs=10", "momoMs=600"));
        Usage usage = new Usage(Map.of(MILLIS, 30.0, CALLS, 2.0, MOMO, 1.0));
        assertEquals(0.65, Bill.seconds(usage, "ReserveHandler", mix), EXACTLY);
        double gigabyteSeconds = Bill.of(usage, LEDGER, mix).lines().stream()
                .filter(line -> line.price() == Price.COMPUTE)
                .mapToDouble(Bill.Line::quantity)
                .sum();
        assertEquals(1.3, gigabyteSeconds, EXACTLY, "2 GB for 0.65 s");
    }

    @Test
    void queues_are_billed_for_each_call_by_their_kind() {
        Usage usage = new Usage(Map.of(
                new Usage.Key("PublishHandler", Metric.SENDS, "waitlist.fifo"), 1.0,
                new Usage.Key("LineHandler", Metric.RECEIVES, "waitlist.fifo"), 1.0,
                new Usage.Key("LineHandler", Metric.DELETES, "waitlist.fifo"), 1.0,
                new Usage.Key("ExpireHandler", Metric.SENDS, "deadline"), 1.0));
        assertEquals(
                3 * 0.5 + 0.4, Bill.of(usage.times(1e6), LEDGER, Mix.usual()).dollars(), EXACTLY);
    }

    @Test
    void an_act_that_is_not_in_the_ledger_is_refused() {
        assertThrows(IllegalArgumentException.class, () -> LEDGER.usage("another act"));
    }

    @Test
    void the_median_of_each_count_is_taken() {
        List<Usage> three = List.of(
                new Usage(Map.of(WRITES, 8.0, MILLIS, 5.0)),
                new Usage(Map.of(WRITES, 8.0, MILLIS, 70.0, MOMO, 1.0)),
                new Usage(Map.of(WRITES, 8.0, MILLIS, 6.0)));
        assertEquals(new Usage(Map.of(WRITES, 8.0, MILLIS, 6.0)), Usage.median(three));
    }

    @Test
    void an_assumption_is_changed_by_name() {
        assertEquals(20, Mix.with(List.of("views=20")).views());
        assertEquals(Mix.usual(), Mix.with(List.of()));
    }

    @Test
    void a_change_without_sense_is_refused_and_named() {
        for (String change : List.of("viewers=20", "views", "views=many", "=3", "views=-1")) {
            var refusal = assertThrows(IllegalArgumentException.class, () -> Mix.with(List.of(change)));
            assertTrue(refusal.getMessage().contains("\"" + change + "\""), refusal::getMessage);
        }
    }

    @Test
    void every_booking_of_the_mix_is_paid_once() {
        Mix mix = Mix.usual();
        double paid = mix.shares().stream()
                .filter(share ->
                        List.of(Acts.PAY, Acts.PAY_LATE, Acts.PAY_OFFER).contains(share.act()))
                .mapToDouble(Mix.Share::times)
                .sum();
        assertEquals(1, paid, EXACTLY);
        assertEquals(1 + mix.expiries() + mix.cancels(), mix.reserves() + mix.offersMade(), EXACTLY, "each hold ends");
    }

    @Test
    void a_shows_own_limit_counts_for_each_show_and_the_least_is_first() {
        Row partition = new Row("partition", Scope.SHOW, 1_000, 4, "", "");
        Row api = new Row("api", Scope.ALL, 3_000, 10, "", "");
        ScaleModel model = new ScaleModel(List.of(partition, api));
        assertEquals(250, partition.bookings(1));
        assertEquals(2_500_000, partition.bookings(10_000));
        assertEquals(partition, model.first(1));
        assertEquals(api, model.first(10_000));
    }
}
