/** The operator's webhook for customer notices behind the port {@code Notices}. */
package io.seatline.adapter.webhook;
