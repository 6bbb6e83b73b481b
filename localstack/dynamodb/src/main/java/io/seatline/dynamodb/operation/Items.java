package io.seatline.dynamodb.operation;

import io.seatline.dynamodb.error.Errors;
import io.seatline.dynamodb.expression.Projection;
import io.seatline.dynamodb.operation.Write.Kind;
import io.seatline.dynamodb.store.Key;
import io.seatline.dynamodb.table.*;
import io.seatline.dynamodb.value.*;
import java.util.*;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.services.dynamodb.model.*;

/** Reads and writes of single items: GetItem, PutItem, UpdateItem and DeleteItem. */
public final class Items {
    /** AWS tells the size of an item collection in steps of gigabytes. */
    private static final List<Double> SMALL_COLLECTION = List.of(0.0, 1.0);

    private final Engine engine;

    public Items(Engine engine) {
        this.engine = engine;
    }

    public GetItemResponse get(GetItemRequest request) {
        Parameters parameters = new Parameters(request).check("Key");
        Optional<Projection> shown = parameters.projection();
        Item given = Item.read(request.key());
        Table table = engine.tables().get(request.tableName());
        Key key = table.key(Keys.checked(table, given));
        Item item = engine.store().read(() -> table.get(key));
        double units = Usage.readUnits(item.size(), Usage.Mode.ofRead(request.consistentRead()));
        engine.throttle().read(table, Optional.empty(), key.partition(), units);
        Usage usage = engine.used(new Usage(Usage.Mode.STANDARD).read(table, Optional.empty(), units));
        return GetItemResponse.builder()
                .item(Parameters.shown(item, shown))
                .consumedCapacity(usage.answerOne(parameters))
                .build();
    }

    public PutItemResponse put(PutItemRequest request) {
        return write(Kind.PUT, request, PutItemResponse.builder()).build();
    }

    public UpdateItemResponse update(UpdateItemRequest request) {
        return write(Kind.UPDATE, request, UpdateItemResponse.builder()).build();
    }

    public DeleteItemResponse delete(DeleteItemRequest request) {
        return write(Kind.DELETE, request, DeleteItemResponse.builder()).build();
    }

    private <B extends SdkPojo> B write(Kind kind, SdkPojo given, B answer) {
        Parameters request = new Parameters(given).check(kind.parameter);
        String wanted = Objects.requireNonNullElse(request.get("ReturnValues"), "NONE");
        Errors.refuseIf(
                kind != Kind.UPDATE && !wanted.equals("NONE") && !wanted.equals("ALL_OLD"),
                "ReturnValues can only be ALL_OLD or NONE");
        Write write = Write.read(kind, request, engine.tables()).get();
        engine.inFlight().refuseIfTaken(write);
        Effect effect = commit(write);
        Usage usage = engine.used(new Usage(Usage.Mode.STANDARD).write(effect));
        Item returned =
                switch (wanted) {
                    case "ALL_OLD" -> effect.before();
                    case "ALL_NEW" -> effect.after();
                    case "UPDATED_OLD" -> write.touched(effect.before());
                    case "UPDATED_NEW" -> write.touched(effect.after());
                    default -> Item.NONE;
                };
        Parameters.set(answer, "Attributes", Parameters.shown(returned, Optional.empty()));
        Parameters.set(answer, "ConsumedCapacity", usage.answerOne(request));
        return Parameters.set(answer, "ItemCollectionMetrics", collection(request, effect));
    }

    private Effect commit(Write write) {
        try {
            return write.commit(engine);
        } catch (ConditionalCheckFailedException e) {
            engine.used(new Usage(Usage.Mode.STANDARD).refused(write.refused()));
            throw e;
        }
    }

    /** Only tables with local indexes have item collections. */
    private static ItemCollectionMetrics collection(Parameters request, Effect effect) {
        Table table = effect.table();
        if (!"SIZE".equals(request.get("ReturnItemCollectionMetrics"))
                || !table.description().hasLocalSecondaryIndexes()) {
            return null;
        }
        AttributeValue partition = effect.key().partition().toSdk();
        return ItemCollectionMetrics.builder()
                .itemCollectionKey(Map.of(table.keys().partition().name(), partition))
                .sizeEstimateRangeGB(SMALL_COLLECTION)
                .build();
    }
}
