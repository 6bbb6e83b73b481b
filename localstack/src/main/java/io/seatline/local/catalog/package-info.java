/** The sample catalog that a local Seatline starts with. */
package io.seatline.local.catalog;
