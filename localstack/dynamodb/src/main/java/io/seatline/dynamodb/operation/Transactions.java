package io.seatline.dynamodb.operation;

import static io.seatline.dynamodb.error.Errors.refuseIf;

import io.seatline.dynamodb.error.Errors;
import io.seatline.dynamodb.expression.Projection;
import io.seatline.dynamodb.operation.Engine.*;
import io.seatline.dynamodb.operation.Engine.InFlight.ItemRef;
import io.seatline.dynamodb.operation.Write.Kind;
import io.seatline.dynamodb.table.*;
import io.seatline.dynamodb.table.Table.Effect;
import io.seatline.dynamodb.value.Item;
import java.time.*;
import java.util.*;
import java.util.function.*;
import java.util.stream.*;
import java.util.stream.Stream;
import org.h2.mvstore.MVMap;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.*;

/** TransactWriteItems and TransactGetItems: atomic and isolated. */
public interface Transactions extends DynamoDbClient {
    int MAX_ACTIONS = 100;
    long MAX_BYTES = 4L * 1024 * 1024;
    CancellationReason NONE = reason("None", null).build();
    CancellationReason CONFLICT =
            reason("TransactionConflict", InFlight.ONGOING).build();

    Engine engine();

    Tokens tokens();

    @Override
    default TransactWriteItemsResponse transactWriteItems(TransactWriteItemsRequest request) {
        Parameters parameters = new Parameters(request);
        List<Write> writes = readAll(parameters, request.transactItems(), this::read, Write::ref);
        List<ItemRef> refs = writes.stream().map(Write::ref).toList();
        refuseConflicts(refs, engine().inFlight().begin(refs));
        try {
            List<Table> tables = writes.stream().map(Write::table).toList();
            Usage usage = engine().write(tables, () -> commit(request, writes));
            var result = TransactWriteItemsResponse.builder();
            return result.consumedCapacity(usage.report(parameters)).build();
        } finally {
            engine().inFlight().end(refs);
        }
    }

    private Supplier<Write> read(TransactWriteItem action) {
        List<SdkPojo> given = Stream.<SdkPojo>of(
                        action.put(), action.update(), action.delete(), action.conditionCheck())
                .filter(Objects::nonNull)
                .toList();
        refuseIf(given.size() != 1, "TransactItems can only contain one of Check, Put, Update or Delete");
        Tables tables = engine().tables();
        Parameters parameters = new Parameters(given.getFirst());
        return switch (given.getFirst()) {
            case Put ignored -> Write.read(Kind.PUT, parameters.check("Item"), tables);
            case Update ignored -> Write.read(Kind.UPDATE, parameters.check("Key", Parameters.UPDATE), tables);
            case Delete ignored -> Write.read(Kind.DELETE, parameters.check("Key"), tables);
            default -> Write.read(Kind.CHECK, parameters.check("Key", Parameters.CONDITION), tables);
        };
    }

    /** Reads all actions. An invalid item or key cancels the transaction. */
    private static <A, T> List<T> readAll(
            Parameters request, List<A> actions, Function<A, Supplier<T>> read, Function<T, ItemRef> ref) {
        request.check("TransactItems");
        new Parameters.Constraints()
                .length(actions, "transactItems", 1, MAX_ACTIONS)
                .check();
        List<Supplier<T>> suppliers = actions.stream().map(read).toList();
        List<T> all = new ArrayList<>(actions.size());
        refuse(suppliers.stream().map(one -> reasonOf(() -> all.add(one.get()))).toList());
        boolean repeated = all.stream().map(ref).distinct().count() < all.size();
        refuseIf(repeated, "Transaction request cannot include multiple operations on one item");
        return all;
    }

    private static CancellationReason.Builder reason(String code, String message) {
        return CancellationReason.builder().code(code).message(message);
    }

    private static CancellationReason reasonOf(Runnable action) {
        try {
            action.run();
            return NONE;
        } catch (ConditionalCheckFailedException e) {
            String message = e.awsErrorDetails().errorMessage();
            return reason("ConditionalCheckFailed", message).item(e.item()).build();
        } catch (AwsServiceException e) {
            String code = e instanceof ThrottlingException ? "ThrottlingError" : "ValidationError";
            return reason(code, e.awsErrorDetails().errorMessage()).build();
        }
    }

    private static void refuseConflicts(List<ItemRef> refs, List<ItemRef> conflicts) {
        refuse(refs.stream().map(p -> conflicts.contains(p) ? CONFLICT : NONE).toList());
    }

    private static void refuse(List<CancellationReason> reasons) {
        if (!reasons.stream().allMatch(NONE::equals)) {
            String codes = reasons.stream().map(CancellationReason::code).collect(Collectors.joining(", ", "[", "]"));
            throw Errors.of(
                    TransactionCanceledException.builder().cancellationReasons(reasons),
                    "Transaction cancelled, please refer cancellation reasons for specific reasons " + codes);
        }
    }

