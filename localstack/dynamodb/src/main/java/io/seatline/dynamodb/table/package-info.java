/** Tables with their keys, indexes and streams. */
package io.seatline.dynamodb.table;
