/** The HTTP routes for the ushers at the door. */
package io.seatline.lambda.door;
