package io.seatline.adapter.dynamodb;

/** The names of the tables that the ledger's transactions write; empty for a table that a function does not use. */
public record TableNames(String catalog, String seatClaims, String bookings, String waitlist) {}
