package io.seatline.local.engine;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import software.amazon.dynamodb.services.local.shared.access.sqlite.SQLiteDBAccess;
import software.amazon.dynamodb.services.local.shared.access.sqlite.TableSchemaInfo;
import software.amazon.dynamodb.services.local.shared.mapper.DynamoDbObjectMapper;

/**
 * The tables' schemas by the text in which DynamoDB Local keeps them. It reads and parses the text anew for every item
 * that is written or read, a third of all its work; the same text gives the same schema.
 */
final class KnownSchemas extends JsonDeserializer<TableSchemaInfo> {
    private static final String WHERE_ITEMS_ARE_READ_AND_WRITTEN = SQLiteDBAccess.class.getName() + "Job";

    private final ObjectMapper plain = new DynamoDbObjectMapper();
    private final Map<ByteBuffer, TableSchemaInfo> known = new ConcurrentHashMap<>();

    private KnownSchemas() {}

    /** Has the engine know them; to be called before it is used. Twice is as good as once. */
    static void remember() throws ReflectiveOperationException {
        Field mapper = Class.forName(WHERE_ITEMS_ARE_READ_AND_WRITTEN).getDeclaredField("MAPPER");
        mapper.setAccessible(true);
        ((ObjectMapper) mapper.get(null))
                .configure(JsonParser.Feature.INCLUDE_SOURCE_IN_LOCATION, true)
                .registerModule(new SimpleModule(KnownSchemas.class.getName())
                        .addDeserializer(TableSchemaInfo.class, new KnownSchemas()));
    }

    @Override
    public TableSchemaInfo deserialize(JsonParser parser, DeserializationContext context) throws IOException {
        byte[] text = (byte[]) parser.currentLocation().contentReference().getRawContent();
        TableSchemaInfo schema = known.get(ByteBuffer.wrap(text));
        if (schema == null) {
            schema = plain.readValue(text, TableSchemaInfo.class);
            known.put(ByteBuffer.wrap(text), schema);
        }
        return schema;
    }
}
