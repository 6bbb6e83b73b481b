/** A table engine that behaves like DynamoDB, in one process. */
package io.seatline.dynamodb;
