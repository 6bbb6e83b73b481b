package io.seatline.dynamodb.random;

import io.seatline.dynamodb.random.ConcurrentOperations.Done;
import io.seatline.dynamodb.random.Operation.Action;
import io.seatline.dynamodb.random.Operation.TransactWrite;
import io.seatline.dynamodb.random.Operation.Write;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.Record;

/**
 * Checks that the operations of several threads have a serial order. The stream defines the order of the writes; the
 * model replays them and must give the same answers. An operation without a write must fit a state between its start
 * and its end.
 */
final class SerialOrder {
    private static final String CONFLICT = "TransactionConflict";

    private final List<Done> all;
    private final List<Record> records;
    private final Map<String, Done> byName = new HashMap<>();
    private final Map<Done, Integer> positions = new HashMap<>();

    /** The state before the first write, and after each write. */
    private final List<Model> states = new ArrayList<>();

    SerialOrder(List<Done> all, List<Record> records) {
        this.all = all;
        this.records = records;
        states.add(new Model(List.of(ConcurrentOperations.TABLE)));
        all.stream().filter(done -> !done.outcome().isError()).forEach(this::indexByName);
    }

    /** Indexes an operation by its names for items; a single deletion by the item it returns, which is unique. */
    private void indexByName(Done done) {
        List<Action> actions =
                switch (done.operation()) {
                    case Write write -> List.of(write.action());
                    case TransactWrite transaction -> transaction.actions();
                    default -> List.of();
                };
        for (Action action : actions) {
            if (action.request().put() != null) {
                byName.put(action.request().put().item().get("writer").s(), done);
            } else if (action.request().update() != null) {
                action.changes().stream()
                        .filter(change -> change.target().attribute().equals("writer"))
                        .forEach(change -> byName.put(
                                ((Ast.Constant) change.value()).value().s(), done));
            } else if (action.request().delete() != null && done.operation() instanceof Write) {
                byName.put("deletion of " + done.outcome().parts().get("attributes"), done);
            }
        }
    }

    Model finalState() {
        return states.getLast();
    }

    int conflicts() {
        return (int) all.stream().filter(SerialOrder::isConflict).count();
    }

    private static boolean isConflict(Done done) {
        return done.outcome().parts().get("error").startsWith(CONFLICT)
                || done.outcome().parts().getOrDefault("reasons", "").contains(CONFLICT);
    }

    /** Describes why there is no serial order; empty if there is one. */
    Optional<String> problem() {
        for (int at = 0; at < records.size(); at += 0) {
            Record record = records.get(at);
            Map<String, AttributeValue> after = record.dynamodb().newImage();
            Done done = byName.get(
                    record.dynamodb().hasNewImage()
                            ? after.get("writer").s()
                            : "deletion of " + Plain.text(record.dynamodb().oldImage()));
            if (done == null || positions.containsKey(done)) {
                return Optional.of("no operation, or one twice, wrote " + record);
            }
            Model next = finalState().copy();
            int before = log(next).size();
            Outcome expected = next.run(done.operation());
            if (!expected.differences(done.outcome(), expected.parts().keySet()).isEmpty()) {
                return Optional.of("replayed in stream order: " + done + "\nmodel answers " + expected);
            }
            positions.put(done, states.size());
            states.add(next);
            for (String change : log(next).subList(before, log(next).size())) {
                String recorded =
                        at < records.size() ? Target.text(ConcurrentOperations.TABLE, records.get(at)) : "nothing";
                if (!change.equals(recorded)) {
                    return Optional.of(done + "\nexpected record " + change + "\nactual record " + recorded);
                }
                at++;
            }
        }
        return all.stream()
                .filter(done -> !isConflict(done))
                .flatMap(done -> problem(done).stream())
                .findFirst();
    }

    private static List<String> log(Model model) {
        return Target.records(model.table(ConcurrentOperations.TABLE.name()));
    }

    private Optional<String> problem(Done done) {
        // Later than all writes that ended before its start, earlier than all that began after its end.
        int earliest = 0;
        int latest = states.size() - 1;
        for (Map.Entry<Done, Integer> other : positions.entrySet()) {
            if (other.getKey().ended() < done.began()) {
                earliest = Math.max(earliest, other.getValue());
            } else if (other.getKey().began() > done.ended()) {
                latest = Math.min(latest, other.getValue() - 1);
            }
        }
        if (positions.containsKey(done)) {
            int position = positions.get(done);
            return position > earliest && position <= latest
                    ? Optional.empty()
                    : Optional.of(
                            "outside its time: " + done + " at " + position + ", not in " + earliest + " to " + latest);
        }
        for (int position = earliest; position <= latest; position++) {
            Model state = states.get(position).copy();
            int before = log(state).size();
            Outcome outcome = state.run(done.operation());
            if (outcome.differences(done.outcome(), outcome.parts().keySet()).isEmpty()
                    && log(state).size() == before) {
                return Optional.empty();
            }
        }
        return Optional.of("no state fits " + done);
    }
}
