package io.seatline.lambda;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import io.seatline.events.SupportCaseOpenedV1;
import io.seatline.lambda.runtime.BusEvent;
import io.seatline.lambda.runtime.Invocation;
import io.seatline.lambda.runtime.LambdaPlatform;
import io.seatline.lambda.runtime.Wiring;
import io.seatline.usecase.correlation.Correlation;
import io.seatline.usecase.notice.AlertSupport;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** Posts each opened support case to the support chat. A rule of the bus sends the event. */
public final class AlertHandler implements RequestStreamHandler {
    private final AlertSupport alertSupport;
    private final Invocation invocation;

    /** For the Lambda runtime. */
    public AlertHandler() {
        this(LambdaPlatform.primed());
    }

    public AlertHandler(Wiring wiring) {
        alertSupport = wiring.alertSupport();
        invocation = wiring.invocation();
    }

    @Override
    public void handleRequest(InputStream input, OutputStream output, Context context) throws IOException {
        BusEvent event = BusEvent.read(input);
        invocation.run(context, () -> {
            Correlation.bind(event.correlationId());
            alertSupport.caseOpened(event.as(SupportCaseOpenedV1.class));
            return true;
        });
        output.write("{}".getBytes(StandardCharsets.UTF_8));
    }
}
