/** Tickets, and the admissions that they lead to. */
package io.seatline.domain.ticket;
