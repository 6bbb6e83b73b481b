/**
 * Random histories of the real use cases on the real database engine, with time under control: everything that can
 * happen to a few customers and two small shows, with crashes, duplicates, losses and writers that overlap. A model of
 * the tables says before each transaction whether it must succeed, and after it whether the three promises hold.
 */
package io.seatline.history;

