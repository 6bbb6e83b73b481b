/** Counts the AWS usage of each customer action, and prices it. */
package io.seatline.local.cost;
