package io.seatline.infra.function;

import io.seatline.infra.lambda.Permissions;
import software.amazon.awscdk.services.iam.PolicyStatement;

/** Policy statements for the tables and the secrets of MoMo and of tickets. */
final class DataPermissions {
    static final String BATCH_GET = "dynamodb:BatchGetItem";
    static final String CHECK = "dynamodb:ConditionCheckItem";
    static final String DELETE = "dynamodb:DeleteItem";
    static final String GET = "dynamodb:GetItem";
    static final String PUT = "dynamodb:PutItem";
    static final String QUERY = "dynamodb:Query";
    static final String SCAN = "dynamodb:Scan";
    static final String UPDATE = "dynamodb:UpdateItem";

    private final Resources resources;

    DataPermissions(Resources resources) {
        this.resources = resources;
    }

    PolicyStatement readCatalog(String... actions) {
        return Permissions.read("Catalog", resources.tables().catalog(), actions);
    }

    PolicyStatement writeCatalog(String... actions) {
        return Permissions.write("Catalog", resources.tables().catalog(), actions);
    }

    PolicyStatement readClaims() {
        return readClaims(QUERY);
    }

    PolicyStatement readClaims(String... actions) {
        return Permissions.read("SeatClaims", resources.tables().seatClaims(), actions);
    }

    PolicyStatement writeClaims(String... actions) {
        return Permissions.write("SeatClaims", resources.tables().seatClaims(), actions);
    }

    PolicyStatement readBookings() {
        return readBookings(GET, QUERY);
    }

    PolicyStatement readBookings(String... actions) {
        return Permissions.read("Bookings", resources.tables().bookings(), actions);
    }

    PolicyStatement writeBookings(String... actions) {
        return Permissions.write("Bookings", resources.tables().bookings(), actions);
    }

    PolicyStatement queryBookings(String what, String index) {
        return Permissions.queryIndex(what, resources.tables().bookings(), index);
    }

    /** Reads single items; entries are found by the indexes. */
    PolicyStatement readWaitlist() {
        return readWaitlist(GET);
    }

    PolicyStatement readWaitlist(String... actions) {
        return Permissions.read("Waitlist", resources.tables().waitlist(), actions);
    }

    PolicyStatement writeWaitlist(String... actions) {
        return Permissions.write("Waitlist", resources.tables().waitlist(), actions);
    }

    PolicyStatement queryWaitlist(String what, String index) {
        return Permissions.queryIndex(what, resources.tables().waitlist(), index);
    }

    /** Ends an offer, which deletes the customer's live waitlist entry for the show. */
    PolicyStatement endOffer() {
        return writeWaitlist(DELETE);
    }

    PolicyStatement readMomoSecret() {
        return Permissions.readSecret("MomoSecret", resources.inputs().momo());
    }

    PolicyStatement readTicketKeys() {
        return Permissions.readSecret("TicketKeys", resources.inputs().ticketKeys());
    }
}
