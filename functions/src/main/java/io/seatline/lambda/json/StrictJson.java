package io.seatline.lambda.json;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonStreamContext;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * Parses JSON and refuses what Jackson accepts by default: duplicate names, text after the end, other encodings than
 * UTF-8.
 */
public final class StrictJson {
    /** The field of a problem with the document itself. */
    public static final String BODY = "body";

    /** What a decoder writes in place of bytes that are not UTF-8; API Gateway decodes bodies before Lambda sees them. */
    private static final char REPLACEMENT = '\uFFFD';

    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private StrictJson() {}

    /** Parses UTF-8; throws {@link InvalidField} with the path of a duplicate name, else with {@link #BODY}. */
    public static JsonNode parse(byte[] utf8) {
        return parse(decode(utf8));
    }

    /** Parses a text; throws {@link InvalidField} with the path of a duplicate name, else with {@link #BODY}. */
    public static JsonNode parse(String text) {
        if (text.indexOf(REPLACEMENT) >= 0) {
            throw notUtf8();
        }
        try {
            return JSON.readTree(text);
        } catch (StreamConstraintsException e) {
            throw new InvalidField(BODY, "nested too deeply, or a number or a name too long" + at(e.getLocation()));
        } catch (JsonProcessingException e) {
            if (e.getProcessor() instanceof JsonParser parser
                    && e.getOriginalMessage().startsWith("Duplicate field")) {
                throw new InvalidField(path(parser.getParsingContext()), "duplicate field" + at(e.getLocation()));
            }
            throw new InvalidField(BODY, "not JSON" + at(e.getLocation()));
        }
    }

    /** Decodes UTF-8; throws {@link InvalidField} if the bytes are not. */
    static String decode(byte[] utf8) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(utf8))
                    .toString();
        } catch (CharacterCodingException _) {
            throw notUtf8();
        }
    }

    private static InvalidField notUtf8() {
        return new InvalidField(BODY, "must be UTF-8");
    }

    private static String at(JsonLocation where) {
        return where == null ? "" : " at line " + where.getLineNr() + ", column " + where.getColumnNr();
    }

    /** The path of a place, such as {@code shows[3].hall}. */
    private static String path(JsonStreamContext context) {
        if (context.inRoot()) {
            return "";
        }
        String parent = path(context.getParent());
        if (context.inArray()) {
            return parent + "[" + context.getCurrentIndex() + "]";
        }
        return parent.isEmpty() ? context.getCurrentName() : parent + "." + context.getCurrentName();
    }
}
