package io.seatline.infra.function;

import static io.seatline.infra.function.DataPermissions.BATCH_GET;
import static io.seatline.infra.function.DataPermissions.CHECK;
import static io.seatline.infra.function.DataPermissions.DELETE;
import static io.seatline.infra.function.DataPermissions.GET;
import static io.seatline.infra.function.DataPermissions.PUT;
import static io.seatline.infra.function.DataPermissions.UPDATE;

import io.seatline.infra.lambda.Permissions;
import io.seatline.infra.lambda.SeatlineFunction;
import io.seatline.infra.lambda.SeatlineFunction.Cpu;
import io.seatline.infra.storage.Tables;
import java.time.Duration;

/**
 * The functions that find and meet deadlines.
 *
 * @param expire the ticks: queues deadlines
 * @param deadline reads the delay queue and meets each deadline
 */
public record DeadlineFunctions(SeatlineFunction expire, SeatlineFunction deadline) {
    static DeadlineFunctions in(FunctionContext context) {
        return new DeadlineFunctions(expire(context), deadline(context));
    }

    private static SeatlineFunction expire(FunctionContext context) {
        DataPermissions data = context.data();
        return context.add(new SeatlineFunction.Builder(
                        "Expire", "Each minute, queues the deadlines that are overdue or within two minutes")
                // Ends before the next tick starts.
                .timeout(Duration.ofSeconds(55))
                .cpu(Cpu.HALF_CORE)
                .environment(context.environment().select("BOOKINGS_TABLE", "WAITLIST_TABLE", "DEADLINE_QUEUE_URL"))
                .permissions(
                        data.queryBookings("BookingDeadlines", Tables.DEADLINE),
                        data.queryWaitlist("EntryDeadlines", Tables.DEADLINE),
                        Permissions.send("Deadline", context.queues().deadline().queue()),
                        // Ticks that failed or came too late.
                        Permissions.send("ScheduleDlq", context.queues().scheduleDlq())));
    }

    private static SeatlineFunction deadline(FunctionContext context) {
        DataPermissions data = context.data();
        return context.add(new SeatlineFunction.Builder(
                        "Deadline", "Meets deadlines: ends holds, polls MoMo, counts seats, resends to show queues")
                .timeout(context.queues().deadline().consumerTimeout())
                .cpu(Cpu.HALF_CORE)
                .environment(context.environment().bookings())
                .environment(context.environment().momo())
                .environment(context.environment()
                        .select(
                                "CATALOG_TABLE",
                                "WAITLIST_TABLE",
                                "DEADLINE_QUEUE_URL",
                                "SHOW_QUEUE_URL",
                                "REFUND_QUEUE_URL"))
                .permissions(
                        data.readCatalog(BATCH_GET, GET),
                        // Stores how many seats of a show are free.
                        data.writeCatalog(UPDATE),
                        data.readClaims(),
                        data.writeClaims(UPDATE),
                        data.readBookings(),
                        data.writeBookings(CHECK, PUT, UPDATE),
                        data.readWaitlist(),
                        // Ends an offer; postpones a waitlist entry whose join was sent again.
                        data.writeWaitlist(DELETE, PUT, UPDATE),
                        Permissions.consume(
                                "Deadline", context.queues().deadline().queue()),
                        Permissions.send("Deadline", context.queues().deadline().queue()),
                        Permissions.send(
                                "ShowQueue", context.queues().showQueue().queue()),
                        Permissions.send("Refund", context.queues().refund().queue()),
                        data.readMomoSecret()));
    }
}
