/** Lambda handlers. Each reads one kind of event, calls a use case and converts the result to a response. */
package io.seatline.lambda;
