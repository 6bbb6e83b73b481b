/** Strict reading of JSON that people or programs send. */
package io.seatline.lambda.json;
