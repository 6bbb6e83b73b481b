package io.seatline.lambda.json;

import com.amazonaws.services.lambda.runtime.events.DynamodbEvent.DynamodbStreamRecord;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Writes a stream record as Lambda delivers it. */
public final class StreamRecordJson {
    /** Names such as {@code NewImage} and {@code BOOL}. */
    private static final ObjectMapper UPPER_CAMEL = JsonMapper.builder()
            .enable(MapperFeature.USE_STD_BEAN_NAMING)
            .propertyNamingStrategy(PropertyNamingStrategies.UPPER_CAMEL_CASE)
            .defaultPropertyInclusion(
                    JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, JsonInclude.Include.ALWAYS))
            .build();

    private StreamRecordJson() {}

    /** The event with this record alone, so that the function can be invoked with it again. */
    public static String eventOf(DynamodbStreamRecord record) {
        ObjectNode event = UPPER_CAMEL.createObjectNode();
        ObjectNode node = event.putArray("Records").addObject();
        node.put("eventID", record.getEventID())
                .put("eventName", record.getEventName())
                .put("eventVersion", record.getEventVersion())
                .put("eventSource", record.getEventSource())
                .put("awsRegion", record.getAwsRegion())
                .put("eventSourceARN", record.getEventSourceARN());
        ObjectNode images = UPPER_CAMEL.valueToTree(record.getDynamodb());
        images.put(
                "ApproximateCreationDateTime",
                record.getDynamodb()
                        .getApproximateCreationDateTime()
                        .toInstant()
                        .getEpochSecond());
        node.set("dynamodb", images);
        return event.toString();
    }
}
