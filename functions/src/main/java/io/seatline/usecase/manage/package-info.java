/** What the managers of a cinema do with its shows: change their sales, see their numbers and who waits. */
package io.seatline.usecase.manage;
