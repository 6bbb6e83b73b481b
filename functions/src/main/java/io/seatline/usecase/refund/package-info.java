/** Refunding payments through MoMo. */
package io.seatline.usecase.refund;
