/** Returning a payment through MoMo. */
package io.seatline.usecase.refund;

