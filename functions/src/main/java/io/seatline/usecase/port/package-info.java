/** The interfaces that adapters implement: what the use cases need from the world. */
package io.seatline.usecase.port;

