package io.seatline.local.lambda;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.amazonaws.services.lambda.runtime.serialization.PojoSerializer;
import com.amazonaws.services.lambda.runtime.serialization.events.LambdaEventSerializers;
import com.amazonaws.services.lambda.runtime.serialization.factories.JacksonFactory;
import io.seatline.local.template.TemplateException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;

/** Adapts a handler to JSON with the serialization of Lambda's own Java runtime. */
@FunctionalInterface
public interface HandlerAdapter {

    /** Handles an event, JSON in UTF-8, and answers the result, JSON in UTF-8. */
    byte[] handle(byte[] event, Context context) throws IOException;

    /**
     * Adapts what a handler factory made.
     *
     * @throws TemplateException when it is neither of the handler types that Lambda knows
     */
    static HandlerAdapter of(Object handler) {
        return switch (handler) {
            case RequestStreamHandler stream ->
                (event, context) -> {
                    ByteArrayOutputStream out = new ByteArrayOutputStream();
                    stream.handleRequest(new ByteArrayInputStream(event), out, context);
                    return out.toByteArray();
                };
            case RequestHandler<?, ?> request -> ofRequestHandler(request);
            default ->
                throw new TemplateException(handler.getClass().getName()
                        + " is neither a RequestHandler nor a RequestStreamHandler, which is all that runs locally.");
        };
    }

    @SuppressWarnings("unchecked")
    private static HandlerAdapter ofRequestHandler(RequestHandler<?, ?> handler) {
        Type[] types = typesOf(handler.getClass());
        PojoSerializer<Object> in = serializer(types[0]);
        PojoSerializer<Object> out = serializer(types[1]);
        RequestHandler<Object, Object> untyped = (RequestHandler<Object, Object>) handler;
        return (event, context) -> {
            Object result = untyped.handleRequest(in.fromJson(new ByteArrayInputStream(event)), context);
            ByteArrayOutputStream json = new ByteArrayOutputStream();
            out.toJson(result, json);
            return json.toByteArray();
        };
    }

    private static Type[] typesOf(Class<?> handler) {
        for (Class<?> type = handler; type != null; type = type.getSuperclass()) {
            for (Type implemented : type.getGenericInterfaces()) {
                if (implemented instanceof ParameterizedType generic && generic.getRawType() == RequestHandler.class) {
                    return generic.getActualTypeArguments();
                }
            }
        }
        throw new TemplateException(
                handler.getName() + " must say which RequestHandler it is: implement it with both of its types.");
    }

    @SuppressWarnings("unchecked")
    private static PojoSerializer<Object> serializer(Type type) {
        if (type instanceof Class<?> event && LambdaEventSerializers.isLambdaSupportedEvent(event.getName())) {
            return (PojoSerializer<Object>) LambdaEventSerializers.serializerFor(event, event.getClassLoader());
        }
        return JacksonFactory.getInstance().getSerializer(type);
    }
}
