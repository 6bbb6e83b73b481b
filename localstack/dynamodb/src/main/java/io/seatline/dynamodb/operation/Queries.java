package io.seatline.dynamodb.operation;

import static io.seatline.dynamodb.error.Errors.*;

import io.seatline.dynamodb.expression.*;
import io.seatline.dynamodb.expression.Condition;
import io.seatline.dynamodb.expression.Projection;
import io.seatline.dynamodb.operation.Page.*;
import io.seatline.dynamodb.store.Key;
import io.seatline.dynamodb.table.*;
import io.seatline.dynamodb.table.KeySchema.Attribute;
import io.seatline.dynamodb.value.*;
import java.util.*;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.services.dynamodb.model.*;

/** Query and Scan. */
public final class Queries {
    private static final int MOST_SEGMENTS = 1_000_000;
    private static final String MISSING =
            "The %s parameter is required but was not present in the request when %s is present";
    private static final String INVALID_START = "The provided starting key is invalid";

    private final Engine engine;

    public Queries(Engine engine) {
        this.engine = engine;
    }

    /** Reads items of one partition in the order of their sort values. */
    public QueryResponse query(QueryRequest request) {
        Parameters parameters = new Parameters(request).check();
        refuseIf(
                request.limit() != null && request.limit() < 1,
                "1 validation error detected: Value at 'Limit' failed to satisfy constraint: Member must have value"
                        + " greater than or equal to 1");
        refuseIf(
                request.keyConditionExpression() == null,
                "Either the KeyConditions or KeyConditionExpression parameter must be specified in the request.");
        Placeholders placeholders = parameters.placeholders(Parameters.KEY_CONDITION);
        KeyCondition condition = KeyCondition.parse(request.keyConditionExpression(), placeholders);
        Selection selection = selection(parameters, placeholders);
        KeySchema keys =
                selection.index().map(Index::keys).orElse(selection.table().keys());
        Range range = condition.resolve(keys.partition().name(), keys.sort().map(Attribute::name));
        check(keys, range, selection.filter());
        Optional<Key> after = after(selection, parameters);
        Stretch stretch = stretch(range, !Boolean.FALSE.equals(request.scanIndexForward()));
        boolean outside = after.isPresent() && !stretch.contains(after.get());
        refuseIf(outside, "The provided starting key is outside query boundaries based on provided conditions");
        Page page = read(selection, stretch, after, request.consistentRead());
        engine.throttle().read(selection.table(), selection.index(), range.partition(), page.usage.total());
        return answered(parameters, page, QueryResponse.builder()).build();
    }

    private static void check(KeySchema keys, Range range, Optional<Condition> filter) {
        boolean matches = range.partition().type().equals(keys.partition().type());
        for (Value value : range.sort().map(Range.Sort::values).orElse(List.of())) {
            matches = matches && value.type().equals(keys.sort().orElseThrow().type());
        }
        refuseParameterIf(!matches, "Condition parameter type does not match schema type");
        Set<String> filtered = filter.map(Condition::topLevelNames).orElse(Set.of());
        for (String name : keys.names()) {
            String problem = "Filter Expression can only contain non-primary key attributes: Primary key attribute: ";
            refuseIf(filtered.contains(name), problem + name);
        }
    }

    private static Stretch stretch(Range range, boolean forward) {
        Key low = edge(range, range.sort().flatMap(Range.Sort::lower), Key.BEFORE);
        Key high = edge(range, range.sort().flatMap(Range.Sort::upper), Key.AFTER);
        return new Stretch(low, high, forward, range.sort());
    }

    /** The edge on one side of a range: of the bound, which belongs to the range or not, or of the whole partition. */
    private static Key edge(Range range, Optional<Range.Bound> bound, int side) {
        return bound.map(b -> Key.edge(range.partition(), b.value(), b.inclusive() ? side : -side))
                .orElseGet(() -> Key.edge(range.partition(), null, side));
    }

    /** Reads all items, or a segment of them, in the order of the hashes of their partitions. */
    public ScanResponse scan(ScanRequest request) {
        Parameters parameters = new Parameters(request).check();
        new Parameters.Constraints()
                .range(request.limit(), "limit", 1, Integer.MAX_VALUE)
                .range(request.segment(), "segment", 0, MOST_SEGMENTS - 1)
                .range(request.totalSegments(), "totalSegments", 1, MOST_SEGMENTS)
                .check();
        Stretch segment = segment(request.segment(), request.totalSegments());
        Selection selection = selection(parameters, parameters.placeholders(Parameters.FILTER));
        Optional<Key> after = after(selection, parameters);
        refuseIf(
                after.isPresent() && !segment.contains(after.get()),
                INVALID_START + ": Invalid ExclusiveStartKey. Please use ExclusiveStartKey with correct Segment."
                        + " TotalSegments: " + request.totalSegments() + " Segment: " + request.segment());
        Page page = read(selection, segment, after, request.consistentRead());
        return answered(parameters, page, ScanResponse.builder()).build();
    }

