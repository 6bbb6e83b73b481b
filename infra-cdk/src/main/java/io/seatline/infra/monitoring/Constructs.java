package io.seatline.infra.monitoring;

import java.util.List;
import software.constructs.IConstruct;

/** Finds constructs in the construct tree. */
public final class Constructs {
    private Constructs() {}

    /** All constructs of a type below a scope, in the order of their creation. */
    public static <T> List<T> all(IConstruct scope, Class<T> type) {
        return scope.getNode().findAll().stream()
                .filter(type::isInstance)
                .map(type::cast)
                .toList();
    }
}
