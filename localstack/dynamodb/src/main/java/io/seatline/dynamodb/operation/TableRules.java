package io.seatline.dynamodb.operation;

import static io.seatline.dynamodb.error.Errors.*;

import io.seatline.dynamodb.operation.Parameters.Constraints;
import java.util.*;
import software.amazon.awssdk.services.dynamodb.model.*;

/** Checks the definitions of new tables. */
record TableRules(CreateTableRequest request, Set<String> defined, Set<String> used, Set<String> indexes) {
    private static final int MAX_GLOBAL = 20;
    private static final int MAX_LOCAL = 5;
    private static final List<String> UNSUPPORTED =
            List.of("OnDemandThroughput", "ResourcePolicy", "SSESpecification", "TableClass", "Tags", "WarmThroughput");

    static void check(CreateTableRequest request) {
        String missing = "The parameter 'TableName' is required but was not present in the request";
        refuseIf(request.tableName() == null, missing);
        new Parameters(request).refuse(UNSUPPORTED);
        TableRules rules = new TableRules(request, new HashSet<>(), new HashSet<>(), new HashSet<>());
        rules.constraints();
        rules.throughput();
        rules.attributes();
        rules.stream();
    }

    private void constraints() {
        Constraints constraints = new Constraints()
                .name(request.tableName(), "tableName", 3)
                .required(request.hasAttributeDefinitions() ? request : null, "attributeDefinitions")
                .required(request.hasKeySchema() ? request : null, "keySchema")
                .oneOf(request.billingModeAsString(), "billingMode", List.of("PROVISIONED", "PAY_PER_REQUEST"))
                .length(described(request.keySchema()), "keySchema", request.hasKeySchema() ? 1 : 0, 2);
        int position = 0;
        for (KeySchemaElement key : request.keySchema()) {
            String path = "keySchema." + ++position + ".member.keyType";
            constraints.oneOf(key.keyTypeAsString(), path, List.of("HASH", "RANGE"));
        }
        position = 0;
        for (AttributeDefinition attribute : request.attributeDefinitions()) {
            String path = "attributeDefinitions." + ++position + ".member.attributeType";
            constraints.oneOf(attribute.attributeTypeAsString(), path, List.of("B", "N", "S"));
        }
        constraints.check();
    }

    private static List<String> described(List<KeySchemaElement> keys) {
        String form = "KeySchemaElement(attributeName=%s, keyType=%s)";
        return keys.stream()
                .map(key -> form.formatted(key.attributeName(), key.keyTypeAsString()))
                .toList();
    }

    private void throughput() {
        ProvisionedThroughput given = request.provisionedThroughput();
        if (request.billingMode() == BillingMode.PAY_PER_REQUEST) {
            String rule = "Neither ReadCapacityUnits nor WriteCapacityUnits can be specified when BillingMode is ";
            refuseParameterIf(given != null, rule + request.billingMode());
            return;
        }
        String rule = "ReadCapacityUnits and WriteCapacityUnits must both be specified when BillingMode is PROVISIONED";
        refuseParameterIf(given == null, rule);
        new Constraints()
                .range(given.readCapacityUnits(), "provisionedThroughput.readCapacityUnits", 1, Long.MAX_VALUE)
                .range(given.writeCapacityUnits(), "provisionedThroughput.writeCapacityUnits", 1, Long.MAX_VALUE)
                .check();
    }

    private void attributes() {
        for (AttributeDefinition definition : request.attributeDefinitions()) {
            boolean isNew = defined.add(definition.attributeName());
            refuseParameterIf(!isNew, "Cannot have two attributes with the same name");
        }
        keys(request.keySchema(), "Invalid KeySchema: Some index key attribute have no definition");
        request.localSecondaryIndexes().forEach(this::local);
        request.globalSecondaryIndexes()
                .forEach(index -> index(index.indexName(), index.keySchema(), index.projection()));
        boolean tooManyGlobal = request.globalSecondaryIndexes().size() > MAX_GLOBAL;
        refuseParameterIf(tooManyGlobal, "GlobalSecondaryIndex count exceeds the per-table limit of " + MAX_GLOBAL);
        boolean tooManyLocal = request.localSecondaryIndexes().size() > MAX_LOCAL;
        refuseParameterIf(tooManyLocal, "Number of LocalSecondaryIndexes exceeds per-table limit of " + MAX_LOCAL);
        String unused = "Number of attributes in KeySchema does not exactly match number of attributes defined in ";
        refuseParameterIf(!used.equals(defined), unused + "AttributeDefinitions");
    }

