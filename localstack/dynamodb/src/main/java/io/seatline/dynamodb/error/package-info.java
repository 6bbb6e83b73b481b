/** AWS's exceptions. */
package io.seatline.dynamodb.error;
