/** The models of the SDK as JSON. */
package io.seatline.dynamodb.json;
