package io.seatline.local.cost;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * How many paid bookings a second each resource carries, with all that comes with one in the mix: a limit, and what a
 * booking takes of it.
 */
public record ScaleModel(List<Row> rows) {
    private static final String CLAIMS = "seatline-dev-seat-claims";
    private static final String BOOKINGS = "seatline-dev-bookings";
    private static final String WAITLIST = "seatline-dev-waitlist";
    private static final int DEADLINE_SHARDS = new FixedCost().deadlineShards();

    /** Whether each show has the resource to itself. */
    public enum Scope {
        SHOW,
        ALL
    }

    /**
     * A resource.
     *
     * @param limit how much there is a second
     * @param use how much of it a booking takes
     * @param formula what the limit and the use are made of
     * @param source where the limit is published
     */
    public record Row(String resource, Scope scope, double limit, double use, String formula, String source) {

        /** Bookings a second, if so many shows sell alike. */
        public double bookings(int shows) {
            return use == 0 ? Double.POSITIVE_INFINITY : limit * (scope == Scope.SHOW ? shows : 1) / use;
        }
    }

    public ScaleModel {
        rows = List.copyOf(rows);
    }

    /** What gives way first, if so many shows sell alike. */
    public Row first(int shows) {
        return rows.stream()
                .min(Comparator.comparingDouble(row -> row.bookings(shows)))
                .orElseThrow();
    }

    /** Of paid bookings with all that comes with one in the mix. */
    public static ScaleModel of(Ledger ledger, Mix mix) {
        return of(mix.usage(ledger), ledger, mix);
    }

    /** Of something else that uses so much each time: what is said of a booking is said of that. */
    static ScaleModel of(Usage booking, Ledger ledger, Mix mix) {
        List<Row> rows = new ArrayList<>();
        perShow(rows, booking, ledger, mix);
        functions(rows, booking, mix);
        tables(rows, booking);
        messages(rows, booking, mix);
        return new ScaleModel(rows);
    }

    private static void perShow(List<Row> rows, Usage booking, Ledger ledger, Mix mix) {
        rows.add(new Row(
                "SeatClaims, writes to a show's partition",
                Scope.SHOW,
                Limits.PARTITION_WRITES,
                booking.of(Metric.WRITE_UNITS, CLAIMS::equals),
                "1,000 write units / write units of SeatClaims a booking (key: show_id)",
                Limits.DYNAMODB));
        double map = ledger.usage(Acts.MAP_FIRST_FULL).of(Metric.READ_UNITS, CLAIMS::equals);
        double viewers = Limits.PARTITION_READS / map;
        rows.add(new Row(
                "SeatClaims, consistent reads by the show's writer",
                Scope.SHOW,
                Math.max(0, Limits.PARTITION_READS - Math.min(viewers, Limits.CONCURRENCY) * map),
                booking.only(key -> key.function().equals("LineHandler")
                                || key.function().equals("ReserveHandler"))
                        .of(Metric.READ_UNITS, CLAIMS::equals),
                "(3,000 read units - 1,000 environments x %.1f for the map, each second) / units of others a booking"
                        .formatted(map),
                Limits.DYNAMODB));
        rows.add(new Row(
                "Waitlist, writes to a show's partition with its local indexes",
                Scope.SHOW,
                Limits.PARTITION_WRITES,
                booking.of(Metric.WRITE_UNITS, WAITLIST::equals)
                        + booking.of(Metric.INDEX_WRITE_UNITS, ScaleModel::local),
                "1,000 write units / write units of Waitlist, by_kind and by_place a booking (key: show_id)",
                Limits.DYNAMODB));
        rows.add(new Row(
                "waitlist.fifo, one show's writer",
                Scope.SHOW,
                1,
                Bill.seconds(booking, "LineHandler", mix),
                "1 s / seconds of the line function a booking, one message at a time; batches of ten are faster",
                Limits.SQS));
        rows.add(new Row(
                "waitlist.fifo, calls of a message group",
                Scope.SHOW,
                Limits.FIFO_GROUP_CALLS,
                booking.of(Metric.SENDS, queue -> queue.endsWith(".fifo")),
                "300 calls of each kind / sends a booking",
                Limits.SQS));
    }

    private static boolean local(String index) {
        return index.equals(WAITLIST + "/by_kind") || index.equals(WAITLIST + "/by_place");
    }

