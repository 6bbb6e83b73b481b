/** The log of a deployed function: SLF4J's other half, with nothing in it that a function does not need. */
package io.seatline.lambda.logging;
