/** How many seats of a show are free, counted when claims change and not when listings are read. */
package io.seatline.usecase.availability;
