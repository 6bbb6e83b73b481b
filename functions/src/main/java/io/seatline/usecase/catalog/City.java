package io.seatline.usecase.catalog;

/** A city with cinemas. */
public record City(String id, String name) {}
