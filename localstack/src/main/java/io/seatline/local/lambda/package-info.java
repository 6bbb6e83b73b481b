/** Lambda: runs the handlers, synchronously and asynchronously. */
package io.seatline.local.lambda;
