/** A show: its time, its hall and its prices. */
package io.seatline.domain.catalog;
