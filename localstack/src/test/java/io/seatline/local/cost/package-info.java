/** Counts what each act of a customer uses of AWS, and prices it. */
package io.seatline.local.cost;
