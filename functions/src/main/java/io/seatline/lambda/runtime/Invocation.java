package io.seatline.lambda.runtime;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import io.seatline.lambda.http.Http;
import io.seatline.usecase.port.Metrics;
import java.util.Map;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/** What surrounds the work of every invocation: structured logs with the request's id, metrics written at its end. */
public final class Invocation {
    private static final Logger LOG = LoggerFactory.getLogger(Invocation.class);

    private final Metrics metrics;
    private volatile boolean started;

    public Invocation(Metrics metrics) {
        this.metrics = metrics;
    }

    /** Does the work; a fault is the runtime's to report, and the sender's to repeat. */
    public <T> T run(Context context, Supplier<T> work) {
        tellLog(context);
        try {
            return work.get();
        } finally {
            metrics.flush();
            MDC.clear();
        }
    }

    /** What each line of this invocation tells, by the names that Powertools for AWS Lambda gives it. */
    private void tellLog(Context context) {
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

    /** Answers a request: refusals become problems, faults a 500 that shows nothing of the inside. */
    public APIGatewayV2HTTPResponse answer(
            APIGatewayV2HTTPEvent event, Context context, Supplier<APIGatewayV2HTTPResponse> route) {
        return run(context, () -> {
            try {
                return route.get();
            } catch (Http.Problem refusal) {
                return refusal.response();
            } catch (RuntimeException fault) {
                LOG.error("{} failed", event.getRouteKey(), fault);
                return Http.problem(
                        500,
                        "internal_error",
                        "Something went wrong on our side; nothing is half done. Try the same request again.",
                        Map.of("request_id", context.getAwsRequestId()));
            }
        });
    }

    /** A route that the template sends to a function which does not serve it. */
    public static IllegalStateException unknownRoute(APIGatewayV2HTTPEvent event) {
        return new IllegalStateException("no route " + event.getRouteKey() + " in this function; see infra-cdk");
    }
}
