/** The HTTP routes for managers, one class for each capability. */
package io.seatline.lambda.manage;
