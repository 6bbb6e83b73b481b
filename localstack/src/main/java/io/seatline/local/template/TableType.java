package io.seatline.local.template;

import com.fasterxml.jackson.databind.JsonNode;
import io.seatline.local.template.ResolvedTemplate.Table;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.StreamSupport;
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

/** A DynamoDB table with its indexes, stream and time to live. */
final class TableType implements ResourceType {

    @Override
    public String name() {
        return "AWS::DynamoDB::Table";
    }

    @Override
    public Properties properties() {
        return Properties.honours(
                        "TableName",
                        "AttributeDefinitions.AttributeName",
                        "AttributeDefinitions.AttributeType",
                        "KeySchema.AttributeName",
                        "KeySchema.KeyType",
                        "BillingMode",
                        "GlobalSecondaryIndexes.IndexName",
                        "GlobalSecondaryIndexes.KeySchema.AttributeName",
                        "GlobalSecondaryIndexes.KeySchema.KeyType",
                        "GlobalSecondaryIndexes.Projection.NonKeyAttributes",
                        "GlobalSecondaryIndexes.Projection.ProjectionType",
                        "LocalSecondaryIndexes.IndexName",
                        "LocalSecondaryIndexes.KeySchema.AttributeName",
                        "LocalSecondaryIndexes.KeySchema.KeyType",
                        "LocalSecondaryIndexes.Projection.NonKeyAttributes",
                        "LocalSecondaryIndexes.Projection.ProjectionType",
                        "StreamSpecification.StreamViewType",
                        "TimeToLiveSpecification.AttributeName",
                        "TimeToLiveSpecification.Enabled")
                .without("DeletionProtectionEnabled", "the local tables belong to whoever runs them")
                .without("PointInTimeRecoverySpecification", "the local tables are one directory, or none")
                .without("ContributorInsightsSpecification", "there are no CloudWatch metrics")
                .without("SSESpecification", "the disk is the machine's own")
                .without("TableClass", "it is about the price")
                .without("Tags", "they are for the bill");
    }

    @Override
    public String ref(Scope scope) {
        return tableName(scope);
    }

    @Override
    public Optional<String> attribute(Scope scope, String attribute) {
        return switch (attribute) {
            case "Arn" -> Optional.of(Place.arn("dynamodb", "table/" + tableName(scope)));
            // The engine gives the stream its label; whoever reads the stream finds it by the table.
            case "StreamArn" -> Optional.of(Place.arn("dynamodb", "table/" + tableName(scope) + "/stream/latest"));
            default -> Optional.empty();
        };
    }

    private static String tableName(Scope scope) {
        return scope.text("TableName").orElse(scope.id());
    }

    @Override
    public void declare(Resource resource, ResolvedTemplate.Builder cloud) {
        if (!resource.text("BillingMode").orElse("PROVISIONED").equals("PAY_PER_REQUEST")) {
            throw resource.refuse("BillingMode", "only PAY_PER_REQUEST runs locally.");
        }
        String name = resource.text("TableName").orElse(resource.id());
        CreateTableRequest.Builder request = CreateTableRequest.builder()
                .tableName(name)
                .billingMode(BillingMode.PAY_PER_REQUEST)
                .attributeDefinitions(attributes(resource))
                .keySchema(keys(resource, resource.at("KeySchema")));
        List<GlobalSecondaryIndex> global = resource.list("GlobalSecondaryIndexes").stream()
                .map(index -> GlobalSecondaryIndex.builder()
                        .indexName(index.path("IndexName").asText())
                        .keySchema(keys(resource, index.path("KeySchema")))
                        .projection(projection(resource, index.path("Projection")))
                        .build())
                .toList();
        List<LocalSecondaryIndex> local = resource.list("LocalSecondaryIndexes").stream()
                .map(index -> LocalSecondaryIndex.builder()
                        .indexName(index.path("IndexName").asText())
                        .keySchema(keys(resource, index.path("KeySchema")))
                        .projection(projection(resource, index.path("Projection")))
                        .build())
                .toList();
        if (!global.isEmpty()) {
            request.globalSecondaryIndexes(global);
        }
        if (!local.isEmpty()) {
            request.localSecondaryIndexes(local);
        }
        JsonNode stream = resource.at("StreamSpecification");
        if (!stream.isMissingNode()) {
            request.streamSpecification(StreamSpecification.builder()
                    .streamEnabled(true)
                    .streamViewType(known(resource, stream, "StreamViewType", StreamViewType.knownValues()))
                    .build());
        }
        cloud.add(new Table(resource.id(), request.build()));
    }

    private static List<AttributeDefinition> attributes(Resource resource) {
        return resource.list("AttributeDefinitions").stream()
                .map(attribute -> AttributeDefinition.builder()
                        .attributeName(attribute.path("AttributeName").asText())
                        .attributeType(known(resource, attribute, "AttributeType", ScalarAttributeType.knownValues()))
                        .build())
                .toList();
    }

    private static List<KeySchemaElement> keys(Resource resource, JsonNode schema) {
        return StreamSupport.stream(schema.spliterator(), false)
                .map(key -> KeySchemaElement.builder()
                        .attributeName(key.path("AttributeName").asText())
                        .keyType(known(resource, key, "KeyType", KeyType.knownValues()))
                        .build())
                .toList();
    }

    private static Projection projection(Resource resource, JsonNode node) {
        Projection.Builder projection = Projection.builder()
                .projectionType(known(resource, node, "ProjectionType", ProjectionType.knownValues()));
        if (node.has("NonKeyAttributes")) {
            projection.nonKeyAttributes(
                    StreamSupport.stream(node.path("NonKeyAttributes").spliterator(), false)
                            .map(JsonNode::asText)
                            .toList());
        }
        return projection.build();
    }

    /** Reads one of DynamoDB's own words; the engine would refuse another without saying whose it is. */
    private static String known(Resource resource, JsonNode node, String property, Set<?> words) {
        String word = node.path(property).asText();
        if (words.stream().map(Object::toString).noneMatch(word::equals)) {
            throw resource.refuse(property, "\"" + word + "\" is none of " + words + ".");
        }
        return word;
    }
}