    /** Segments are equal parts of the hashes, which are unsigned numbers of 32 bits. */
    private static Stretch segment(Integer given, Integer givenTotal) {
        refuseIf(givenTotal == null && given != null, MISSING.formatted("TotalSegments", "Segment parameter"));
        refuseIf(given == null && givenTotal != null, MISSING.formatted("Segment", "parameter TotalSegments"));
        refuseIf(
                given != null && given >= givenTotal,
                "The Segment parameter is zero-based and must be less than parameter TotalSegments: Segment: " + given
                        + " is not less than TotalSegments: " + givenTotal);
        long total = givenTotal == null ? 1 : givenTotal;
        long segment = given == null ? 0 : given;
        long first = (segment << Integer.SIZE) / total;
        long last = ((segment + 1) << Integer.SIZE) / total - 1;
        return new Stretch(Key.edge((int) first, Key.BEFORE), Key.edge((int) last, Key.AFTER), true, Optional.empty());
    }

    private Page read(Selection selection, Stretch stretch, Optional<Key> after, Boolean consistent) {
        engine.tables().catchUpIfBehind();
        Page page = new Page(selection, Usage.Mode.ofRead(consistent));
        engine.store().read(() -> page.read(stretch, after));
        engine.used(page.usage);
        return page;
    }

    private static <B extends SdkPojo> B answered(Parameters request, Page page, B answer) {
        Parameters.set(answer, "Items", "COUNT".equals(request.get("Select")) ? null : page.items);
        Parameters.set(answer, "Count", page.items.size());
        Parameters.set(answer, "ScannedCount", page.scanned);
        Parameters.set(answer, "LastEvaluatedKey", page.lastKey());
        return Parameters.set(answer, "ConsumedCapacity", page.usage.answerOne(request));
    }

    /** Reads what a query or scan asks for; no placeholder may be left over. */
    private Selection selection(Parameters parameters, Placeholders placeholders) {
        Optional<Condition> filter = parameters.condition(Parameters.FILTER, placeholders);
        Optional<Projection> shown = parameters.projection(placeholders);
        placeholders.requireAllUsed();
        Table table = engine.tables().get(parameters.get("TableName"));
        Optional<Index> index = index(table, parameters);
        Select select = Select.fromValue(parameters.get("Select"));
        refuseIf(
                shown.isPresent() && select != null && select != Select.SPECIFIC_ATTRIBUTES,
                "Cannot specify the ProjectionExpression when choosing to get " + select);
        refuseIf(
                shown.isEmpty() && select == Select.SPECIFIC_ATTRIBUTES,
                "Must specify the AttributesToGet or ProjectionExpression when choosing to get SPECIFIC_ATTRIBUTES");
        refuseParameterIf(
                index.isEmpty() && select == Select.ALL_PROJECTED_ATTRIBUTES,
                "Select type ALL_PROJECTED_ATTRIBUTES is supported only when querying an index");
        boolean fetches = index.isPresent() && fetches(index.get(), select, shown);
        Integer limit = parameters.get("Limit");
        return new Selection(table, index, filter, shown, fetches, limit == null ? Integer.MAX_VALUE : limit);
    }

    private static Optional<Index> index(Table table, Parameters parameters) {
        String name = parameters.get("IndexName");
        if (name == null) {
            return Optional.empty();
        }
        Index index =
                table.index(name).orElseThrow(() -> validation("The table does not have the specified index: " + name));
        refuseIf(
                index.scope() == Index.Scope.GLOBAL && Boolean.TRUE.equals(parameters.get("ConsistentRead")),
                "Consistent reads are not supported on global secondary indexes");
        return Optional.of(index);
    }

    /** Whether a local index must read items in the table, for attributes that it lacks; a global one cannot. */
    private static boolean fetches(Index index, Select select, Optional<Projection> shown) {
        Set<String> missing = new HashSet<>(shown.map(Projection::topLevelNames).orElse(Set.of()));
        missing.removeAll(index.projected());
        boolean lacks = !index.all() && (select == Select.ALL_ATTRIBUTES || !missing.isEmpty());
        if (lacks && index.scope() == Index.Scope.GLOBAL) {
            throw invalidParameter(
                    select == Select.ALL_ATTRIBUTES
                            ? "Select type ALL_ATTRIBUTES is not supported for global secondary index " + index.name()
                                    + " because its projection type is not ALL"
                            : "Global secondary index " + index.name() + " does not project " + missing);
        }
        return lacks;
    }

    /** The key after which a page begins; empty for the first page. */
    private static Optional<Key> after(Selection selection, Parameters request) {
        Map<String, AttributeValue> given = request.get("ExclusiveStartKey");
        if (given == null || given.isEmpty()) {
            return Optional.empty();
        }
        Item start = Item.read(given);
        Set<Attribute> wanted = new HashSet<>(selection.table().keys().attributes());
        selection.index().ifPresent(index -> wanted.addAll(index.keys().attributes()));
        refuseIf(start.attributes().size() != wanted.size(), INVALID_START);
        for (Attribute attribute : wanted) {
            Value value = start.get(attribute.name());
            boolean matches = value != null && value.type().equals(attribute.type());
            refuseIf(!matches, INVALID_START + ": " + Keys.NO_MATCH);
        }
        Key ofItem = selection.table().key(start);
        return Optional.of(selection.index().map(i -> i.key(start, ofItem)).orElse(ofItem));
    }
}
