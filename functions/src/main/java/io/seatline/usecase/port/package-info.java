/** The interfaces to external systems, which adapters implement. */
package io.seatline.usecase.port;
