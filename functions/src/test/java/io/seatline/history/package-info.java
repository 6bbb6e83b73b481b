/**
 * Random histories of the real use cases with a controlled clock: everything that can happen to a few customers and two
 * small shows, with crashes, duplicates, losses and overlapping workers. A model of the tables predicts before each
 * transaction whether it must succeed, and checks after it that the four promises hold.
 */
package io.seatline.history;
