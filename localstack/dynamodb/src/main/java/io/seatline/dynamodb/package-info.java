/** A table engine that behaves as DynamoDB, in one process. */
package io.seatline.dynamodb;
