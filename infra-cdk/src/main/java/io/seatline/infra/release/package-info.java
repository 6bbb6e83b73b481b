/** How a new version of a function is published and gets its calls. */
package io.seatline.infra.release;
