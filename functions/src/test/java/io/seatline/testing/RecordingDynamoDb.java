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

/** A DynamoDB client that records its requests. */
public final class RecordingDynamoDb {
    private final DynamoDbClient database;
    private final DynamoDbClient recording;
    private final List<DynamoDbRequest> requests = new ArrayList<>();

    public RecordingDynamoDb(DynamoDbClient database) {
        this.database = database;
        recording = (DynamoDbClient) Proxy.newProxyInstance(
                DynamoDbClient.class.getClassLoader(), new Class<?>[] {DynamoDbClient.class}, this::call);
    }

    /** The recording client. */
    public DynamoDbClient client() {
        return recording;
    }

    /** Returns the recorded requests of a type, in order, and clears all recorded requests. */
    public synchronized <T extends DynamoDbRequest> List<T> take(Class<T> kind) {
        List<T> taken =
                requests.stream().filter(kind::isInstance).map(kind::cast).toList();
        requests.clear();
        return taken;
    }

    /** Paginators and requests built by lambdas call back here with plain requests. */
    private Object call(Object self, Method method, Object[] arguments) throws Throwable {
        Object request = arguments == null || arguments.length != 1 ? null : arguments[0];
        if (request instanceof Consumer || method.getName().endsWith("Paginator")) {
            return InvocationHandler.invokeDefault(self, method, arguments);
        }
        if (request instanceof DynamoDbRequest plain) {
            synchronized (this) {
                requests.add(plain);
            }
        }
        try {
            return method.invoke(database, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }
}
