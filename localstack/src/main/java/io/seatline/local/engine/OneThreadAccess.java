package io.seatline.local.engine;

import com.almworks.sqlite4java.SQLiteConnection;
import com.almworks.sqlite4java.SQLiteJob;
import com.almworks.sqlite4java.SQLiteQueue;
import java.io.File;
import java.lang.reflect.Method;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.dynamodb.services.local.shared.access.TableInfo;
import software.amazon.dynamodb.services.local.shared.access.sqlite.SQLiteDBAccess;

/**
 * DynamoDB Local's access to SQLite, with each call done whole on the database's one thread.
 *
 * <p>As it comes, a call hands each of its steps, some dozens for a transaction, to that thread and waits for it: on two
 * cores, half the time goes into waking one another up. Nothing else of the engine is changed. Its background work, which
 * holds locks while it waits for the thread, must not run beside this; it deletes items whose time to live has passed,
 * and divides streams that are hours old, and a cloud that lives for an afternoon needs neither.
 */
final class OneThreadAccess extends SQLiteDBAccess {

    /** Calls that leave every table's description as it is. */
    private static final Set<String> OF_ITEMS = Set.of(
            "getItem",
            "putItem",
            "updateItem",
            "deleteItem",
            "query",
            "scan",
            "batchGetItem",
            "batchWriteItem",
            "transactGetItems",
            "transactWriteItems",
            "describeTable",
            "listTables",
            "describeStream",
            "getShardIterator",
            "getRecords");

    private final Map<String, TableInfo> descriptions = new ConcurrentHashMap<>();

    private record Outcome(Object result, Optional<Throwable> failure) {}

    /**
     * Opens a database.
     *
     * @param file where it is kept; empty for memory
     */
    OneThreadAccess(Optional<File> file) {
        super(file.orElse(null));
        try {
            KnownSchemas.remember();
            queue.stop(true).join();
            queue = new OneThreadQueue(file.orElse(null)).start();
            // A database in memory went with its thread.
            Method initialize = SQLiteDBAccess.class.getDeclaredMethod("initializeMetadataTables");
            initialize.setAccessible(true);
            initialize.invoke(this);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(
                    "This DynamoDB Local is made otherwise than the one that " + getClass() + " knows", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while the tables were opened", e);
        }
    }

    /** A client whose calls are done whole on the database's thread. */
    <T> T whole(Class<T> type, T client) {
        return Interposed.client(type, (action, arguments) -> onDatabaseThread(client, action, arguments));
    }

    private Object onDatabaseThread(Object client, Method method, Object[] arguments) throws Throwable {
        SQLiteJob<Outcome> job = queue.execute(new SQLiteJob<>() {
            @Override
            protected Outcome job(SQLiteConnection connection) {
                return call(client, method, arguments);
            }
        });
        try {
            Outcome outcome = job.get();
            if (outcome == null) {
                throw new IllegalStateException("the tables are closed");
            }
            if (outcome.failure().isPresent()) {
                throw outcome.failure().get();
            }
            return outcome.result();
        } catch (ExecutionException e) {
            throw e.getCause();
        } catch (InterruptedException e) {
            // As the SDK does when a thread is interrupted that waits for an answer.
            Thread.currentThread().interrupt();
            throw AbortedException.create("interrupted while " + method.getName() + " was under way", e);
        }
    }

    private Outcome call(Object client, Method method, Object[] arguments) {
        try {
            return new Outcome(Interposed.pass(client, method, arguments), Optional.empty());
        } catch (Throwable e) {
            return new Outcome(null, Optional.of(e));
        } finally {
            if (!OF_ITEMS.contains(method.getName())) {
                descriptions.clear();
            }
        }
    }

    /** The engine asks for it at every step, and reads and parses it anew. */
    @Override
    public TableInfo getTableInfo(String tableName) {
        TableInfo known = descriptions.get(tableName);
        if (known != null) {
            return known;
        }
        TableInfo read = super.getTableInfo(tableName);
        if (read != null) {
            descriptions.put(tableName, read);
        }
        return read;
    }

    /** Does at once what the thread itself hands to it. */
    private static final class OneThreadQueue extends SQLiteQueue {
        OneThreadQueue(File file) {
            // Everybody waits for this thread; where the machine lets it, it goes first.
            super(file, work -> Thread.ofPlatform()
                    .name("tables")
                    .priority(Thread.MAX_PRIORITY)
                    .unstarted(work));
        }

        @Override
        public <T, J extends SQLiteJob<T>> J execute(J job) {
            if (!isDatabaseThread()) {
                return super.execute(job);
            }
            try {
                executeJob(job);
            } catch (Throwable e) {
                throw new IllegalStateException("a step of a call was broken off", e);
            }
            return job;
        }
    }
}
