package io.seatline.dynamodb.operation;

import static io.seatline.dynamodb.error.Errors.*;

import io.seatline.dynamodb.expression.*;
import io.seatline.dynamodb.expression.Condition;
import io.seatline.dynamodb.expression.KeyCondition.Range;
import io.seatline.dynamodb.expression.Projection;
import io.seatline.dynamodb.operation.Queries.Page.*;
import io.seatline.dynamodb.store.Key;
import io.seatline.dynamodb.table.*;
import io.seatline.dynamodb.table.Table.*;
import io.seatline.dynamodb.value.*;
import java.util.*;
import org.h2.mvstore.*;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.*;

/** Query and Scan. */
public interface Queries extends DynamoDbClient {
    int MAX_SEGMENTS = 1_000_000;
    String MISSING = "The %s parameter is required but was not present in the request when %s is present";
    String INVALID_START = "The provided starting key is invalid";

    Engine engine();

    @Override
    default QueryResponse query(QueryRequest request) {
        Parameters parameters = new Parameters(request).check();
        refuseIf(
                request.limit() != null && request.limit() < 1,
                "1 validation error detected: Value at 'Limit' failed to satisfy constraint: Member must have value"
                        + " greater than or equal to 1");
        String missing =
                "Either the KeyConditions or KeyConditionExpression parameter must be specified in the request.";
        refuseIf(request.keyConditionExpression() == null, missing);
        Placeholders placeholders = parameters.placeholders(Parameters.KEY_CONDITION);
        KeyCondition condition = KeyCondition.parse(request.keyConditionExpression(), placeholders);
        Selection selection = selection(parameters, placeholders);
        KeySchema keys =
                selection.index().map(Index::keys).orElse(selection.table().keys());
        Range range = condition.resolve(keys.partition().name(), keys.sort().map(Attribute::name));
        check(keys, range, selection.filter());
        Optional<Key> after = after(selection, parameters);
        Key low = edge(range, range.sort().flatMap(Range.Sort::lower), Key.BEFORE);
        Key high = edge(range, range.sort().flatMap(Range.Sort::upper), Key.AFTER);
        KeyRange keyRange = new KeyRange(low, high, !Boolean.FALSE.equals(request.scanIndexForward()), range.sort());
        boolean outside = after.isPresent() && !keyRange.contains(after.get());
        refuseIf(outside, "The provided starting key is outside query boundaries based on provided conditions");
        Page page = read(selection, keyRange, after, request.consistentRead());
        engine().throttle().read(selection.table(), selection.index(), range.partition(), page.usage.total());
        return response(parameters, page, QueryResponse.builder()).build();
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

    private static Key edge(Range range, Optional<Range.Bound> bound, int side) {
        return bound.map(b -> Key.edge(range.partition(), b.value(), b.inclusive() ? side : -side))
                .orElseGet(() -> Key.edge(range.partition(), null, side));
    }

    @Override
    default ScanResponse scan(ScanRequest request) {
        Parameters parameters = new Parameters(request).check();
        new Parameters.Constraints()
                .range(request.limit(), "limit", 1, Integer.MAX_VALUE)
                .range(request.segment(), "segment", 0, MAX_SEGMENTS - 1)
                .range(request.totalSegments(), "totalSegments", 1, MAX_SEGMENTS)
                .check();
        KeyRange segment = segment(request.segment(), request.totalSegments());
        Selection selection = selection(parameters, parameters.placeholders(Parameters.FILTER));
        Optional<Key> after = after(selection, parameters);
        refuseIf(
                after.isPresent() && !segment.contains(after.get()),
                INVALID_START + ": Invalid ExclusiveStartKey. Please use ExclusiveStartKey with correct Segment."
                        + " TotalSegments: " + request.totalSegments() + " Segment: " + request.segment());
        Page page = read(selection, segment, after, request.consistentRead());
        return response(parameters, page, ScanResponse.builder()).build();
    }

    /** Returns the keys of a segment: an equal part of the hashes, which are unsigned 32-bit numbers. */
    private static KeyRange segment(Integer given, Integer givenTotal) {
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
        return new KeyRange(Key.edge((int) first, Key.BEFORE), Key.edge((int) last, Key.AFTER), true, Optional.empty());
    }

    private Page read(Selection selection, KeyRange keyRange, Optional<Key> after, Boolean consistent) {
        engine().tables().applyDelayed();
        Page page = new Page(selection, Usage.Mode.ofRead(consistent));
        engine().store().read(() -> page.read(keyRange, after));
        engine().used(page.usage);
        return page;
    }

    private static <B extends SdkPojo> B response(Parameters request, Page page, B result) {
        Parameters.set(result, "Items", "COUNT".equals(request.get("Select")) ? null : page.items);
        Parameters.set(result, "Count", page.items.size());
        Parameters.set(result, "ScannedCount", page.scanned);
        Parameters.set(result, "LastEvaluatedKey", page.lastKey());
        return Parameters.set(result, "ConsumedCapacity", page.usage.reportOne(request));
    }

    private Selection selection(Parameters parameters, Placeholders placeholders) {
        Optional<Condition> filter = parameters.condition(Parameters.FILTER, placeholders);
        Optional<Projection> projection = parameters.projection(placeholders);
        placeholders.requireAllUsed();
        Table table = engine().tables().get(parameters.get("TableName"));
        Optional<Index> index = index(table, parameters);
        Select select = Select.fromValue(parameters.get("Select"));
        boolean contradicts = projection.isPresent() && select != null && select != Select.SPECIFIC_ATTRIBUTES;
        refuseIf(contradicts, "Cannot specify the ProjectionExpression when choosing to get " + select);
        String noProjection =
                "Must specify the AttributesToGet or ProjectionExpression when choosing to get SPECIFIC_ATTRIBUTES";
        refuseIf(projection.isEmpty() && select == Select.SPECIFIC_ATTRIBUTES, noProjection);
        String noIndex = "Select type ALL_PROJECTED_ATTRIBUTES is supported only when querying an index";
        refuseParameterIf(index.isEmpty() && select == Select.ALL_PROJECTED_ATTRIBUTES, noIndex);
        boolean fetches = index.isPresent() && fetches(index.get(), select, projection);
        Integer limit = parameters.get("Limit");
        return new Selection(table, index, filter, projection, fetches, limit == null ? Integer.MAX_VALUE : limit);
    }

    private static Optional<Index> index(Table table, Parameters parameters) {
        String name = parameters.get("IndexName");
        if (name == null) {
            return Optional.empty();
        }
        Index index =
                table.index(name).orElseThrow(() -> validation("The table does not have the specified index: " + name));
        boolean consistent = Boolean.TRUE.equals(parameters.get("ConsistentRead"));
        refuseIf(
                consistent && index.scope() == Index.Scope.GLOBAL,
                "Consistent reads are not supported on global secondary indexes");
        return Optional.of(index);
    }

    /** Tells whether a local index must read missing attributes from the table; a global index cannot. */
    private static boolean fetches(Index index, Select select, Optional<Projection> paths) {
        Set<String> missing = new HashSet<>(paths.map(Projection::topLevelNames).orElse(Set.of()));
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

    private static Optional<Key> after(Selection selection, Parameters request) {
        Map<String, AttributeValue> given = request.get("ExclusiveStartKey");
        if (given == null || given.isEmpty()) {
            return Optional.empty();
        }
        Item start = Item.read(given);
        Set<Attribute> expected = new HashSet<>(selection.table().keys().attributes());
        selection.index().ifPresent(index -> expected.addAll(index.keys().attributes()));
        refuseIf(start.attributes().size() != expected.size(), INVALID_START);
        for (Attribute attribute : expected) {
            Value value = start.get(attribute.name());
            boolean matches = value != null && value.type().equals(attribute.type());
            refuseIf(!matches, INVALID_START + ": " + Keys.NO_MATCH);
        }
        Key ofItem = selection.table().key(start);
        return Optional.of(selection.index().map(i -> i.key(start, ofItem)).orElse(ofItem));
    }

    final class Page {
        private static final long MAX_BYTES = 1024 * 1024;

        record Selection(
                Table table,
                Optional<Index> index,
                Optional<Condition> filter,
                Optional<Projection> projection,
                boolean fetches,
                int limit) {}

        /** The keys from low to high. A prefix has no upper edge; its sort range alone limits it. */
        record KeyRange(Key low, Key high, boolean forward, Optional<Range.Sort> sort) {
            boolean contains(Key key) {
                return low.compareTo(key) <= 0 && high.compareTo(key) >= 0 && has(key);
            }

            boolean has(Key key) {
                return sort.isEmpty() || sort.get().test(key.sort());
            }
        }

        final List<Map<String, AttributeValue>> items = new ArrayList<>();
        final Usage usage = new Usage(Usage.Mode.STANDARD);
        int scanned;
        private final Selection selection;
        private final Usage.Mode mode;
        private long bytes;
        private Item last = Item.NONE;

        Page(Selection selection, Usage.Mode mode) {
            this.selection = selection;
            this.mode = mode;
        }

        Page read(KeyRange keyRange, Optional<Key> after) {
            Table table = selection.table();
            MVMap<Key, Item> map = selection.index().map(Index::entries).orElse(table.items());
            Key from = keyRange.forward() ? keyRange.low() : keyRange.high();
            Key to = keyRange.forward() ? keyRange.high() : keyRange.low();
            Cursor<Key, Item> cursor = map.cursor(after.orElse(from), to, !keyRange.forward());
            while (cursor.hasNext() && hasRoom()) {
                Key key = cursor.next();
                last = Item.NONE;
                if (keyRange.has(key)) {
                    if (after.isEmpty() || !key.equals(after.get())) {
                        addIfMatching(key, cursor.getValue());
                        last = cursor.getValue();
                    }
                } else if (keyRange.forward()) {
                    break;
                }
            }
            if (hasRoom()) {
                last = Item.NONE;
            }
            usage.read(selection.table(), selection.index(), Usage.readUnits(bytes, mode));
            return this;
        }

        private boolean hasRoom() {
            return scanned < selection.limit() && bytes < MAX_BYTES;
        }

        private void addIfMatching(Key key, Item entry) {
            scanned++;
            bytes += entry.size();
            Item item = entry;
            if (selection.fetches()) {
                item = selection.table().get(key.base());
                usage.read(selection.table(), Optional.empty(), Usage.readUnits(item.size(), mode));
            }
            if (selection.filter().isEmpty() || selection.filter().get().test(item)) {
                items.add(Parameters.attributes(item, selection.projection()));
            }
        }

        Map<String, AttributeValue> lastKey() {
            if (!last.exists()) {
                return null;
            }
            Map<String, AttributeValue> key =
                    new HashMap<>(selection.table().keys().of(last).toSdk());
            Optional<Index> index = selection.index();
            index.ifPresent(is -> key.putAll(is.keys().of(last).toSdk()));
            return key;
        }
    }
}
