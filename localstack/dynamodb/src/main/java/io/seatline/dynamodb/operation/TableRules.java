package io.seatline.dynamodb.operation;

import static io.seatline.dynamodb.error.Errors.*;

import io.seatline.dynamodb.operation.Parameters.Constraints;
import java.util.*;
import software.amazon.awssdk.services.dynamodb.model.*;

/** The rules for new tables. */
final class TableRules {
    private static final int MOST_GLOBAL = 20;
    private static final int MOST_LOCAL = 5;
    private static final List<String> UNSUPPORTED =
            List.of("OnDemandThroughput", "ResourcePolicy", "SSESpecification", "TableClass", "Tags", "WarmThroughput");

    private final CreateTableRequest request;
    private final Set<String> defined = new HashSet<>();
    private final Set<String> used = new HashSet<>();
    private final Set<String> indexes = new HashSet<>();

    private TableRules(CreateTableRequest request) {
        this.request = request;
    }

    /** Refuses what breaks a rule. */
    static void check(CreateTableRequest request) {
        refuseIf(
                request.tableName() == null,
                "The parameter 'TableName' is required but was not present in the request");
        new Parameters(request).refuse(UNSUPPORTED);
        TableRules rules = new TableRules(request);
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
                .length(shown(request.keySchema()), "keySchema", request.hasKeySchema() ? 1 : 0, 2);
        for (int i = 0; i < request.keySchema().size(); i++) {
            String type = request.keySchema().get(i).keyTypeAsString();
            constraints.oneOf(type, "keySchema." + (i + 1) + ".member.keyType", List.of("HASH", "RANGE"));
        }
        for (int i = 0; i < request.attributeDefinitions().size(); i++) {
            String path = "attributeDefinitions." + (i + 1) + ".member.attributeType";
            String type = request.attributeDefinitions().get(i).attributeTypeAsString();
            constraints.oneOf(type, path, List.of("B", "N", "S"));
        }
        constraints.check();
    }

    /** As AWS writes them in messages. */
    private static List<String> shown(List<KeySchemaElement> keys) {
        String form = "KeySchemaElement(attributeName=%s, keyType=%s)";
        return keys.stream()
                .map(key -> form.formatted(key.attributeName(), key.keyTypeAsString()))
                .toList();
    }

    private void throughput() {
        ProvisionedThroughput given = request.provisionedThroughput();
        boolean onDemand = request.billingMode() == BillingMode.PAY_PER_REQUEST;
        refuseParameterIf(
                onDemand && given != null,
                "Neither ReadCapacityUnits nor WriteCapacityUnits can be specified when BillingMode is"
                        + " PAY_PER_REQUEST");
        refuseParameterIf(
                !onDemand && given == null,
                "ReadCapacityUnits and WriteCapacityUnits must both be specified when BillingMode is PROVISIONED");
        if (given != null) {
            new Constraints()
                    .range(given.readCapacityUnits(), "provisionedThroughput.readCapacityUnits", 1, Long.MAX_VALUE)
                    .range(given.writeCapacityUnits(), "provisionedThroughput.writeCapacityUnits", 1, Long.MAX_VALUE)
                    .check();
        }
    }

    private void attributes() {
        for (AttributeDefinition definition : request.attributeDefinitions()) {
            boolean fresh = defined.add(definition.attributeName());
            refuseParameterIf(!fresh, "Cannot have two attributes with the same name");
        }
        keys(request.keySchema(), "Invalid KeySchema: Some index key attribute have no definition");
        request.localSecondaryIndexes().forEach(this::local);
        request.globalSecondaryIndexes()
                .forEach(index -> index(index.indexName(), index.keySchema(), index.projection()));
        refuseParameterIf(
                request.globalSecondaryIndexes().size() > MOST_GLOBAL,
                "GlobalSecondaryIndex count exceeds the per-table limit of " + MOST_GLOBAL);
        refuseParameterIf(
                request.localSecondaryIndexes().size() > MOST_LOCAL,
                "Number of LocalSecondaryIndexes exceeds per-table limit of " + MOST_LOCAL);
        refuseParameterIf(
                !used.equals(defined),
                "Number of attributes in KeySchema does not exactly match number of attributes defined in"
                        + " AttributeDefinitions");
    }

    private void keys(List<KeySchemaElement> keys, String whereUndefined) {
        refuseIf(
                keys.getFirst().keyType() != KeyType.HASH,
                "Invalid KeySchema: The first KeySchemaElement is not a HASH key type");
        refuseIf(
                keys.size() == 2 && keys.getLast().keyType() != KeyType.RANGE,
                "Invalid KeySchema: The second KeySchemaElement is not a RANGE key type");
        List<String> names = names(keys);
        refuseIf(new HashSet<>(names).size() < keys.size() || !defined.containsAll(names), whereUndefined);
        used.addAll(names);
    }

    private static List<String> names(List<KeySchemaElement> keys) {
        return keys.stream().map(KeySchemaElement::attributeName).toList();
    }

    private void local(LocalSecondaryIndex index) {
        refuseParameterIf(
                request.keySchema().size() < 2,
                "Table KeySchema does not have a range key, which is required when specifying a LocalSecondaryIndex");
        index(index.indexName(), index.keySchema(), index.projection());
        String partition = index.keySchema().getFirst().attributeName();
        String ofTable = request.keySchema().getFirst().attributeName();
        refuseParameterIf(
                !partition.equals(ofTable),
                "Index KeySchema does not have the same leading hash key as table KeySchema for index: "
                        + index.indexName() + ". index hash key: " + partition + ", table hash key: " + ofTable);
        refuseParameterIf(
                index.keySchema().size() < 2,
                "Index KeySchema does not have a range key for index: " + index.indexName());
    }

    private void index(String name, List<KeySchemaElement> keys, Projection projection) {
        new Constraints()
                .name(name, "indexName", 3)
                .required(projection, "projection")
                .length(shown(keys), "keySchema", 1, 2)
                .check();
        String type = projection.projectionTypeAsString();
        new Constraints()
                .oneOf(type, "projection.projectionType", List.of("ALL", "INCLUDE", "KEYS_ONLY"))
                .check();
        keys(
                keys,
                "One or more parameter values were invalid: Some index key attributes are not defined in"
                        + " AttributeDefinitions. Keys: " + names(keys) + ", AttributeDefinitions: "
                        + defined.stream().sorted().toList());
        refuseParameterIf(type == null, "Unknown ProjectionType: null");
        boolean include = projection.projectionType() == ProjectionType.INCLUDE;
        refuseParameterIf(
                include != projection.hasNonKeyAttributes(),
                "ProjectionType is " + type + ", but NonKeyAttributes is " + (include ? "not specified" : "specified"));
        refuseParameterIf(!indexes.add(name), "Duplicate index name: " + name);
    }

    private void stream() {
        StreamSpecification wanted = request.streamSpecification();
        if (wanted == null) {
            return;
        }
        List<String> views = List.of("NEW_IMAGE", "OLD_IMAGE", "NEW_AND_OLD_IMAGES", "KEYS_ONLY");
        new Constraints()
                .oneOf(wanted.streamViewTypeAsString(), "streamSpecification.streamViewType", views)
                .check();
        boolean enabled = Boolean.TRUE.equals(wanted.streamEnabled());
        String how =
                enabled ? "is required when StreamEnabled is true" : "cannot be specified when StreamEnabled is false";
        refuseParameterIf(enabled != (wanted.streamViewType() != null), "StreamViewType " + how);
    }
}
