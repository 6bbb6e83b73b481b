package io.seatline.lambda;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import io.seatline.events.contract.EventsJson;
import io.seatline.events.message.TickV1;
import io.seatline.lambda.runtime.Invocation;
import io.seatline.lambda.runtime.LambdaPlatform;
import io.seatline.lambda.runtime.Wiring;
import io.seatline.lambda.runtime.Wiring.Read;
import io.seatline.usecase.deadline.FindDeadlines;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** Handles the tick that EventBridge Scheduler sends every minute for each shard of the deadline index. */
public final class ExpireHandler implements RequestStreamHandler {
    private final FindDeadlines findDeadlines;
    private final Invocation invocation;

    /** For the Lambda runtime. */
    public ExpireHandler() {
        this(LambdaPlatform.primed(Read.DEADLINE));
    }

    public ExpireHandler(Wiring wiring) {
        findDeadlines = wiring.findDeadlines();
        invocation = wiring.invocation();
    }

    @Override
    public void handleRequest(InputStream input, OutputStream output, Context context) throws IOException {
        String body = new String(input.readAllBytes(), StandardCharsets.UTF_8);
        invocation.run(context, () -> {
            findDeadlines.tick(
                    Integer.parseInt(EventsJson.read(body, TickV1.class).shard()));
            return true;
        });
        output.write("{}".getBytes(StandardCharsets.UTF_8));
    }
}
