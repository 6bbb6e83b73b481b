/** Seatline's side of MoMo's payment gateway, version 2: its calls, its notifications, its signatures. */
package io.seatline.adapter.momo;
