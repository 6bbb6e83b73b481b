/** Reads requests that exist only locally. */
package io.seatline.local.web;