    private static void functions(List<Row> rows, Usage booking, Mix mix) {
        double requests = booking.of(Metric.API_REQUESTS);
        rows.add(new Row(
                "API Gateway, the stage's throttle (prod; dev: 100)",
                Scope.ALL,
                Limits.STAGE_REQUESTS,
                requests,
                "3,000 requests / requests a booking",
                Limits.TEMPLATE));
        rows.add(new Row(
                "API Gateway, the account",
                Scope.ALL,
                Limits.API_REQUESTS,
                requests,
                "10,000 requests / requests a booking",
                Limits.API));
        double all = booking.functions().stream()
                .mapToDouble(function -> Bill.seconds(booking, function, mix))
                .sum();
        rows.add(new Row(
                "Lambda, concurrency of the account",
                Scope.ALL,
                Limits.CONCURRENCY,
                all,
                "1,000 environments / seconds of all functions a booking",
                Limits.LAMBDA));
        rows.add(new Row(
                "Lambda, the due function's concurrency",
                Scope.ALL,
                Limits.DEADLINE_CONCURRENCY,
                Bill.seconds(booking, "DueHandler", mix),
                "200 environments / its seconds a booking, MoMo's included",
                Limits.TEMPLATE));
        rows.add(new Row(
                "Lambda, Notify's reserved concurrency (prod)",
                Scope.ALL,
                Limits.NOTIFY_CONCURRENCY,
                Bill.seconds(booking, "NotifyHandler", mix),
                "50 environments / its seconds a booking",
                Limits.TEMPLATE));
    }

    private static void tables(List<Row> rows, Usage booking) {
        for (String table : List.of(BOOKINGS, WAITLIST)) {
            rows.add(new Row(
                    (table.equals(BOOKINGS) ? "Bookings" : "Waitlist") + ", the index of what is due",
                    Scope.ALL,
                    DEADLINE_SHARDS * Limits.PARTITION_WRITES,
                    booking.of(Metric.INDEX_WRITE_UNITS, (table + "/due")::equals),
                    DEADLINE_SHARDS
                            + " shards x 1,000 write units / units of the index a booking (key: the shard; sorted by time, so a"
                            + " shard is not split by heat)",
                    Limits.DYNAMODB));
        }
        double most = List.of(BOOKINGS, CLAIMS, WAITLIST).stream()
                .mapToDouble(table -> booking.of(Metric.WRITE_UNITS, table::equals))
                .max()
                .orElseThrow();
        rows.add(new Row(
                "DynamoDB, the busiest table on its first day",
                Scope.ALL,
                Limits.NEW_TABLE_WRITES,
                most,
                "4,000 write units of a new on-demand table / units a booking; set warm throughput before a premiere",
                Limits.DYNAMODB));
        rows.add(new Row(
                "DynamoDB, the busiest table's quota",
                Scope.ALL,
                Limits.TABLE_UNITS,
                most,
                "40,000 write units / units a booking",
                Limits.DYNAMODB));
    }

    private static void messages(List<Row> rows, Usage booking, Mix mix) {
        double records = booking.of(Metric.STREAM_RECORDS);
        double events = booking.of(Metric.EVENTS);
        // In a full batch, events and messages go by tens; the measured milliseconds are of one record at a time.
        double measured = booking.by("PublishHandler", Metric.MILLISECONDS) / 1000;
        double calls = (events + booking.by("PublishHandler", Metric.SENDS)) / Limits.MESSAGES_A_CALL
                + booking.by("PublishHandler", Metric.TABLE_CALLS);
        rows.add(new Row(
                "Publish, the outbox, four shards at first",
                Scope.ALL,
                Limits.STREAM_SHARDS,
                measured + calls * mix.awsMs() / 1000,
                "4 shards, a batch at a time each / seconds of Publish a booking (%.1f records) in full batches of 100"
                        .formatted(records),
                Limits.DYNAMODB));
        rows.add(new Row(
                "EventBridge, PutEvents",
                Scope.ALL,
                Limits.PUT_EVENTS,
                events,
                "10,000 / events a booking",
                Limits.EVENTBRIDGE));
        rows.add(new Row(
                "waitlist.fifo, the queue",
                Scope.ALL,
                Limits.FIFO_CALLS,
                booking.of(Metric.SENDS, queue -> queue.endsWith(".fifo")),
                "70,000 calls of each kind (high throughput, us-east-1) / sends a booking",
                Limits.SQS));
        double queued = booking.by("ExpireHandler", Metric.SENDS);
        rows.add(new Row(
                "Expire, " + DEADLINE_SHARDS + " ticks a minute",
                Scope.ALL,
                DEADLINE_SHARDS * Limits.TICK_SECONDS / 60,
                queued / Limits.MESSAGES_A_CALL * mix.awsMs() / 1000,
                DEADLINE_SHARDS + " shards x 55 s of each minute / seconds of sending a booking's dues by tens",
                Limits.TEMPLATE));
    }
}
