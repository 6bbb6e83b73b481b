package io.seatline.dynamodb.random;

import io.seatline.dynamodb.random.Ast.*;
import io.seatline.dynamodb.random.Ast.Condition;
import io.seatline.dynamodb.random.Operation.Query;
import io.seatline.dynamodb.random.Operation.Scan;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import software.amazon.awssdk.services.dynamodb.model.*;

/** Runs the model's queries and scans. */
final class ModelReads {
    private static final int PAGE = 1024 * 1024;

    private final Model model;

    ModelReads(Model model) {
        this.model = model;
    }

    /** The common parts of a query and a scan. */
    private record Selection(
            ModelTable table,
            Optional<Shape.Index> index,
            Optional<Condition> filter,
            Optional<List<Path>> projection,
            Select select) {

        /** Tells whether a local index must read missing attributes from the table. */
        boolean fetches() {
            if (index.isEmpty() || index.get().all()) {
                return false;
            }
            Set<String> missing = new HashSet<>();
            projection.ifPresent(paths -> paths.forEach(path -> missing.add(path.attribute())));
            missing.removeAll(table.projected(index.get()));
            return select == Select.ALL_ATTRIBUTES || !missing.isEmpty();
        }

        void check(Boolean consistent) {
            boolean global = index.isPresent() && index.get().global();
            require(!global || !Boolean.TRUE.equals(consistent), "a global index is not consistent");
            require(
                    projection.isEmpty() || select == null || select == Select.SPECIFIC_ATTRIBUTES,
                    "select and projection");
            require(projection.isPresent() || select != Select.SPECIFIC_ATTRIBUTES, "no projection");
            require(index.isPresent() || select != Select.ALL_PROJECTED_ATTRIBUTES, "no index");
            require(!global || !fetches(), "a global index has no more than it projects");
        }

        Map<String, AttributeValue> itemOf(Map<String, AttributeValue> entry) {
            return fetches() ? table.get(entry) : entry;
        }
    }

    private static void require(boolean rule, String problem) {
        if (!rule) {
            throw Refused.invalid(problem);
        }
    }

    private Selection selection(
            String table, String index, Optional<Condition> filter, Optional<List<Path>> projection, Select select) {
        filter.ifPresent(Rules::check);
        projection.ifPresent(Rules::checkPaths);
        ModelTable of = model.table(table);
        Optional<Shape.Index> wanted = Optional.ofNullable(index)
                .map(name -> of.shape().index(name).orElseThrow(() -> Refused.invalid("no such index")));
        return new Selection(of, wanted, filter, projection, select);
    }

    Outcome query(Query query) {
        QueryRequest request = query.request();
        Model.refuse(query.fault());
        Rules.check(query.key());
        Selection selection = selection(
                request.tableName(), request.indexName(), query.filter(), query.projection(), request.select());
        selection.check(request.consistentRead());
        Shape.Key key = selection
                .index()
                .map(Shape.Index::key)
                .orElse(selection.table().shape().key());
        checkTypes(query.key(), key);
        query.filter()
                .ifPresent(filter ->
                        require(attributes(filter).noneMatch(key.names()::contains), "a filter of key attributes"));
        List<Map<String, AttributeValue>> entries = selection.table().entries(selection.index()).stream()
                .filter(entry -> Interpreter.holds(query.key(), entry))
                .toList();
        if (Boolean.FALSE.equals(request.scanIndexForward())) {
            entries = entries.reversed();
        }
        List<Map<String, AttributeValue>> shown = projected(selection, entries);
        List<String> items = new ArrayList<>(shown.stream().map(Plain::text).toList());
        if (selection.index().isPresent()) {
            // Entries with the same sort value have no defined order.
            items.sort(null);
        }
        Outcome outcome = Outcome.success()
                .with("items", request.select() == Select.COUNT ? List.of() : items)
                .with("order", request.select() == Select.COUNT ? List.of() : Requests.sortValues(key, shown))
                .with("count", shown.size());
        boolean known = selection.index().isEmpty() || request.limit() == null;
        return pages(
                outcome,
                selection,
                entries,
                request.limit(),
                request.consistentRead(),
                known,
                request.returnConsumedCapacity());
    }

    /** Requires the key's types for the values of the key condition. */
    private static void checkTypes(Condition condition, Shape.Key key) {
        switch (condition) {
            case And(Condition left, Condition right) -> {
                checkTypes(left, key);
                checkTypes(right, key);
            }
            case Compare(String ignored, Operand left, Operand right) -> checkTypes(List.of(left, right), key);
            case Between(Operand operand, Operand low, Operand high) -> checkTypes(List.of(operand, low, high), key);
            case Call(String ignored, List<Operand> arguments) -> checkTypes(arguments, key);
            default -> throw new IllegalArgumentException("not a key condition: " + condition);
        }
    }

