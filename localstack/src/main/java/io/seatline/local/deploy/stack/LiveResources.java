package io.seatline.local.deploy.stack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.util.SdkAutoConstructList;
import software.amazon.awssdk.core.util.SdkAutoConstructMap;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.scheduler.SchedulerClient;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/**
 * Reads deployed resources from their services, in CloudFormation's property names. Those are nearly the services' own,
 * so few answers need renaming.
 */
final class LiveResources implements AutoCloseable {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final DynamoDbClient dynamoDb;
    private final SqsClient sqs;
    private final LambdaClient lambda;
    private final EventBridgeClient eventBridge;
    private final SchedulerClient scheduler;

    LiveResources(Endpoint endpoint) {
        dynamoDb = endpoint.client(DynamoDbClient.builder());
        sqs = endpoint.client(SqsClient.builder());
        lambda = endpoint.client(LambdaClient.builder());
        eventBridge = endpoint.client(EventBridgeClient.builder());
        scheduler = endpoint.client(SchedulerClient.builder());
    }

    /**
     * Reads one resource.
     *
     * @param properties what the template says, for the names
     * @param physicalId what the emulator called it
     * @return empty for a type that is not compared
     */
    Optional<JsonNode> properties(String type, JsonNode properties, String physicalId) {
        return Optional.ofNullable(
                switch (type) {
                    case "AWS::DynamoDB::Table" -> table(physicalId);
                    case "AWS::SQS::Queue" -> queue(physicalId);
                    case "AWS::Lambda::Function" ->
                        tree(lambda.getFunctionConfiguration(r -> r.functionName(physicalId)));
                    case "AWS::Lambda::EventSourceMapping" -> mapping(physicalId);
                    case "AWS::Lambda::EventInvokeConfig" ->
                        tree(lambda.getFunctionEventInvokeConfig(r -> r.functionName(text(properties, "FunctionName"))
                                        .qualifier(text(properties, "Qualifier"))))
                                .put("FunctionName", text(properties, "FunctionName"))
                                .put("Qualifier", text(properties, "Qualifier"));
                    case "AWS::Lambda::Url" -> url(properties);
                    case "AWS::Events::Rule" -> rule(properties);
                    case "AWS::Scheduler::Schedule" ->
                        tree(scheduler.getSchedule(
                                r -> r.groupName(text(properties, "GroupName")).name(text(properties, "Name"))));
                    default -> null;
                });
    }

    private JsonNode table(String name) {
        ObjectNode table = tree(dynamoDb.describeTable(r -> r.tableName(name)).table());
        table.set("BillingMode", table.path("BillingModeSummary").path("BillingMode"));
        var ttl = dynamoDb.describeTimeToLive(r -> r.tableName(name)).timeToLiveDescription();
        table.putObject("TimeToLiveSpecification")
                .put("AttributeName", ttl.attributeName())
                .put("Enabled", "ENABLED".equals(ttl.timeToLiveStatusAsString()));
        String recovery = dynamoDb.describeContinuousBackups(r -> r.tableName(name))
                .continuousBackupsDescription()
                .pointInTimeRecoveryDescription()
                .pointInTimeRecoveryStatusAsString();
        table.putObject("PointInTimeRecoverySpecification")
                .put("PointInTimeRecoveryEnabled", "ENABLED".equals(recovery));
        return table;
    }

    private JsonNode queue(String url) {
        ObjectNode queue = NODES.objectNode().put("QueueName", url.substring(url.lastIndexOf('/') + 1));
        sqs.getQueueAttributes(r -> r.queueUrl(url).attributeNames(QueueAttributeName.ALL))
                .attributesAsStrings()
                .forEach(queue::put);
        return queue;
    }

    private JsonNode mapping(String uuid) {
        ObjectNode mapping = tree(lambda.getEventSourceMapping(r -> r.uuid(uuid)));
        mapping.set("FunctionName", mapping.path("FunctionArn"));
        mapping.put("Enabled", "Enabled".equals(mapping.path("State").asText()));
        return mapping;
    }

    private JsonNode url(JsonNode properties) {
        String qualifier = text(properties, "Qualifier");
        String target = text(properties, "TargetFunctionArn");
        String function = target.substring(target.lastIndexOf(':') + 1);
        ObjectNode url =
                tree(lambda.getFunctionUrlConfig(r -> r.functionName(function).qualifier(qualifier)));
        String arn = url.path("FunctionArn").asText();
        // AWS answers with the alias in the ARN.
        url.put("TargetFunctionArn", arn.endsWith(":" + qualifier) ? arn.substring(0, arn.lastIndexOf(':')) : arn);
        return url.put("Qualifier", qualifier);
    }

    private JsonNode rule(JsonNode properties) {
        String name = text(properties, "Name");
        String bus = text(properties, "EventBusName");
        ObjectNode rule = tree(eventBridge.describeRule(r -> r.name(name).eventBusName(bus)));
        rule.set(
                "Targets",
                tree(eventBridge.listTargetsByRule(r -> r.rule(name).eventBusName(bus)))
                        .path("Targets"));
        return rule;
    }

    private static String text(JsonNode properties, String name) {
        return properties.path(name).asText();
    }

    private static ObjectNode tree(SdkPojo pojo) {
        ObjectNode tree = NODES.objectNode();
        for (SdkField<?> field : pojo.sdkFields()) {
            node(field.getValueOrDefault(pojo)).ifPresent(value -> tree.set(field.memberName(), value));
        }
        return tree;
    }

    private static Optional<JsonNode> node(Object value) {
        return switch (value) {
            case null -> Optional.empty();
            case SdkAutoConstructList<?> _, SdkAutoConstructMap<?, ?> _ -> Optional.empty();
            case SdkPojo pojo -> Optional.of(tree(pojo));
            case List<?> list -> {
                ArrayNode nodes = NODES.arrayNode();
                list.forEach(element -> node(element).ifPresent(nodes::add));
                yield Optional.of(nodes);
            }
            case Map<?, ?> map -> {
                ObjectNode nodes = NODES.objectNode();
                map.forEach((name, element) -> node(element).ifPresent(n -> nodes.set(name.toString(), n)));
                yield Optional.of(nodes);
            }
            default -> Optional.of(TextNode.valueOf(value.toString()));
        };
    }

    @Override
    public void close() {
        dynamoDb.close();
        sqs.close();
        lambda.close();
        eventBridge.close();
        scheduler.close();
    }
}
