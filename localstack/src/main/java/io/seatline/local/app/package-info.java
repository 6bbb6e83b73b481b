/** Seatline in one process: puts the emulated services, the deployed functions and MoMo's simulator together. */
package io.seatline.local.app;
