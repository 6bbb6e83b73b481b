/** Makes tickets, and admits those who have them. */
package io.seatline.usecase.ticket;
