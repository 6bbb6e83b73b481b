/** Converts the SDK's models to and from JSON. */
package io.seatline.dynamodb.json;
