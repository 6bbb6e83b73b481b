package io.seatline.dynamodb.store;

import io.seatline.dynamodb.value.*;
import io.seatline.dynamodb.value.Value.*;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.*;
import org.h2.mvstore.DataUtils;
import org.h2.mvstore.WriteBuffer;
import org.h2.mvstore.type.BasicDataType;
import org.h2.mvstore.type.DataType;
import software.amazon.awssdk.core.SdkBytes;

/** How MVStore sorts, weighs and writes keys, items, changes and their values. Each begins with a tag of its type. */
final class Codec extends BasicDataType<Object> {
    /** What an object takes in memory beside its content; MVStore needs no more than a guess. */
    private static final int OBJECT = 200;

    @SuppressWarnings("unchecked") // It reads what it wrote.
    static <T> DataType<T> of(Class<T> type) {
        return (DataType<T>) new Codec();
    }

    /** Only keys are compared. */
    @Override
    public int compare(Object a, Object b) {
        return ((Key) a).compareTo((Key) b);
    }

    @Override
    public int getMemory(Object object) {
        return switch (object) {
            case Item item -> OBJECT + 4 * item.size();
            case Change change ->
                OBJECT + 4 * (change.before().size() + change.after().size());
            default -> OBJECT;
        };
    }

    @Override
    public Object[] createStorage(int size) {
        return new Object[size];
    }

    @Override
    public void write(WriteBuffer out, Object object) {
        switch (object) {
            case null -> out.put((byte) '-');
            case Key key -> writeAll(out.put((byte) 'K'), key.partition(), key.sort(), key.base());
            case Item item -> writeMap(out.put((byte) 'I'), item.attributes());
            case Change(long sequence, long millis, boolean expired, Item keys, Item before, Item after) -> {
                out.put((byte) 'H').putLong(sequence).putLong(millis).put((byte) (expired ? 1 : 0));
                writeAll(out, keys, before, after);
            }
            case Text(String text) -> writeText(out.put((byte) 'S'), text);
            case Num(var number) -> writeText(out.put((byte) 'N'), number.toString());
            case Binary(var bytes) -> writeBytes(out.put((byte) 'B'), bytes.asByteArrayUnsafe());
            case Bool(boolean is) -> out.put((byte) (is ? 'T' : 'F'));
            case Null ignored -> out.put((byte) '0');
            case ListOf(var elements) -> writeAll(out.put((byte) 'L').putVarInt(elements.size()), elements.toArray());
            case MapOf(var entries) -> writeMap(out.put((byte) 'M'), entries);
            case SetOf(String type, var elements) -> {
                writeText(out.put((byte) 'C'), type).putVarInt(elements.size());
                writeAll(out, elements.toArray());
            }
            default -> throw new IllegalArgumentException("Not for the file: " + object.getClass());
        }
    }

    private void writeAll(WriteBuffer out, Object... objects) {
        for (Object object : objects) {
            write(out, object);
        }
    }

    @Override
    public Object read(ByteBuffer in) {
        char tag = (char) in.get();
        return switch (tag) {
            case '-' -> null;
            case 'K' -> Key.ofEntry((Value) read(in), (Value) read(in), (Key) read(in));
            case 'I' -> Item.of(readMap(in));
            case 'H' ->
                new Change(
                        in.getLong(), in.getLong(), in.get() == 1, (Item) read(in), (Item) read(in), (Item) read(in));
            case 'S' -> new Text(readText(in));
            case 'N' -> new Num(new BigDecimal(readText(in)));
            case 'B' -> new Binary(SdkBytes.fromByteArrayUnsafe(readBytes(in)));
            case 'T', 'F' -> new Bool(tag == 'T');
            case '0' -> new Null();
            case 'L' -> new ListOf(readAll(in, new ArrayList<>()));
            case 'M' -> new MapOf(readMap(in));
            case 'C' -> new SetOf(readText(in), readAll(in, new LinkedHashSet<>()));
            default -> throw new IllegalStateException("The file holds a value of the unknown type " + tag);
        };
    }

    private void writeMap(WriteBuffer out, Map<String, Value> entries) {
        out.putVarInt(entries.size());
        entries.forEach((name, value) -> {
            writeText(out, name);
            write(out, value);
        });
    }

    private Map<String, Value> readMap(ByteBuffer in) {
        int size = DataUtils.readVarInt(in);
        Map<String, Value> entries = HashMap.newHashMap(size);
        for (int i = 0; i < size; i++) {
            entries.put(readText(in), (Value) read(in));
        }
        return entries;
    }

    private <C extends Collection<Value>> C readAll(ByteBuffer in, C elements) {
        for (int left = DataUtils.readVarInt(in); left > 0; left--) {
            elements.add((Value) read(in));
        }
        return elements;
    }

    /** In UTF-8; a lone surrogate, which has no UTF-8, becomes a question mark. */
    private static WriteBuffer writeText(WriteBuffer out, String text) {
        return writeBytes(out, text.getBytes(StandardCharsets.UTF_8));
    }

    private static String readText(ByteBuffer in) {
        return new String(readBytes(in), StandardCharsets.UTF_8);
    }

    private static WriteBuffer writeBytes(WriteBuffer out, byte[] bytes) {
        return out.putVarInt(bytes.length).put(bytes);
    }

    private static byte[] readBytes(ByteBuffer in) {
        byte[] bytes = new byte[DataUtils.readVarInt(in)];
        in.get(bytes);
        return bytes;
    }
}
