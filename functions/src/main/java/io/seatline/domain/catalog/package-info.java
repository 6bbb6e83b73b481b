/** A show: when it runs, in which hall, and what its seats cost. */
package io.seatline.domain.catalog;

