/** Infrastructure of the handlers: wiring, platform, priming, metrics, secrets and batches. */
package io.seatline.lambda.runtime;
