/**
 * A simulation of MoMo's payment gateway, version 2. It shares no code with Seatline's own MoMo adapter, so that one
 * misreading of MoMo's documentation cannot hide another.
 */
package io.seatline.local.momo;