    private void keys(List<KeySchemaElement> keys, String undefinedMessage) {
        boolean noHash = keys.getFirst().keyType() != KeyType.HASH;
        refuseIf(noHash, "Invalid KeySchema: The first KeySchemaElement is not a HASH key type");
        boolean noRange = keys.size() == 2 && keys.getLast().keyType() != KeyType.RANGE;
        refuseIf(noRange, "Invalid KeySchema: The second KeySchemaElement is not a RANGE key type");
        List<String> names = names(keys);
        refuseIf(new HashSet<>(names).size() < keys.size() || !defined.containsAll(names), undefinedMessage);
        used.addAll(names);
    }

    private static List<String> names(List<KeySchemaElement> keys) {
        return keys.stream().map(KeySchemaElement::attributeName).toList();
    }

    private void local(LocalSecondaryIndex index) {
        String rule =
                "Table KeySchema does not have a range key, which is required when specifying a LocalSecondaryIndex";
        refuseParameterIf(request.keySchema().size() < 2, rule);
        index(index.indexName(), index.keySchema(), index.projection());
        String partition = index.keySchema().getFirst().attributeName();
        String ofTable = request.keySchema().getFirst().attributeName();
        refuseParameterIf(
                !partition.equals(ofTable),
                "Index KeySchema does not have the same leading hash key as table KeySchema for index: "
                        + index.indexName() + ". index hash key: " + partition + ", table hash key: " + ofTable);
        boolean unsorted = index.keySchema().size() < 2;
        refuseParameterIf(unsorted, "Index KeySchema does not have a range key for index: " + index.indexName());
    }

    private void index(String name, List<KeySchemaElement> keys, Projection projection) {
        new Constraints()
                .name(name, "indexName", 3)
                .required(projection, "projection")
                .length(described(keys), "keySchema", 1, 2)
                .check();
        String type = projection.projectionTypeAsString();
        List<String> types = List.of("ALL", "INCLUDE", "KEYS_ONLY");
        new Constraints().oneOf(type, "projection.projectionType", types).check();
        String undefined = "One or more parameter values were invalid: Some index key attributes are not defined in"
                + " AttributeDefinitions. Keys: " + names(keys) + ", AttributeDefinitions: " + new TreeSet<>(defined);
        keys(keys, undefined);
        refuseParameterIf(type == null, "Unknown ProjectionType: null");
        boolean include = projection.projectionType() == ProjectionType.INCLUDE;
        refuseParameterIf(
                include != projection.hasNonKeyAttributes(),
                "ProjectionType is " + type + ", but NonKeyAttributes is " + (include ? "not specified" : "specified"));
        refuseParameterIf(!indexes.add(name), "Duplicate index name: " + name);
    }

    private void stream() {
        StreamSpecification requested = request.streamSpecification();
        if (requested == null) {
            return;
        }
        List<String> views = List.of("NEW_IMAGE", "OLD_IMAGE", "NEW_AND_OLD_IMAGES", "KEYS_ONLY");
        new Constraints()
                .oneOf(requested.streamViewTypeAsString(), "streamSpecification.streamViewType", views)
                .check();
        boolean enabled = Boolean.TRUE.equals(requested.streamEnabled());
        String rule = (enabled ? "is required" : "cannot be specified") + " when StreamEnabled is " + enabled;
        refuseParameterIf(enabled != (requested.streamViewType() != null), "StreamViewType " + rule);
    }
}
