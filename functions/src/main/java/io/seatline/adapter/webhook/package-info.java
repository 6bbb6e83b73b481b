/** Webhooks behind the ports {@code CustomerNotices} and {@code Chat}. */
package io.seatline.adapter.webhook;
