/** What staff do with a show's seats at the cinema's desk: block them, lift a block, sell them for cash. */
package io.seatline.usecase.desk;
