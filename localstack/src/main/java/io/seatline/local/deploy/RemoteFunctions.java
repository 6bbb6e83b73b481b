package io.seatline.local.deploy;

import io.seatline.local.deploy.stack.Endpoint;
import io.seatline.local.lambda.FunctionError;
import io.seatline.local.lambda.Invoker;
import io.seatline.local.template.ResolvedTemplate;
import io.seatline.local.template.ResolvedTemplate.Schedule;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.InvocationType;
import software.amazon.awssdk.services.lambda.model.InvokeResponse;

/** Invokes the functions that were deployed to an emulator. */
final class RemoteFunctions implements Invoker, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RemoteFunctions.class);

    /** The alias that the template gives every function. */
    private static final String ALIAS = "live";

    private final LambdaClient lambda;
    private final ResolvedTemplate template;
    private final ScheduledExecutorService ticks = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("ticks").factory());

    RemoteFunctions(Endpoint endpoint, ResolvedTemplate template) {
        this.lambda = endpoint.client(LambdaClient.builder());
        this.template = template;
    }

    @Override
    public byte[] invoke(String functionId, byte[] event) throws FunctionError {
        String name = template.function(functionId).name();
        InvokeResponse answer =
                lambda.invoke(r -> r.functionName(name).qualifier(ALIAS).payload(SdkBytes.fromByteArray(event)));
        if (answer.functionError() != null) {
            throw new FunctionError(functionId, answer.payload().asUtf8String());
        }
        return answer.payload().asByteArray();
    }

    /** Invokes what the template's schedules would, for an emulator whose schedules do not fire. */
    void startSchedules() {
        for (Schedule schedule : template.schedules()) {
            long rate = schedule.rate().toMillis();
            ScheduledFuture<?> _ = ticks.scheduleAtFixedRate(() -> fire(schedule), rate, rate, TimeUnit.MILLISECONDS);
        }
    }

    private void fire(Schedule schedule) {
        String name = template.function(schedule.target().arn()).name();
        try {
            lambda.invoke(r -> r.functionName(name)
                    .qualifier(ALIAS)
                    .invocationType(InvocationType.EVENT)
                    .payload(SdkBytes.fromUtf8String(schedule.target().input().orElse("{}"))));
        } catch (SdkException e) {
            LOG.warn("{} could not be invoked", name, e);
        }
    }

    @Override
    public void close() {
        ticks.shutdownNow();
        lambda.close();
    }
}
