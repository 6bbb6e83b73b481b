package io.seatline.dynamodb.operation;

import static io.seatline.dynamodb.error.Errors.refuseIf;

import io.seatline.dynamodb.error.Errors;
import io.seatline.dynamodb.expression.Projection;
import io.seatline.dynamodb.operation.InFlight.Place;
import io.seatline.dynamodb.operation.Write.Kind;
import io.seatline.dynamodb.store.Store;
import io.seatline.dynamodb.table.*;
import io.seatline.dynamodb.value.Item;
import java.time.*;
import java.util.*;
import java.util.function.*;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.h2.mvstore.MVMap;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.services.dynamodb.model.*;

/** TransactWriteItems and TransactGetItems: all or nothing, as if alone. */
public final class Transactions {
    private static final int MOST_ACTIONS = 100;
    private static final long LARGEST = 4L * 1024 * 1024;
    private static final CancellationReason NONE = reason("None", null).build();
    private static final CancellationReason CONFLICT =
            reason("TransactionConflict", InFlight.ONGOING).build();

    private final Engine engine;
    private final Tokens tokens;

    public Transactions(Engine engine) {
        this.engine = engine;
        this.tokens = new Tokens(engine.store(), engine.clock());
    }

    /** Does several writes, or none of them. */
    public TransactWriteItemsResponse write(TransactWriteItemsRequest request) {
        Parameters parameters = new Parameters(request);
        List<Write> writes = readAll(parameters, request.transactItems(), this::read);
        List<Place> places = writes.stream().map(Write::place).toList();
        refuseRepeated(places);
        refuseConflicts(places, engine.inFlight().enter(places));
        try {
            List<Table> tables = writes.stream().map(Write::table).toList();
            Usage usage = engine.write(tables, () -> commit(request, writes));
            return TransactWriteItemsResponse.builder()
                    .consumedCapacity(usage.answer(parameters))
                    .build();
        } finally {
            engine.inFlight().leave(places);
        }
    }

    private Supplier<Write> read(TransactWriteItem action) {
        List<SdkPojo> given = Stream.<SdkPojo>of(
                        action.put(), action.update(), action.delete(), action.conditionCheck())
                .filter(Objects::nonNull)
                .toList();
        refuseIf(given.size() != 1, "TransactItems can only contain one of Check, Put, Update or Delete");
        Parameters parameters = new Parameters(given.getFirst());
        return switch (given.getFirst()) {
            case Put ignored -> Write.read(Kind.PUT, parameters.check("Item"), engine.tables());
            case Update ignored -> Write.read(Kind.UPDATE, parameters.check("Key", Parameters.UPDATE), engine.tables());
            case Delete ignored -> Write.read(Kind.DELETE, parameters.check("Key"), engine.tables());
            default -> Write.read(Kind.CHECK, parameters.check("Key", Parameters.CONDITION), engine.tables());
        };
    }

    /** Reads all actions; what is wrong with the item or key of one of them cancels the transaction. */
    private static <A, T> List<T> readAll(Parameters request, List<A> actions, Function<A, Supplier<T>> read) {
        request.check("TransactItems");
        new Parameters.Constraints()
                .length(actions, "transactItems", 1, MOST_ACTIONS)
                .check();
        List<Supplier<T>> half = actions.stream().map(read).toList();
        List<T> whole = new ArrayList<>(actions.size());
        refuse(half.stream().map(one -> tried(() -> whole.add(one.get()))).toList());
        return whole;
    }

    private static CancellationReason.Builder reason(String code, String message) {
        return CancellationReason.builder().code(code).message(message);
    }