    private static void checkTypes(List<Operand> operands, Shape.Key key) {
        for (Operand operand : operands) {
            for (Operand other : operands) {
                if (operand instanceof Path path && other instanceof Constant(AttributeValue value)) {
                    require(
                            key.attributes().contains(new Shape.Attribute(path.attribute(), Plain.type(value))),
                            "a key condition of another type or attribute");
                }
            }
        }
    }

    /** Returns the attributes that a condition reads. */
    private static Stream<String> attributes(Condition condition) {
        return switch (condition) {
            case And(Condition left, Condition right) -> Stream.concat(attributes(left), attributes(right));
            case Or(Condition left, Condition right) -> Stream.concat(attributes(left), attributes(right));
            case Not(Condition negated) -> attributes(negated);
            case Compare(String ignored, Operand left, Operand right) -> ofOperands(List.of(left, right));
            case Between(Operand operand, Operand low, Operand high) -> ofOperands(List.of(operand, low, high));
            case In(Operand operand, List<Operand> candidates) ->
                Stream.concat(ofOperands(List.of(operand)), ofOperands(candidates));
            case Call(String ignored, List<Operand> arguments) -> ofOperands(arguments);
        };
    }

    private static Stream<String> ofOperands(List<Operand> operands) {
        return operands.stream().flatMap(operand -> switch (operand) {
            case Path path -> Stream.of(path.attribute());
            case Size(Operand measured) -> ofOperands(List.of(measured));
            default -> Stream.of();
        });
    }

    private static List<Map<String, AttributeValue>> projected(
            Selection selection, List<Map<String, AttributeValue>> entries) {
        return entries.stream()
                .map(selection::itemOf)
                .filter(item -> selection.filter().isEmpty()
                        || Interpreter.holds(selection.filter().get(), item))
                .map(item -> selection
                        .projection()
                        .map(p -> Interpreter.project(p, item))
                        .orElse(item))
                .toList();
    }

    Outcome scan(Scan scan) {
        ScanRequest request = scan.request();
        Model.refuse(scan.fault());
        Selection selection =
                selection(request.tableName(), request.indexName(), scan.filter(), scan.projection(), request.select());
        selection.check(request.consistentRead());
        List<Map<String, AttributeValue>> entries = selection.table().entries(selection.index());
        List<String> shown =
                projected(selection, entries).stream().map(Plain::text).sorted().toList();
        Outcome outcome = Outcome.success()
                .with("items", request.select() == Select.COUNT ? List.of() : shown)
                .with("count", shown.size());
        if (request.totalSegments() != null) {
            return outcome.with("scanned", entries.size());
        }
        boolean known = request.limit() == null;
        return pages(
                outcome,
                selection,
                entries,
                request.limit(),
                request.consistentRead(),
                known,
                request.returnConsumedCapacity());
    }

    /** Adds the entries per page and, if their order is known, the units. */
    private static Outcome pages(
            Outcome outcome,
            Selection selection,
            List<Map<String, AttributeValue>> entries,
            Integer limit,
            Boolean consistent,
            boolean orderKnown,
            ReturnConsumedCapacity capacity) {
        Outcome scanned = outcome.with("scanned", entries.size());
        if (entries.stream().mapToInt(Plain::size).sum() >= PAGE) {
            return scanned;
        }
        List<Integer> pages = new ArrayList<>();
        Units units = new Units();
        double factor = Boolean.TRUE.equals(consistent) ? 1 : 0.5;
        int size = limit == null ? Integer.MAX_VALUE : limit;
        int at = 0;
        // A page that ends at its limit may not be the last, so another page follows.
        do {
            List<Map<String, AttributeValue>> page =
                    entries.subList(at, (int) Math.min(entries.size(), (long) at + size));
            pages.add(page.size());
            at += page.size();
            String table = selection.table().shape().name();
            units.add(
                    table,
                    selection.index().map(Shape.Index::name).orElse(Units.TABLE),
                    factor * Model.read(page.stream().mapToInt(Plain::size).sum()));
            if (selection.fetches()) {
                page.forEach(entry ->
                        units.add(table, Units.TABLE, factor * Model.read(Plain.size(selection.itemOf(entry)))));
            }
        } while (pages.getLast() == size);
        Outcome paged = scanned.with("pages", pages);
        return orderKnown ? paged.with("capacity", units.text(capacity)) : paged;
    }
}
