/** What surrounds a handler: wiring, platform, priming, metrics, secrets, batches. */
package io.seatline.lambda.runtime;
