package io.seatline.dynamodb.expression;

import io.seatline.dynamodb.value.Item;
import java.util.*;

/** The parts of an item that a read returns. */
public record Projection(List<Path> paths, Set<String> topLevelNames) {
    public static Projection parse(String text, Placeholders placeholders) {
        Binder binder = new Binder(Kind.PROJECTION, placeholders, new ArrayList<>());
        Kind.PROJECTION.parse(text).forEach(binder::bind);
        Path.refuseClashes(Kind.PROJECTION, binder.paths());
        return new Projection(binder.paths(), Path.attributes(binder.paths()));
    }

    public Item project(Item item) {
        return Path.pick(item, paths);
    }
}
