/** Streams: shards, iterators and records. */
package io.seatline.dynamodb.stream;
