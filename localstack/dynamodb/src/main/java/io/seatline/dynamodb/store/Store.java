package io.seatline.dynamodb.store;

import io.seatline.dynamodb.value.*;
import io.seatline.dynamodb.value.Value.*;
import java.io.*;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.*;
import java.util.*;
import java.util.concurrent.*;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.*;
import java.util.function.Supplier;
import org.h2.mvstore.*;
import org.h2.mvstore.type.*;
import software.amazon.awssdk.core.SdkBytes;

/**
 * The maps of an engine, in memory or in a file. One lock orders all writes; reads take none and see the latest state.
 * With a file, a write is acknowledged when it is in the file, which survives the death of this process, not of the
 * machine. Writers that wait share a commit. Reads wait for what they may have seen, so no crash can take it back.
 */
public final class Store implements AutoCloseable {
    private static final int CACHE_MB = 64;
    private static final int LIVE_PERCENT = 50;
    private static final int COMPACT_BYTES = 2 * 1024 * 1024;
    private final MVStore store;
    private final boolean durable;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Lock writing = new ReentrantLock(true);
    private final Lock committing = new ReentrantLock();
    private final AtomicLong applied = new AtomicLong();
    private volatile long committed;

    /** Opens the maps in the file of a directory, which is made if it does not exist; without one, in memory. */
    public Store(Optional<Path> directory) {
        durable = directory.isPresent();
        MVStore.Builder builder = new MVStore.Builder().autoCommitDisabled().autoCommitBufferSize(0);
        builder.pageSplitSize(4 * 1024);
        try {
            if (durable) {
                Path file = Files.createDirectories(directory.get()).resolve("tables.mv");
                builder.fileName(file.toString()).cacheSize(CACHE_MB);
            }
            store = builder.open();
        } catch (IOException e) {
            throw new UncheckedIOException("The data directory " + directory.get() + " cannot be made", e);
        } catch (MVStoreException e) {
            String problem = "The tables in " + directory.orElseThrow() + " cannot be opened (" + e.getMessage()
                    + "). Is another process using the directory? If not, start with an empty one.";
            throw new IllegalStateException(problem, e);
        }
        store.setVersionsToKeep(0);
        store.setRetentionTime(0);
    }

    public MVMap<Key, Item> items(String name) {
        return open(name, Codec.of(), Codec.of());
    }

    public MVMap<Long, Change> changes(String name) {
        return open(name, LongDataType.INSTANCE, Codec.of());
    }

    public MVMap<String, String> texts(String name) {
        return open(name, StringDataType.INSTANCE, StringDataType.INSTANCE);
    }

    private <K, V> MVMap<K, V> open(String name, DataType<K> keys, DataType<V> values) {
        return store.openMap(name, new MVMap.Builder<K, V>().keyType(keys).valueType(values));
    }

    public void remove(MVMap<?, ?> map) {
        store.removeMap(map);
    }

    /** Does a write, alone, and returns when it is safe. The work must not fail after its first change of a map. */
    public <T> T write(Supplier<T> work) {
        return readTogether(() -> {
            // Before the first change, so that whoever sees it waits for its commit.
            applied.incrementAndGet();
            return work.get();
        });
    }

    public <T> T readTogether(Supplier<T> work) {
        return read(() -> {
            writing.lock();
            try {
                return work.get();
            } finally {
                writing.unlock();
            }
        });
    }

    public <T> T read(Supplier<T> work) {
        return apart(() -> {
            try {
                return work.get();
            } finally {
                // A refusal tells what is stored, too.
                commit(applied.get());
            }
        });
    }

    /** Where a file is, on a thread that nobody interrupts: an interrupt closes the file under whoever reads it. */
    private <T> T apart(Supplier<T> work) {
        if (!durable) {
            return work.get();
        }
        try {
            return CompletableFuture.supplyAsync(() -> undisturbed(work), threads)
                    .join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }

    /** With the pages kept that it may be reading, while others commit and compact. */
    private <T> T undisturbed(Supplier<T> work) {
        MVStore.TxCounter version = store.registerVersionUsage();
        try {
            return work.get();
        } finally {
            store.deregisterVersionUsage(version);
        }
    }

    /** The first who comes commits for all whose writes are done; the others find it done. */
    private void commit(long atLeast) {
        if (durable && committed < atLeast) {
            holding(committing, () -> {
                if (committed < atLeast) {
                    // Between two writes, so that the file never holds half of one.
                    holding(writing, () -> {
                        long all = applied.get();
                        store.commit();
                        committed = all;
                    });
                }
            });
        }
    }

    public void compact() {
        if (durable) {
            holding(committing, () -> holding(writing, () -> store.compact(LIVE_PERCENT, COMPACT_BYTES)));
        }
    }

    @Override
    public void close() {
        holding(committing, () -> holding(writing, () -> store.close(0)));
    }

    private static void holding(Lock lock, Runnable work) {
        lock.lock();
        try {
            work.run();
        } finally {
            lock.unlock();
        }
    }

    /** A committed change of an item, as a stream keeps it; {@code sequence} counts all changes of an engine. */
    public record Change(long sequence, long millis, boolean expired, Item keys, Item before, Item after) {}

    /** How MVStore sorts, weighs and writes keys, items, changes and values, each with a tag of its type first. */
    private static final class Codec extends BasicDataType<Object> {
        private static final int OBJECT = 200;

        @SuppressWarnings("unchecked") // It reads what it wrote.
        static <T> DataType<T> of() {
            return (DataType<T>) new Codec();
        }

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
                case ListOf(var elements) ->
                    writeAll(out.put((byte) 'L').putVarInt(elements.size()), elements.toArray());
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
                    new Change(in.getLong(), in.getLong(), in.get() == 1, (Item) read(in), (Item) read(in), (Item)
                            read(in));
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
}
