/** Creating orders at MoMo, and turning captured money into seats, refunds or support cases. */
package io.seatline.usecase.payment;
