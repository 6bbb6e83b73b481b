package io.seatline.local.template;

import com.fasterxml.jackson.databind.JsonNode;
import io.seatline.local.template.ResolvedTemplate.Queue;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/** An SQS queue, standard or FIFO. */
final class QueueType implements ResourceType {

    @Override
    public String name() {
        return "AWS::SQS::Queue";
    }

    @Override
    public Properties properties() {
        return Properties.honours(
                        "QueueName",
                        "FifoQueue",
                        "ContentBasedDeduplication",
                        "VisibilityTimeout",
                        "DelaySeconds",
                        "ReceiveMessageWaitTimeSeconds",
                        "RedrivePolicy.deadLetterTargetArn",
                        "RedrivePolicy.maxReceiveCount")
                .without("DeduplicationScope", "ElasticMQ deduplicates over the whole queue, so ids must differ there")
                .without("FifoThroughputLimit", "there is no limit")
                .without("KmsMasterKeyId", "messages stay in memory")
                .without("MessageRetentionPeriod", "ElasticMQ keeps a message until it is deleted or the process ends")
                .without("RedriveAllowPolicy", "one process may do everything")
                .without("SqsManagedSseEnabled", "messages stay in memory")
                .without("Tags", "they are for the bill");
    }

    @Override
    public String ref(Scope scope) {
        return scope.place().sqs() + "/" + Place.ACCOUNT + "/" + queueName(scope);
    }

    @Override
    public Optional<String> attribute(Scope scope, String attribute) {
        return switch (attribute) {
            case "Arn" -> Optional.of(Place.arn("sqs", queueName(scope)));
            case "QueueName" -> Optional.of(queueName(scope));
            case "QueueUrl" -> Optional.of(ref(scope));
            default -> Optional.empty();
        };
    }

    private static String queueName(Scope scope) {
        return scope.text("QueueName").orElse(scope.id());
    }

    @Override
    public void declare(Resource resource, ResolvedTemplate.Builder cloud) {
        Map<QueueAttributeName, String> attributes = new EnumMap<>(QueueAttributeName.class);
        copy(resource, "FifoQueue", QueueAttributeName.FIFO_QUEUE, attributes);
        copy(resource, "ContentBasedDeduplication", QueueAttributeName.CONTENT_BASED_DEDUPLICATION, attributes);
        copy(resource, "VisibilityTimeout", QueueAttributeName.VISIBILITY_TIMEOUT, attributes);
        copy(resource, "DelaySeconds", QueueAttributeName.DELAY_SECONDS, attributes);
        copy(
                resource,
                "ReceiveMessageWaitTimeSeconds",
                QueueAttributeName.RECEIVE_MESSAGE_WAIT_TIME_SECONDS,
                attributes);
        JsonNode redrive = resource.at("RedrivePolicy");
        if (!redrive.isMissingNode()) {
            attributes.put(QueueAttributeName.REDRIVE_POLICY, redrive.toString());
        }
        cloud.add(new Queue(
                resource.id(),
                resource.text("QueueName").orElse(resource.id()),
                attributes,
                resource.text("RedrivePolicy.deadLetterTargetArn")));
    }

    private static void copy(
            Resource resource, String property, QueueAttributeName name, Map<QueueAttributeName, String> attributes) {
        resource.text(property).ifPresent(value -> attributes.put(name, value));
    }
}
