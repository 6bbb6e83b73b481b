/** Tickets as signed tokens (COSE, CWT, Base45), their keys, and QR codes. */
package io.seatline.adapter.ticket;
