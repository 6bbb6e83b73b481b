package io.seatline.lambda.runtime.logging;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.slf4j.event.Level;

/** One line of the log. The names of its members are those that Powertools for AWS Lambda gives them. */
final class JsonLine {
    private static final JsonFactory JSON = new JsonFactory();
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

    /** Members that are no texts in JSON. */
    private static final Set<String> LITERAL = Set.of("cold_start", "function_memory_size");

    private JsonLine() {}

    /** Never has a line break in it, whatever was logged. */
    static String of(Level level, String logger, String message, Throwable thrown, JsonLogger.Sink sink) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(text)) {
            json.writeStartObject();
            json.writeStringField("level", level.name());
            json.writeStringField("message", message);
            json.writeStringField("logger", logger);
            if (thrown != null) {
                writeError(json, thrown);
            }
            Map<String, String> fields = sink.fields().get();
            for (Map.Entry<String, String> field : new TreeMap<>(fields == null ? Map.of() : fields).entrySet()) {
                json.writeFieldName(field.getKey());
                if (LITERAL.contains(field.getKey())) {
                    json.writeRawValue(field.getValue());
                } else {
                    json.writeString(field.getValue());
                }
            }
            json.writeStringField("service", sink.service());
            json.writeStringField("timestamp", TIME.format(sink.clock().instant()));
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("a text cannot be written to", e);
        }
        return text.toString();
    }

    private static void writeError(JsonGenerator json, Throwable thrown) throws IOException {
        StringWriter stack = new StringWriter();
        thrown.printStackTrace(new PrintWriter(stack));
        json.writeObjectFieldStart("error");
        json.writeStringField("message", thrown.getMessage());
        json.writeStringField("name", thrown.getClass().getName());
        json.writeStringField("stack", stack.toString());
        json.writeEndObject();
    }
}
