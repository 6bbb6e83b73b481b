/**
 * Seatline's rules in plain Java: what a show, a seat claim, a booking and a payment are, and how each may change.
 * Nothing here knows AWS, JSON or a clock; the time is always an argument.
 */
package io.seatline.domain;
