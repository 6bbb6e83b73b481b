package io.seatline.dynamodb.http;

import io.seatline.dynamodb.error.Errors;
import io.seatline.dynamodb.json.Json;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.Method;
import java.util.HashMap;
import java.util.Map;
import software.amazon.awssdk.awscore.AwsRequest;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;

/** The operations of both clients by target, such as {@code DynamoDB_20120810.PutItem}; found by reflection. */
final class Operations {
    private static final System.Logger LOG = System.getLogger(Operations.class.getName());
    private static final String TABLES = "DynamoDB_20120810.";
    private static final String STREAMS = "DynamoDBStreams_20120810.";

    private final Map<String, Operation> byTarget = new HashMap<>();

    /** An operation of a client: takes a request, of which it makes an empty builder, and returns a response. */
    private record Operation(MethodHandle call, MethodHandle builder) {}

    Operations(DynamoDbClient tables, DynamoDbStreamsClient streams) {
        try {
            add(TABLES, DynamoDbClient.class, tables);
            add(STREAMS, DynamoDbStreamsClient.class, streams);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("the SDK has no builder for each request", e);
        }
    }

    /** Adds what the client itself has: the methods of the interface throw, or lead to others. */
    private <T> void add(String prefix, Class<T> api, T client) throws ReflectiveOperationException {
        MethodHandles.Lookup lookup = MethodHandles.publicLookup();
        for (Method method : api.getMethods()) {
            Class<?>[] parameters = method.getParameterTypes();
            if (parameters.length == 1
                    && AwsRequest.class.isAssignableFrom(parameters[0])
                    && !isOfInterface(client.getClass().getMethod(method.getName(), parameters))) {
                String name = method.getName();
                MethodHandle builder = lookup.unreflect(parameters[0].getMethod("builder"));
                byTarget.put(
                        prefix + Character.toUpperCase(name.charAt(0)) + name.substring(1),
                        new Operation(lookup.unreflect(method).bindTo(client), builder));
            }
        }
    }

    private static boolean isOfInterface(Method method) {
        return method.getDeclaringClass().isInterface();
    }

    /** Answers a request; checks first that the target exists and that it is signed. */
    Answer answer(String target, boolean signed, byte[] body) {
        try {
            Operation operation = byTarget.get(target);
            if (operation == null) {
                throw Errors.described(
                        DynamoDbException.builder(),
                        "UnknownOperationException",
                        "this engine does not have the operation \"" + target + "\"");
            }
            if (!signed) {
                throw Errors.described(
                        DynamoDbException.builder(),
                        "MissingAuthenticationTokenException",
                        "Request must contain either a valid (registered) AWS access key ID or X.509 certificate.");
            }
            SdkPojo request = Json.read(body, (SdkPojo) operation.builder().invoke());
            return Answer.json(200, Json.write((SdkPojo) operation.call().invoke(request)));
        } catch (AwsServiceException e) {
            return Answer.error(e);
        } catch (Throwable e) {
            LOG.log(System.Logger.Level.ERROR, target + " failed", e);
            return Answer.error(500, "InternalServerError", "Internal server error");
        }
    }
}
