package io.seatline.infra.function;

import static io.seatline.infra.function.DataPermissions.BATCH_GET;
import static io.seatline.infra.function.DataPermissions.CHECK;
import static io.seatline.infra.function.DataPermissions.DELETE;
import static io.seatline.infra.function.DataPermissions.GET;
import static io.seatline.infra.function.DataPermissions.PUT;
import static io.seatline.infra.function.DataPermissions.QUERY;
import static io.seatline.infra.function.DataPermissions.UPDATE;

import io.seatline.infra.lambda.Permissions;
import io.seatline.infra.lambda.SeatlineFunction;
import io.seatline.infra.storage.Tables;
import java.time.Duration;
import java.util.Set;

/**
 * The functions behind the HTTP API. Their timeouts are within the 30 seconds of API Gateway.
 *
 * @param search the programme and seat maps
 * @param reserve holds, bookings and payments
 * @param ticket customers' tickets and the keys that verify them
 * @param waitlist joining and leaving waitlists
 * @param support support cases
 * @param manage what managers do
 * @param door what ushers do
 * @param docs the OpenAPI document and its page
 */
public record HttpFunctions(
        SeatlineFunction search,
        SeatlineFunction reserve,
        SeatlineFunction ticket,
        SeatlineFunction waitlist,
        SeatlineFunction support,
        SeatlineFunction manage,
        SeatlineFunction door,
        SeatlineFunction docs) {
    static HttpFunctions in(FunctionContext context) {
        return new HttpFunctions(
                search(context),
                reserve(context),
                ticket(context),
                waitlist(context),
                support(context),
                manage(context),
                door(context),
                docs(context));
    }

    /** All of them. */
    public Set<SeatlineFunction> all() {
        return Set.of(search, reserve, ticket, waitlist, support, manage, door, docs);
    }

    private static SeatlineFunction search(FunctionContext context) {
        DataPermissions data = context.data();
        return context.add(new SeatlineFunction.Builder("Search", "Cities, movies, shows and seat maps")
                .environment(context.environment().select("CATALOG_TABLE", "SEAT_CLAIMS_TABLE"))
                .permissions(data.readCatalog(BATCH_GET, GET, QUERY), data.readClaims()));
    }

    private static SeatlineFunction reserve(FunctionContext context) {
        DataPermissions data = context.data();
        return context.add(
                new SeatlineFunction.Builder("Reserve", "Holds seats, starts payments, shows and cancels bookings")
                        // MoMo's eight seconds and the transactions around it.
                        .timeout(Duration.ofSeconds(25))
                        .environment(context.environment().bookings())
                        .environment(context.environment().momo())
                        .environment(context.environment()
                                .select("CATALOG_TABLE", "HOLD_SECONDS", "PUBLIC_URL", "WAITLIST_TABLE"))
                        .permissions(
                                data.readCatalog(BATCH_GET, GET),
                                data.readClaims(),
                                data.writeClaims(PUT, UPDATE),
                                data.readBookings(),
                                data.writeBookings(CHECK, PUT, UPDATE),
                                data.queryBookings("BookingsOfCustomer", Tables.BY_CUSTOMER),
                                data.readWaitlist(),
                                data.endOffer(),
                                data.readMomoSecret()));
    }

    private static SeatlineFunction ticket(FunctionContext context) {
        DataPermissions data = context.data();
        return context.add(new SeatlineFunction.Builder("Ticket", "Customers' tickets, and the keys that verify them")
                .environment(context.environment()
                        .select("BOOKINGS_TABLE", "CATALOG_TABLE", "PUBLIC_URL", "TICKET_SECRET_ID"))
                .permissions(data.readCatalog(BATCH_GET, GET), data.readBookings(), data.readTicketKeys()));
    }

    private static SeatlineFunction waitlist(FunctionContext context) {
        DataPermissions data = context.data();
        return context.add(new SeatlineFunction.Builder("Waitlist", "Joins, shows and leaves a show's waitlist")
                .environment(context.environment().bookings())
                .environment(context.environment().select("CATALOG_TABLE", "WAITLIST_TABLE", "SHOW_QUEUE_URL"))
                .permissions(
                        data.readCatalog(BATCH_GET, GET),
                        // Leaving an offer cancels its booking.
                        data.writeClaims(UPDATE),
                        data.readBookings(),
                        data.writeBookings(UPDATE),
                        data.readWaitlist(),
                        data.queryWaitlist("WaitlistByPlace", Tables.BY_PLACE),
                        data.writeWaitlist(DELETE, PUT, UPDATE),
                        Permissions.send(
                                "ShowQueue", context.queues().showQueue().queue())));
    }

    private static SeatlineFunction support(FunctionContext context) {
        DataPermissions data = context.data();
        // Refunds themselves run from the refund queue.
        return context.add(new SeatlineFunction.Builder(
                                "Support", "Looks up bookings, handles support cases, requests refunds")
                        .environment(context.environment().bookings())
                        .permissions(
                                data.readClaims(),
                                data.writeClaims(UPDATE),
                                data.readBookings(),
                                data.writeBookings(CHECK, PUT, UPDATE),
                                data.queryBookings("BookingsOfCustomer", Tables.BY_CUSTOMER),
                                data.queryBookings("OpenCases", Tables.OPEN_CASES)))
                .withoutSnapshot();
    }

    private static SeatlineFunction manage(FunctionContext context) {
        DataPermissions data = context.data();
        return context.add(new SeatlineFunction.Builder("Manage", "What the managers of a cinema do")
                // An import may take as long as API Gateway allows.
                .timeout(Duration.ofSeconds(29))
                .environment(context.environment().bookings())
                .environment(context.environment().select("CATALOG_TABLE", "WAITLIST_TABLE", "SHOW_QUEUE_URL"))
                .permissions(
                        data.readCatalog(BATCH_GET, GET, QUERY),
                        data.writeCatalog(DELETE, PUT, UPDATE),
                        data.readClaims(),
                        data.writeClaims(PUT, UPDATE),
                        data.readBookings(BATCH_GET, GET, QUERY),
                        data.writeBookings(PUT, UPDATE),
                        data.readWaitlist(BATCH_GET, GET),
                        data.queryWaitlist("WaitlistByPlace", Tables.BY_PLACE),
                        // Changes the sales of shows, removes waitlist entries and ends offers.
                        data.writeWaitlist(DELETE, PUT, UPDATE),
                        Permissions.send(
                                "ShowQueue", context.queues().showQueue().queue())));
    }

    private static SeatlineFunction door(FunctionContext context) {
        DataPermissions data = context.data();
        return context.add(new SeatlineFunction.Builder("Door", "Shows doors their tickets, and admits seats")
                .environment(context.environment()
                        .select(
                                "BOOKINGS_TABLE",
                                "CATALOG_TABLE",
                                "DOOR_OPENS_MINUTES",
                                "SEAT_CLAIMS_TABLE",
                                "TICKET_SECRET_ID"))
                .permissions(
                        data.readCatalog(BATCH_GET, GET, QUERY),
                        data.readClaims(),
                        data.writeClaims(UPDATE),
                        data.readBookings(BATCH_GET, GET, QUERY),
                        data.writeBookings(PUT),
                        data.readTicketKeys()));
    }

    /** Has no snapshot, because it reads only its own code and is called rarely. */
    private static SeatlineFunction docs(FunctionContext context) {
        return context.add(new SeatlineFunction.Builder("Docs", "The OpenAPI document and its page"))
                .withoutSnapshot();
    }
}