    private Usage commit(TransactWriteItemsRequest request, List<Write> writes) {
        Usage usage = new Usage(Usage.Mode.TRANSACTIONAL);
        if (tokens().isRepeat(request)) {
            writes.forEach(write -> read(usage, write.table(), write.before()));
            return engine().used(usage);
        }
        List<Effect> effects = new ArrayList<>(writes.size());
        List<CancellationReason> reasons = writes.stream()
                .map(write -> reasonOf(() -> effects.add(write.decide(engine(), Usage.Mode.TRANSACTIONAL))))
                .toList();
        if (effects.size() < writes.size()) {
            writes.forEach(write -> write.chargeRefused(usage));
            engine().used(usage);
        }
        refuse(reasons);
        boolean tooLarge = effects.stream().mapToLong(e -> e.after().size()).sum() > MAX_BYTES;
        refuseIf(tooLarge, "Transaction request size exceeded 4 MB limit");
        effects.forEach(effect -> engine().tables().apply(effect, false));
        tokens().remember(request);
        effects.forEach(usage::write);
        return engine().used(usage);
    }

    private static void read(Usage usage, Table table, Item item) {
        usage.read(table, Optional.empty(), Usage.readUnits(item.size(), Usage.Mode.TRANSACTIONAL));
    }

    record Read(Table table, ItemRef ref, Optional<Projection> projection) {
        Item item() {
            return table.get(ref.key());
        }
    }

    @Override
    default TransactGetItemsResponse transactGetItems(TransactGetItemsRequest request) {
        Parameters parameters = new Parameters(request);
        List<Read> reads = readAll(parameters, request.transactItems(), this::read, Read::ref);
        List<ItemRef> refs = reads.stream().map(Read::ref).toList();
        InFlight inFlight = engine().inFlight();
        refuseConflicts(refs, refs.stream().filter(inFlight::isTaken).toList());
        List<Item> items =
                engine().store().readLocked(() -> reads.stream().map(Read::item).toList());
        boolean tooLarge = items.stream().mapToLong(Item::size).sum() > MAX_BYTES;
        refuseIf(tooLarge, "The aggregate size of the items in the transaction exceeds 4 MB");
        Usage usage = new Usage(Usage.Mode.TRANSACTIONAL);
        List<ItemResponse> responses = new ArrayList<>();
        for (int i = 0; i < reads.size(); i++) {
            Read read = reads.get(i);
            read(usage, read.table(), items.get(i));
            Map<String, AttributeValue> attributes = Parameters.attributes(items.get(i), read.projection());
            responses.add(ItemResponse.builder().item(attributes).build());
        }
        var result = TransactGetItemsResponse.builder().responses(responses);
        return result.consumedCapacity(engine().used(usage).report(parameters)).build();
    }

    private Supplier<Read> read(TransactGetItem action) {
        Get get = action.get();
        refuseIf(get == null, "TransactItems can only contain one of Get");
        Optional<Projection> projection = new Parameters(get).check("Key").projection();
        Table table = engine().tables().get(get.tableName());
        Item key = Item.read(get.key());
        return () -> new Read(table, new ItemRef(table.name(), table.key(Keys.checkedKey(table, key))), projection);
    }

    /** The idempotency tokens of the last ten minutes; a repeated transaction is not applied again. */
    record Tokens(MVMap<String, String> known, InstantSource clock) {
        private static final Duration VALIDITY = Duration.ofMinutes(10);
        private static final int SWEEP_INTERVAL = 10_000;

        boolean isRepeat(TransactWriteItemsRequest request) {
            String token = request.clientRequestToken();
            String entry = token == null ? null : known.get(token);
            if (entry == null || isExpired(entry)) {
                return false;
            }
            if (!entry.endsWith(" " + digest(request))) {
                String problem = "Request token was used for a different set of parameters";
                throw Errors.of(IdempotentParameterMismatchException.builder(), problem);
            }
            return true;
        }

        void remember(TransactWriteItemsRequest request) {
            if (request.clientRequestToken() != null) {
                known.put(request.clientRequestToken(), clock.millis() + " " + digest(request));
                if (known.size() % SWEEP_INTERVAL == 0) {
                    List.copyOf(known.keySet()).stream()
                            .filter(token -> isExpired(known.get(token)))
                            .forEach(known::remove);
                }
            }
        }

        private boolean isExpired(String entry) {
            long done = Long.parseLong(entry.substring(0, entry.indexOf(' ')));
            return clock.millis() > done + VALIDITY.toMillis();
        }

        private static int digest(TransactWriteItemsRequest request) {
            return request.transactItems().toString().hashCode();
        }
    }
}
