package io.seatline.infra.function;

import static io.seatline.infra.function.DataPermissions.BATCH_GET;
import static io.seatline.infra.function.DataPermissions.CHECK;
import static io.seatline.infra.function.DataPermissions.DELETE;
import static io.seatline.infra.function.DataPermissions.GET;
import static io.seatline.infra.function.DataPermissions.PUT;
import static io.seatline.infra.function.DataPermissions.QUERY;
import static io.seatline.infra.function.DataPermissions.UPDATE;

import io.seatline.infra.deployment.NagFindings;
import io.seatline.infra.lambda.Permissions;
import io.seatline.infra.lambda.SeatlineFunction;
import io.seatline.infra.lambda.SeatlineFunction.Cpu;
import io.seatline.infra.queue.Queues;
import io.seatline.infra.storage.Tables;
import java.time.Duration;
import java.util.List;

/**
 * The functions that work in the background.
 *
 * @param refund reads the refund queue
 * @param showWorker reads the show queues
 * @param outbox reads the streams of Bookings and Waitlist
 */
public record WorkerFunctions(SeatlineFunction refund, SeatlineFunction showWorker, SeatlineFunction outbox) {
    static WorkerFunctions in(FunctionContext context) {
        return new WorkerFunctions(refund(context), showWorker(context), outbox(context));
    }

    private static SeatlineFunction refund(FunctionContext context) {
        DataPermissions data = context.data();
        return context.add(new SeatlineFunction.Builder("Refund", "Refunds payments through MoMo")
                .timeout(context.queues().refund().consumerTimeout())
                .cpu(Cpu.HALF_CORE)
                .environment(context.environment().momo())
                .environment(context.environment().select("BOOKINGS_TABLE", "DEADLINE_SHARDS"))
                .permissions(
                        data.readBookings(),
                        data.writeBookings(CHECK, PUT, UPDATE),
                        Permissions.consume("Refund", context.queues().refund().queue()),
                        data.readMomoSecret()));
    }

    /** The only function that gives freed seats to others or makes them public, so the only one that deletes claims. */
    private static SeatlineFunction showWorker(FunctionContext context) {
        DataPermissions data = context.data();
        return context.add(new SeatlineFunction.Builder(
                        "ShowWorker",
                        "Numbers joins, reallocates freed seats, settles late payments, sweeps cancelled shows")
                .timeout(context.queues().showQueue().consumerTimeout())
                .environment(context.environment().bookings())
                .environment(context.environment()
                        .select(
                                "CATALOG_TABLE",
                                "WAITLIST_TABLE",
                                "OFFER_SECONDS",
                                "SHOW_QUEUE_URL",
                                "SHOW_QUEUE_DLQ_URL"))
                .permissions(
                        data.readCatalog(BATCH_GET, GET),
                        data.readClaims(),
                        data.writeClaims(DELETE, PUT, UPDATE),
                        data.readBookings(),
                        data.writeBookings(CHECK, PUT, UPDATE),
                        // Finds the entries of a cancelled show.
                        data.readWaitlist(GET, QUERY),
                        data.queryWaitlist("WaitlistByKind", Tables.BY_KIND),
                        // Ends the offers of a cancelled show.
                        data.writeWaitlist(CHECK, DELETE, PUT, UPDATE),
                        Permissions.consume(
                                "ShowQueue", context.queues().showQueue().queue()),
                        // A failed message blocks its show, so it is redelivered before the visibility timeout.
                        Permissions.redeliverSoon(
                                "ShowQueue", context.queues().showQueue().queue()),
                        Permissions.send(
                                "ShowQueueDlq", context.queues().showQueue().deadLetterQueue())));
    }

    private static SeatlineFunction outbox(FunctionContext context) {
        DataPermissions data = context.data();
        Tables tables = context.resources().tables();
        Queues queues = context.queues();
        SeatlineFunction outbox = context.add(new SeatlineFunction.Builder(
                        "Outbox", "Publishes what follows from each change of a booking or a waitlist entry")
                // A hundred records with a few sends each.
                .timeout(Duration.ofSeconds(60))
                .cpu(Cpu.HALF_CORE)
                .environment(context.environment()
                        .select(
                                "BOOKINGS_TABLE",
                                "CATALOG_TABLE",
                                "DEADLINE_QUEUE_URL",
                                "REFUND_QUEUE_URL",
                                "SHOW_QUEUE_URL",
                                "EVENT_BUS_NAME",
                                "OUTBOX_DLQ_URL"))
                .permissions(
                        Permissions.readStream("Bookings", tables.bookings()),
                        Permissions.listStreams("Bookings", tables.bookings()),
                        Permissions.readStream("Waitlist", tables.waitlist()),
                        Permissions.listStreams("Waitlist", tables.waitlist()),
                        data.readBookings(),
                        // Orders a count of a show's seats.
                        data.writeCatalog(UPDATE),
                        Permissions.send("Deadline", queues.deadline().queue()),
                        Permissions.send("Refund", queues.refund().queue()),
                        Permissions.send("ShowQueue", queues.showQueue().queue()),
                        // Records that it cannot read, and positions of records that it gave up.
                        Permissions.send("OutboxDlq", queues.outboxDlq()),
                        Permissions.allow(
                                "PutEvents",
                                List.of("events:PutEvents"),
                                context.resources().bus().getEventBusArn())));
        NagFindings.accept(
                outbox,
                "AwsSolutions-IAM5",
                "Listing a table's streams needs a wildcard, since a stream's name is not known in advance.");
        return outbox;
    }
}
