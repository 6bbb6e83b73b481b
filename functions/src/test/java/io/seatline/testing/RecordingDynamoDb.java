package io.seatline.testing;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbRequest;

/** A client of a database that keeps what it is asked. */
public final class RecordingDynamoDb {
    private final DynamoDbClient database;
    private final DynamoDbClient recording;
    private final List<DynamoDbRequest> asked = new ArrayList<>();

    public RecordingDynamoDb(DynamoDbClient database) {
        this.database = database;
        recording = (DynamoDbClient) Proxy.newProxyInstance(
                DynamoDbClient.class.getClassLoader(), new Class<?>[] {DynamoDbClient.class}, this::call);
    }

    /** The client to be used. */
    public DynamoDbClient client() {
        return recording;
    }

    /** The requests of a kind since the last time that any were taken, in order. */
    public synchronized <T extends DynamoDbRequest> List<T> take(Class<T> kind) {
        List<T> taken = asked.stream().filter(kind::isInstance).map(kind::cast).toList();
        asked.clear();
        return taken;
    }

    /** Pages, and requests that are spelled as lambdas, come back here as plain requests. */
    private Object call(Object self, Method method, Object[] arguments) throws Throwable {
        Object request = arguments == null || arguments.length != 1 ? null : arguments[0];
        if (request instanceof Consumer || method.getName().endsWith("Paginator")) {
            return InvocationHandler.invokeDefault(self, method, arguments);
        }
        if (request instanceof DynamoDbRequest plain) {
            synchronized (this) {
                asked.add(plain);
            }
        }
        try {
            return method.invoke(database, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }
}
