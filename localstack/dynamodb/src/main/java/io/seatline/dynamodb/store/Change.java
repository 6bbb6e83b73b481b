package io.seatline.dynamodb.store;

import io.seatline.dynamodb.value.Item;

/**
 * A committed change of an item, as a stream keeps it: {@code before} and {@code after} are {@link Item#NONE} where
 * there was no item; {@code expired} if the engine deleted it at the end of its time to live. All changes of an engine
 * are numbered in the order of their commits.
 */
public record Change(long sequence, long millis, boolean expired, Item keys, Item before, Item after) {}
