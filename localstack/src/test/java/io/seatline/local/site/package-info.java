/** The web site in Chromium. */
package io.seatline.local.site;
