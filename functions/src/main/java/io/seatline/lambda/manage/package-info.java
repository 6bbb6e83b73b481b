/** What managers can do by HTTP, one class for each capability. */
package io.seatline.lambda.manage;
