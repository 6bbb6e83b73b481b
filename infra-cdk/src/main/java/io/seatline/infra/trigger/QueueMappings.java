package io.seatline.infra.trigger;

import io.seatline.infra.function.Functions;
import io.seatline.infra.lambda.SeatlineFunction;
import io.seatline.infra.queue.Queues;
import io.seatline.infra.queue.ResilientQueue;
import java.util.List;
import software.amazon.awscdk.services.lambda.CfnEventSourceMapping;
import software.constructs.Construct;

/**
 * Connects queues to the functions that read them. The standard queues have batches of one message, so that a slow MoMo
 * or webhook delays that message and none behind it.
 */
final class QueueMappings {
    static final String REPORT_BATCH_ITEM_FAILURES = "ReportBatchItemFailures";

    /** The largest batch of a FIFO queue. */
    private static final int FIFO_BATCH = 10;

    /**
     * A fifth of an account's usual 1,000 environments: all holds of a premiere end in the same second, and customers
     * need the rest. At some tenths of a second each, holds still end within seconds.
     */
    private static final int DEADLINE_CONCURRENCY = 200;

    /** Low: a cancelled show causes hundreds of refunds of up to 30 s each, and no customer waits for the response. */
    private static final int REFUND_CONCURRENCY = 20;

    /**
     * A tenth of an account's usual 1,000 environments. Without a limit, Lambda adds an environment for every show with
     * a message, up to the account's limit. A batch takes some tenths of a second, so 100 shows at once are hundreds a
     * second; the others wait that long.
     */
    private static final int SHOW_CONCURRENCY = 100;

    /** Low: a webhook that hangs occupies each environment for seconds. */
    private static final int NOTICE_CONCURRENCY = 20;

    /** At some tenths of a second each, these send about the 14 mails a second that SES allows a new account. */
    private static final int MAIL_CONCURRENCY = 5;

    private QueueMappings() {}

    static void in(Construct scope, Queues queues, Functions functions) {
        mapping(
                        scope,
                        "DeadlineMapping",
                        queues.deadline(),
                        functions.deadlines().deadline(),
                        1)
                .scalingConfig(atMost(DEADLINE_CONCURRENCY))
                .build();
        mapping(scope, "RefundMapping", queues.refund(), functions.workers().refund(), 1)
                .scalingConfig(atMost(REFUND_CONCURRENCY))
                .build();
        mapping(scope, "NoticesMapping", queues.notices(), functions.notices().notice(), 1)
                .scalingConfig(atMost(NOTICE_CONCURRENCY))
                .build();
        mapping(scope, "MailMapping", queues.mail(), functions.notices().mail(), 1)
                .scalingConfig(atMost(MAIL_CONCURRENCY))
                .build();
        mapping(
                        scope,
                        "ShowWorkerMapping",
                        queues.showQueue(),
                        functions.workers().showWorker(),
                        FIFO_BATCH)
                .scalingConfig(atMost(SHOW_CONCURRENCY))
                .build();
    }

    private static CfnEventSourceMapping.Builder mapping(
            Construct scope, String id, ResilientQueue queue, SeatlineFunction function, int batchSize) {
        return CfnEventSourceMapping.Builder.create(scope, id)
                .functionName(function.live().getFunctionArn())
                .eventSourceArn(queue.queue().getQueueArn())
                .batchSize(batchSize)
                .functionResponseTypes(List.of(REPORT_BATCH_ITEM_FAILURES));
    }

    private static CfnEventSourceMapping.ScalingConfigProperty atMost(int concurrency) {
        return CfnEventSourceMapping.ScalingConfigProperty.builder()
                .maximumConcurrency(concurrency)
                .build();
    }
}
