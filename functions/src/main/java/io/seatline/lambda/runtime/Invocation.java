package io.seatline.lambda.runtime;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import io.seatline.lambda.http.Gzip;
import io.seatline.lambda.http.Http;
import io.seatline.lambda.http.OriginKey;
import io.seatline.lambda.http.Roles;
import io.seatline.lambda.json.InvalidField;
import io.seatline.usecase.correlation.Correlation;
import io.seatline.usecase.port.Metrics;
import java.util.Map;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/** Runs the work of an invocation: sets the log fields before it and flushes the metrics after it. */
public final class Invocation {
    private static final Logger LOG = LoggerFactory.getLogger(Invocation.class);

    private final Metrics metrics;
    private final OriginKey originKey;
    private volatile boolean started;

    public Invocation(Metrics metrics, OriginKey originKey) {
        this.metrics = metrics;
        this.originKey = originKey;
    }

    /** Runs the work. Exceptions propagate: the runtime reports them and the sender repeats the event. */
    public <T> T run(Context context, Supplier<T> work) {
        putLogFields(context);
        try {
            return work.get();
        } finally {
            Correlation.clear();
            MDC.clear();
            metrics.flush();
        }
    }

    /** Adds the fields of this invocation to each log line, with the names of Powertools for AWS Lambda. */
    private void putLogFields(Context context) {
        MDC.put("cold_start", Boolean.toString(!started));
        started = true;
        MDC.put("function_arn", context.getInvokedFunctionArn());
        MDC.put("function_memory_size", Integer.toString(context.getMemoryLimitInMB()));
        MDC.put("function_name", context.getFunctionName());
        MDC.put("function_request_id", context.getAwsRequestId());
        MDC.put("function_version", context.getFunctionVersion());
        if (context.getXrayTraceId() != null) {
            MDC.put("xray_trace_id", context.getXrayTraceId());
        }
    }

    /**
     * Answers a request, with its id as the {@link Correlation} id. Refuses it if it bypasses CloudFront, where there is
     * one, or if its caller lacks the role that its route needs. A {@link Http.Problem} becomes its response, an {@link
     * InvalidField} a 400, any other exception a 500 that reveals no internals. {@code HEAD} is answered as {@code GET},
     * without the body; long texts are compressed for clients that accept it.
     */
    public APIGatewayV2HTTPResponse answer(
            APIGatewayV2HTTPEvent event, Context context, Supplier<APIGatewayV2HTTPResponse> route) {
        return run(context, () -> {
            Correlation.startRequest(Http.requestId(event));
            boolean head = Http.asGet(event);
            APIGatewayV2HTTPResponse response = response(event, context, route);
            Gzip.apply(event, response);
            return head ? Http.withoutBody(response) : response;
        });
    }

    private APIGatewayV2HTTPResponse response(
            APIGatewayV2HTTPEvent event, Context context, Supplier<APIGatewayV2HTTPResponse> route) {
        try {
            originKey.check(event);
            Roles.check(event);
            return route.get();
        } catch (Http.Problem refusal) {
            return refusal.response();
        } catch (InvalidField invalid) {
            return Http.invalid(invalid.field(), invalid.problem()).response();
        } catch (RuntimeException fault) {
            LOG.error("{} failed", event.getRouteKey(), fault);
            return Http.problem(
                    500,
                    "internal_error",
                    "An internal error occurred. No partial change was made; repeat the same request.",
                    Map.of("request_id", context.getAwsRequestId()));
        }
    }

    /** Returns the error for a route that API Gateway sends to a function that does not serve it. */
    public static IllegalStateException unknownRoute(APIGatewayV2HTTPEvent event) {
        return new IllegalStateException(
                "this function does not serve route " + event.getRouteKey() + "; check infra-cdk");
    }
}
