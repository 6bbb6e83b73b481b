/** Reads and writes the table Catalog. */
package io.seatline.adapter.dynamodb.catalog;
