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
 * The maps of an engine, in memory or in a file. One lock orders all writes; reads take no lock and see the latest
 * state. With a file, a write returns when it is in the file: it survives a crash of this process, not of the machine.
 * Waiting writers share a commit. Reads wait until the file has the changes they may have seen.
 */
public final class Store implements AutoCloseable {
    private static final int CACHE_MB = 64;
    private static final int LIVE_PERCENT = 50;
    private static final int COMPACT_BYTES = 2 * 1024 * 1024;
    private final MVStore store;
    private final boolean durable;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Lock writeLock = new ReentrantLock(true);
    private final Lock commitLock = new ReentrantLock();
    private final AtomicLong applied = new AtomicLong();
    private volatile long committed;

    /** Opens the maps in a directory, which is created if missing; without a directory, in memory. */
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
            throw new UncheckedIOException("Cannot create the data directory " + directory.get(), e);
        } catch (MVStoreException e) {
            String problem = "Cannot open the tables in " + directory.orElseThrow() + " (" + e.getMessage()
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

    /** Runs a write alone and returns when it is durable. The work must not fail after its first change of a map. */
    public <T> T write(Supplier<T> work) {
        return readLocked(() -> {
            // Count it before its first change, so that a reader of the change waits for its commit.
            applied.incrementAndGet();
            return work.get();
        });
    }

    public <T> T readLocked(Supplier<T> work) {
        return read(() -> {
            writeLock.lock();
            try {
                return work.get();
            } finally {
                writeLock.unlock();
            }
        });
    }

    public <T> T read(Supplier<T> work) {
        return uninterrupted(() -> {
            try {
                return work.get();
            } finally {
                // A refusal also reveals stored state.
                commit(applied.get());
            }
        });
    }

    /** With a file, runs work on a thread that is never interrupted: an interrupt would close the file for everyone. */
    private <T> T uninterrupted(Supplier<T> work) {
        if (!durable) {
            return work.get();
        }
        try {
            return CompletableFuture.supplyAsync(() -> keepingPages(work), threads)
                    .join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }

    /** Keeps the pages that the work may read, while others commit and compact. */
    private <T> T keepingPages(Supplier<T> work) {
        MVStore.TxCounter version = store.registerVersionUsage();
        try {
            return work.get();
        } finally {
            store.deregisterVersionUsage(version);
        }
    }

    /** Commits all finished writes. Waiting callers then find their own write committed. */
    private void commit(long atLeast) {
        if (durable && committed < atLeast) {
            withLock(commitLock, () -> {
                if (committed < atLeast) {
                    // Commit between two writes, so that the file never contains half of one.
                    withLock(writeLock, () -> {
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
            withLock(commitLock, () -> withLock(writeLock, () -> store.compact(LIVE_PERCENT, COMPACT_BYTES)));
        }
    }

    @Override
    public void close() {
        withLock(commitLock, () -> withLock(writeLock, () -> store.close(0)));
    }

    private static void withLock(Lock lock, Runnable work) {
        lock.lock();
        try {
            work.run();
        } finally {
            lock.unlock();
        }
    }

    /** A change of an item in a stream. {@code sequence} counts all changes of the engine. */
    public record Change(long sequence, long millis, boolean expired, Item keys, Item before, Item after) {}

    /** Sorts, measures and serializes keys, items, changes and values for MVStore. A type tag comes first. */
    private static final class Codec extends BasicDataType<Object> {
        private static final int OBJECT_BYTES = 200;

        @SuppressWarnings("unchecked") // It reads only what it wrote.
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
                case Item item -> OBJECT_BYTES + 4 * item.size();
                case Change change ->
                    OBJECT_BYTES + 4 * (change.before().size() + change.after().size());
                default -> OBJECT_BYTES;
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
                default -> throw new IllegalArgumentException("Cannot serialize " + object.getClass());
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
                default -> throw new IllegalStateException("Unknown type tag in the file: " + tag);
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

        /** Writes UTF-8. A lone surrogate, which UTF-8 cannot encode, becomes a question mark. */
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
