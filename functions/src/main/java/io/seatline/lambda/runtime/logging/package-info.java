/** The SLF4J provider of a deployed function: one JSON line per log record. */
package io.seatline.lambda.runtime.logging;
