/** The use cases of the cinema's desk: block seats, lift a block, sell seats for cash. */
package io.seatline.usecase.desk;
