/**
 * Seatline's rules in plain Java: ids, money, deadlines and policies here, what they are about in the packages below.
 * Nothing in the domain knows AWS, JSON or a clock; the time is always an argument.
 */
package io.seatline.domain;

