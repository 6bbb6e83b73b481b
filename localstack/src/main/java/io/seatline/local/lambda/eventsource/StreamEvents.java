package io.seatline.local.lambda.eventsource;

import io.seatline.dynamodb.json.Json;
import java.nio.charset.StandardCharsets;
import software.amazon.awssdk.protocols.jsoncore.JsonWriter;
import software.amazon.awssdk.services.dynamodb.model.Identity;
import software.amazon.awssdk.services.dynamodb.model.Record;

/** Stream records as Lambda delivers them: docs.aws.amazon.com/lambda, "Using Lambda with DynamoDB". */
final class StreamEvents {

    private StreamEvents() {}

    /** The JSON of a record in an event. Lambda's names are those of the streams' own API, but for the identity's. */
    static String record(Record record, String streamArn) {
        JsonWriter json = JsonWriter.create();
        json.writeStartObject();
        Json.writeMembers(json, record.toBuilder().userIdentity((Identity) null).build());
        json.writeFieldName("eventSourceARN").writeValue(streamArn);
        json.writeEndObject();
        return new String(json.getBytes(), StandardCharsets.UTF_8);
    }
}
