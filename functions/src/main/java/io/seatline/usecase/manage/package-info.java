/** The use cases of managers: change a show's sales, count its seats and revenue, list its waitlist. */
package io.seatline.usecase.manage;
