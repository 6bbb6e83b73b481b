/** The support staff's chat behind the port {@code Chat}. */
package io.seatline.adapter.chat;
