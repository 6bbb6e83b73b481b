package io.seatline.dynamodb.http;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import io.seatline.dynamodb.json.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.UUID;
import java.util.zip.CRC32;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.protocols.jsoncore.JsonWriter;

/** An HTTP response. */
@SuppressWarnings("ArrayRecordComponent") // Nothing compares answers.
record Answer(int status, String contentType, byte[] body) {
    static final String JSON = "application/x-amz-json-1.0";

    /** Errors whose message AWS writes with a capital. */
    private static final Set<String> CAPITAL_MESSAGE = Set.of(
            "SerializationException",
            "TransactionCanceledException",
            "TransactionInProgressException",
            "IdempotentParameterMismatchException");

    static Answer json(int status, byte[] body) {
        return new Answer(status, JSON, body);
    }

    static Answer text(int status, String body) {
        return new Answer(status, "text/plain", body.getBytes(StandardCharsets.UTF_8));
    }

    /** An error as AWS writes it: a qualified code in {@code __type}, a message, and the members of the exception. */
    static Answer error(AwsServiceException e) {
        // The exception's own message ends with the status and the service, for the logs of a client.
        AwsErrorDetails details = e.awsErrorDetails();
        JsonWriter json = start(details.errorCode(), details.errorMessage());
        Json.writeMembers(json, e);
        return json(e.statusCode(), json.writeEndObject().getBytes());
    }

    static Answer error(int status, String code, String message) {
        return json(status, start(code, message).writeEndObject().getBytes());
    }

    private static JsonWriter start(String code, String message) {
        JsonWriter json = JsonWriter.create().writeStartObject();
        json.writeFieldName("__type").writeValue(namespace(code) + "#" + code);
        return json.writeFieldName(CAPITAL_MESSAGE.contains(code) ? "Message" : "message")
                .writeValue(message);
    }

    private static String namespace(String code) {
        return switch (code) {
            case "ValidationException" -> "com.amazon.coral.validate";
            case "ThrottlingException" -> "com.amazon.coral.availability";
            case "MissingAuthenticationTokenException", "SerializationException", "UnknownOperationException" ->
                "com.amazon.coral.service";
            default -> "com.amazonaws.dynamodb.v20120810";
        };
    }

    /** Writes the response with the headers that SDKs expect; they verify the checksum. */
    void send(HttpExchange exchange) throws IOException {
        CRC32 checksum = new CRC32();
        checksum.update(body);
        Headers headers = exchange.getResponseHeaders();
        headers.set("Content-Type", contentType);
        headers.set("x-amzn-RequestId", UUID.randomUUID().toString());
        headers.set("x-amz-crc32", Long.toString(checksum.getValue()));
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
    }
}
