package io.seatline.local.template;

import com.fasterxml.jackson.databind.JsonNode;
import io.seatline.local.template.ResolvedTemplate.Table;
import java.util.List;
import java.util.Set;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.CreateTableRequest;
import software.amazon.awssdk.services.dynamodb.model.GlobalSecondaryIndex;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.LocalSecondaryIndex;
import software.amazon.awssdk.services.dynamodb.model.Projection;
import software.amazon.awssdk.services.dynamodb.model.ProjectionType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.awssdk.services.dynamodb.model.StreamSpecification;
import software.amazon.awssdk.services.dynamodb.model.StreamViewType;

/** Reads a DynamoDB table with its indexes and stream. */
final class TableReader {

    private final Resource resource;

    private TableReader(Resource resource) {
        this.resource = resource;
    }

    static Table read(Resource resource) {
        return new Table(resource.id(), new TableReader(resource).request());
    }

    private CreateTableRequest request() {
        CreateTableRequest.Builder request = CreateTableRequest.builder()
                .tableName(resource.text("TableName").orElse(resource.id()))
                .billingMode(BillingMode.PAY_PER_REQUEST)
                .attributeDefinitions(resource.list("AttributeDefinitions").stream()
                        .map(this::attribute)
                        .toList())
                .keySchema(keys(resource.at("KeySchema")));
        List<JsonNode> global = resource.list("GlobalSecondaryIndexes");
        if (!global.isEmpty()) {
            request.globalSecondaryIndexes(global.stream()
                    .map(index -> GlobalSecondaryIndex.builder()
                            .indexName(index.path("IndexName").asText())
                            .keySchema(keys(index.path("KeySchema")))
                            .projection(projection(index.path("Projection")))
                            .build())
                    .toList());
        }
        List<JsonNode> local = resource.list("LocalSecondaryIndexes");
        if (!local.isEmpty()) {
            request.localSecondaryIndexes(local.stream()
                    .map(index -> LocalSecondaryIndex.builder()
                            .indexName(index.path("IndexName").asText())
                            .keySchema(keys(index.path("KeySchema")))
                            .projection(projection(index.path("Projection")))
                            .build())
                    .toList());
        }
        JsonNode stream = resource.at("StreamSpecification");
        if (!stream.isMissingNode()) {
            request.streamSpecification(StreamSpecification.builder()
                    .streamEnabled(true)
                    .streamViewType(oneOf(StreamViewType.knownValues(), stream, "StreamViewType"))
                    .build());
        }
        return request.build();
    }

    private AttributeDefinition attribute(JsonNode attribute) {
        return AttributeDefinition.builder()
                .attributeName(attribute.path("AttributeName").asText())
                .attributeType(oneOf(ScalarAttributeType.knownValues(), attribute, "AttributeType"))
                .build();
    }

    private List<KeySchemaElement> keys(JsonNode schema) {
        return schema.valueStream()
                .map(key -> KeySchemaElement.builder()
                        .attributeName(key.path("AttributeName").asText())
                        .keyType(oneOf(KeyType.knownValues(), key, "KeyType"))
                        .build())
                .toList();
    }

    private Projection projection(JsonNode node) {
        Projection.Builder projection =
                Projection.builder().projectionType(oneOf(ProjectionType.knownValues(), node, "ProjectionType"));
        if (node.has("NonKeyAttributes")) {
            projection.nonKeyAttributes(node.path("NonKeyAttributes")
                    .valueStream()
                    .map(JsonNode::asText)
                    .toList());
        }
        return projection.build();
    }

    /** Reads an enumerated value; the engine would refuse another without naming the resource. */
    private String oneOf(Set<?> values, JsonNode node, String property) {
        String value = node.path(property).asText();
        if (values.stream().map(Object::toString).noneMatch(value::equals)) {
            throw resource.refuse(property, "\"" + value + "\" is none of " + values + ".");
        }
        return value;
    }
}