    /** Why an action cannot be done; {@link #NONE} if it could. */
    private static CancellationReason tried(Runnable action) {
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

    private static void refuseRepeated(List<Place> places) {
        boolean repeated = new HashSet<>(places).size() < places.size();
        refuseIf(repeated, "Transaction request cannot include multiple operations on one item");
    }

    private static void refuseConflicts(List<Place> places, List<Place> conflicts) {
        if (!conflicts.isEmpty()) {
            refuse(places.stream()
                    .map(place -> conflicts.contains(place) ? CONFLICT : NONE)
                    .toList());
        }
    }

    /** Cancels a transaction if any of its actions has a reason. */
    private static void refuse(List<CancellationReason> reasons) {
        if (!reasons.stream().allMatch(NONE::equals)) {
            String codes = reasons.stream().map(CancellationReason::code).collect(Collectors.joining(", ", "[", "]"));
            throw Errors.of(
                    TransactionCanceledException.builder().cancellationReasons(reasons),
                    "Transaction cancelled, please refer cancellation reasons for specific reasons " + codes);
        }
    }

    /** Decides everything before it changes anything. */
    private Usage commit(TransactWriteItemsRequest request, List<Write> writes) {
        Usage usage = new Usage(Usage.Mode.TRANSACTIONAL);
        if (tokens.isRepeat(request)) {
            writes.forEach(write -> read(usage, write.table(), write.before()));
            return engine.used(usage);
        }
        List<Effect> effects = new ArrayList<>(writes.size());
        List<CancellationReason> reasons = writes.stream()
                .map(write -> tried(() -> effects.add(write.decide(engine, Usage.Mode.TRANSACTIONAL))))
                .toList();
        if (effects.size() < writes.size()) {
            writes.forEach(w -> usage.refused(w.refused()));
            engine.used(usage);
        }
        refuse(reasons);
        refuseIf(
                effects.stream().mapToLong(e -> e.after().size()).sum() > LARGEST,
                "Transaction request size exceeded 4 MB limit");
        effects.forEach(engine.tables()::apply);
        tokens.remember(request);
        effects.forEach(usage::write);
        return engine.used(usage);
    }

    private static void read(Usage usage, Table table, Item item) {
        usage.read(table, Optional.empty(), Usage.readUnits(item.size(), Usage.Mode.TRANSACTIONAL));
    }

    /** A read of a transaction. */
    private record Read(Table table, Place place, Optional<Projection> shown) {}

    /** Reads several items that no write comes between. */
    public TransactGetItemsResponse get(TransactGetItemsRequest request) {
        Parameters parameters = new Parameters(request);
        List<Read> reads = readAll(parameters, request.transactItems(), this::read);
        List<Place> places = reads.stream().map(Read::place).toList();
        refuseRepeated(places);
        refuseConflicts(
                places, places.stream().filter(engine.inFlight()::isTaken).toList());
        List<Item> items = engine.store().readTogether(() -> reads.stream()
                .map(read -> read.table().get(read.place().key()))
                .toList());
        refuseIf(
                items.stream().mapToLong(Item::size).sum() > LARGEST,
                "The aggregate size of the items in the transaction exceeds 4 MB");
        Usage usage = new Usage(Usage.Mode.TRANSACTIONAL);
        List<ItemResponse> responses = new ArrayList<>();
        for (int i = 0; i < reads.size(); i++) {
            Read read = reads.get(i);
            read(usage, read.table(), items.get(i));
            Map<String, AttributeValue> shown = Parameters.shown(items.get(i), read.shown());
            responses.add(ItemResponse.builder().item(shown).build());
        }
        return TransactGetItemsResponse.builder()
                .responses(responses)
                .consumedCapacity(engine.used(usage).answer(parameters))
                .build();
    }

    private Supplier<Read> read(TransactGetItem action) {
        Get get = action.get();
        refuseIf(get == null, "TransactItems can only contain one of Get");
        Optional<Projection> shown = new Parameters(get).check("Key").projection();
        Table table = engine.tables().get(get.tableName());
        Item key = Item.read(get.key());
        return () -> new Read(table, new Place(table.name(), table.key(Keys.checked(table, key))), shown);
    }

    /** The tokens of transactions that were done in the last ten minutes, so that a repeated one is not done again. */
    private static final class Tokens {
        private static final Duration VALID = Duration.ofMinutes(10);
        private static final int MANY = 10_000;

        private final MVMap<String, String> known;
        private final InstantSource clock;
        private int remembered;

        Tokens(Store store, InstantSource clock) {
            this.known = store.texts("tokens");
            this.clock = clock;
        }

        /** Whether the transaction has been done under its token; refuses a token that was used for another one. */
        boolean isRepeat(TransactWriteItemsRequest request) {
            String token = request.clientRequestToken();
            String entry = token == null ? null : known.get(token);
            if (entry == null || isOver(entry)) {
                return false;
            }
            if (!entry.endsWith(" " + digest(request))) {
                throw Errors.of(
                        IdempotentParameterMismatchException.builder(),
                        "Request token was used for a different set of parameters");
            }
            return true;
        }

        /** Notes a transaction that is done, if it has a token; only within its write. */
        void remember(TransactWriteItemsRequest request) {
            if (request.clientRequestToken() == null) {
                return;
            }
            if (++remembered % MANY == 0) {
                new ArrayList<>(known.keySet())
                        .stream().filter(token -> isOver(known.get(token))).forEach(known::remove);
            }
            known.put(request.clientRequestToken(), clock.millis() + " " + digest(request));
        }

        private boolean isOver(String entry) {
            long done = Long.parseLong(entry.substring(0, entry.indexOf(' ')));
            return clock.millis() > done + VALID.toMillis();
        }

        private static int digest(TransactWriteItemsRequest request) {
            return request.transactItems().toString().hashCode();
        }
    }
}
