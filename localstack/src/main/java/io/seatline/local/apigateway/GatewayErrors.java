package io.seatline.local.apigateway;

import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;

/** Answers requests that the HTTP server itself refuses, such as malformed ones, in API Gateway's form. */
final class GatewayErrors extends ErrorHandler {

    /** The body of an answer that API Gateway itself gives: {@code {"message":"Bad Request"}}. */
    static String body(int status) {
        String message = status == HttpStatus.PAYLOAD_TOO_LARGE_413
                ? "Request Entity Too Large"
                : Objects.requireNonNullElse(HttpStatus.getMessage(status), "Error");
        return "{\"message\":\"" + message + "\"}";
    }

    @Override
    public boolean errorPageForMethod(String method) {
        return true;
    }

    @Override
    protected void generateResponse(
            Request request, Response response, int code, String message, Throwable cause, Callback callback) {
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/json");
        response.write(true, BufferUtil.toBuffer(body(code), StandardCharsets.UTF_8), callback);
    }
}
