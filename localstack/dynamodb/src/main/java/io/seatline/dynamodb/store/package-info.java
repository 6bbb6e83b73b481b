/** Storage over MVStore: maps, key order, file format, locks and commits. */
package io.seatline.dynamodb.store;
