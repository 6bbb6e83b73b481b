/** Use cases by capability, one verb per class. This package has what they share. */
package io.seatline.usecase;
