/** Notices to customers and alerts to support staff. */
package io.seatline.usecase.notice;
