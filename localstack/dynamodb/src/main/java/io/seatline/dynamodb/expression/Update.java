package io.seatline.dynamodb.expression;

import io.seatline.dynamodb.expression.Node.*;
import io.seatline.dynamodb.value.*;
import java.util.*;

/** An update of an item. All its actions see the item before the update. */
public record Update(List<Operation> actions, List<Path> paths, Set<String> topLevelNames) {
    public static Update parse(String text, Placeholders placeholders) {
        List<Node> parsed = Kind.UPDATE.parse(text);
        Binder binder = new Binder(Kind.UPDATE, placeholders, new ArrayList<>());
        parsed.forEach(action -> binder.bind(((Operation) action).operands().getFirst()));
        List<Path> paths = List.copyOf(binder.paths());
        Path.refuseClashes(Kind.UPDATE, paths);
        List<Operation> actions = new ArrayList<>();
        // AWS checks the last action first; that decides which of several errors it reports.
        parsed.reversed().forEach(action -> actions.add((Operation) binder.bind(action)));
        actions.sort(Comparator.comparing(action -> path(action).steps().getLast(), Path.ORDER));
        return new Update(actions, paths, Path.attributes(paths));
    }

    private static Path path(Operation action) {
        return (Path) action.operands().getFirst();
    }

    public Item apply(Item before) {
        Map<String, Value> after = before.attributes();
        List<Path> removed = new ArrayList<>();
        for (Operation action : actions) {
            Value value = Evaluator.changed(action, before);
            if (value == null) {
                removed.addFirst(path(action));
            } else {
                after = path(action).change(after, value);
            }
        }
        // Remove list elements last and from the end: all indexes refer to the old list.
        for (Path path : removed) {
            after = path.change(after, null);
        }
        return Item.of(after);
    }

    public Item updatedPart(Item item) {
        return Path.pick(item, paths);
    }
}
