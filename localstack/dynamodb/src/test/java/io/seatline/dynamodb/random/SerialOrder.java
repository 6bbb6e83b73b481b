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
 * The serial order of what several threads did. The stream has the order of the writes; the model replays it and must
 * give every answer. What wrote nothing must be explained by the state at a time between its beginning and its end.
 */
final class SerialOrder {
    private static final String CONFLICT = "TransactionConflict";

    private final List<Done> all;
    private final List<Record> records;
    private final Map<String, Done> byName = new HashMap<>();
    private final Map<Done, Integer> places = new HashMap<>();

    /** The state before the first write, after it, and so on. */
    private final List<Model> states = new ArrayList<>();

    SerialOrder(List<Done> all, List<Record> records) {
        this.all = all;
        this.records = records;
        states.add(new Model(List.of(ConcurrentOperations.TABLE)));
        all.stream().filter(done -> !done.outcome().isError()).forEach(this::name);
    }

    /** By the names that it gives to items; a single deletion by what it returns, which no other can have deleted. */
    private void name(Done done) {
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

    Model end() {
        return states.getLast();
    }

    int conflicts() {
        return (int) all.stream().filter(SerialOrder::isConflict).count();
    }

    private static boolean isConflict(Done done) {
        return done.outcome().parts().get("error").startsWith(CONFLICT)
                || done.outcome().parts().getOrDefault("reasons", "").contains(CONFLICT);
    }

    /** What contradicts every serial order; empty if nothing does. */
    Optional<String> problem() {
        for (int at = 0; at < records.size(); at += 0) {
            Record record = records.get(at);
            Map<String, AttributeValue> after = record.dynamodb().newImage();
            Done done = byName.get(
                    record.dynamodb().hasNewImage()
                            ? after.get("writer").s()
                            : "deletion of " + Plain.text(record.dynamodb().oldImage()));
            if (done == null || places.containsKey(done)) {
                return Optional.of("nobody, or somebody twice, wrote " + record);
            }
            Model next = end().copy();
            int before = log(next).size();
            Outcome expected = next.run(done.operation());
            if (!expected.differences(done.outcome(), expected.parts().keySet()).isEmpty()) {
                return Optional.of("in the order of the stream " + done + "\nanswers " + expected);
            }
            places.put(done, states.size());
            states.add(next);
            for (String change : log(next).subList(before, log(next).size())) {
                String recorded =
                        at < records.size() ? Target.text(ConcurrentOperations.TABLE, records.get(at)) : "nothing";
                if (!change.equals(recorded)) {
                    return Optional.of(done + "\nmust have written " + change + "\nnot " + recorded);
                }
                at++;
            }
        }
        return all.stream()
                .filter(done -> !isConflict(done))
                .flatMap(done -> unexplained(done).stream())
                .findFirst();
    }

    private static List<String> log(Model model) {
        return Target.records(model.table(ConcurrentOperations.TABLE.name()));
    }

    private Optional<String> unexplained(Done done) {
        // Not before what had ended when it began, nor after what began when it had ended.
        int earliest = 0;
        int latest = states.size() - 1;
        for (Map.Entry<Done, Integer> other : places.entrySet()) {
            if (other.getKey().ended() < done.began()) {
                earliest = Math.max(earliest, other.getValue());
            } else if (other.getKey().began() > done.ended()) {
                latest = Math.min(latest, other.getValue() - 1);
            }
        }
        if (places.containsKey(done)) {
            int place = places.get(done);
            return place > earliest && place <= latest
                    ? Optional.empty()
                    : Optional.of("out of time: " + done + " at " + place + ", not in " + earliest + " to " + latest);
        }
        for (int place = earliest; place <= latest; place++) {
            Model state = states.get(place).copy();
            int before = log(state).size();
            Outcome outcome = state.run(done.operation());
            if (outcome.differences(done.outcome(), outcome.parts().keySet()).isEmpty()
                    && log(state).size() == before) {
                return Optional.empty();
            }
        }
        return Optional.of("no state explains " + done);
    }
}
