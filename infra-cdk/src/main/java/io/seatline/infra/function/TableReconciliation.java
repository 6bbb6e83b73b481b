package io.seatline.infra.function;

import static io.seatline.infra.function.DataPermissions.BATCH_GET;
import static io.seatline.infra.function.DataPermissions.CHECK;
import static io.seatline.infra.function.DataPermissions.DELETE;
import static io.seatline.infra.function.DataPermissions.GET;
import static io.seatline.infra.function.DataPermissions.PUT;
import static io.seatline.infra.function.DataPermissions.QUERY;
import static io.seatline.infra.function.DataPermissions.SCAN;
import static io.seatline.infra.function.DataPermissions.UPDATE;

import io.seatline.infra.lambda.SeatlineFunction;
import java.time.Duration;

/** The function Reconcile, which an operator invokes by hand after a restore. */
final class TableReconciliation {
    private TableReconciliation() {}

    static void in(FunctionContext context) {
        DataPermissions data = context.data();
        context.add(new SeatlineFunction.Builder("Reconcile", "Makes restored tables consistent with one another")
                        // The longest time that Lambda allows: it scans whole tables.
                        .timeout(Duration.ofMinutes(15))
                        .environment(context.environment().bookings())
                        .environment(context.environment().select("CATALOG_TABLE", "WAITLIST_TABLE"))
                        .permissions(
                                data.readCatalog(BATCH_GET, GET),
                                data.writeCatalog(UPDATE),
                                data.readClaims(QUERY, SCAN),
                                data.writeClaims(PUT, UPDATE),
                                data.readBookings(GET, QUERY, SCAN),
                                data.writeBookings(CHECK, DELETE, PUT, UPDATE),
                                data.readWaitlist(GET, QUERY, SCAN),
                                data.writeWaitlist(DELETE, PUT, UPDATE)))
                .withoutSnapshot();
    }
}
