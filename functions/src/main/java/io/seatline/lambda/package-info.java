/** Lambda handlers: each reads one kind of event, calls one use case and turns its result into a response. */
package io.seatline.lambda;
