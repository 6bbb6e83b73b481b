package io.seatline.local.lambda.eventsource;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.seatline.local.template.Place;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;

/** Messages as Lambda delivers them: docs.aws.amazon.com/lambda, "Using Lambda with Amazon SQS". */
final class SqsEvents {

    private SqsEvents() {}

    static ObjectNode event(List<Message> messages, String queueArn) {
        ObjectNode event = JsonNodeFactory.instance.objectNode();
        messages.forEach(message -> event.withArray("Records").add(message(message, queueArn)));
        return event;
    }

    static ObjectNode message(Message message, String queueArn) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put("messageId", message.messageId())
                .put("receiptHandle", message.receiptHandle())
                .put("body", message.body());
        ObjectNode attributes = node.putObject("attributes");
        message.attributesAsStrings().forEach(attributes::put);
        ObjectNode custom = node.putObject("messageAttributes");
        for (Map.Entry<String, MessageAttributeValue> attribute :
                message.messageAttributes().entrySet()) {
            custom.set(attribute.getKey(), value(attribute.getValue()));
        }
        return node.put("md5OfBody", message.md5OfBody())
                .put("eventSource", "aws:sqs")
                .put("eventSourceARN", queueArn)
                .put("awsRegion", Place.REGION);
    }

    private static ObjectNode value(MessageAttributeValue value) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        if (value.stringValue() != null) {
            node.put("stringValue", value.stringValue());
        }
        if (value.binaryValue() != null) {
            node.put(
                    "binaryValue",
                    Base64.getEncoder().encodeToString(value.binaryValue().asByteArray()));
        }
        node.putArray("stringListValues");
        node.putArray("binaryListValues");
        return node.put("dataType", value.dataType());
    }
}
