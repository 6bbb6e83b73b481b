package io.seatline.infra.trigger;

import io.seatline.infra.lambda.SeatlineFunction;
import io.seatline.infra.storage.Tables;
import java.util.List;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.dynamodb.ITable;
import software.amazon.awscdk.services.lambda.CfnEventSourceMapping;
import software.amazon.awscdk.services.sqs.Queue;
import software.constructs.Construct;

/** Connects the streams of Bookings and Waitlist to the outbox. */
final class OutboxMappings {
    /** Parts of a booking whose changes are published; the active hold, and which booking a scan belongs to, are not. */
    private static final String PUBLISHED_PARTS = """
            {"dynamodb":{"Keys":{"part":{"S":["BOOKING",{"prefix":"PAYMENT#"},{"prefix":"REFUND#"},{"prefix":"CASE#"},{"prefix":"SCAN#"}]}}}}""";

    /** Items of a waitlist whose changes are published: entries, and the manager's decisions about the show's sales. */
    private static final String PUBLISHED_ITEMS = """
            {"dynamodb":{"Keys":{"item":{"S":["SALES",{"prefix":"ENTRY#"}]}}}}""";

    private static final int UNLIMITED = -1;

    /** Half of the 24 hours for which a stream keeps a record: then it can still be read by its position. */
    private static final Duration OLDEST = Duration.hours(12);

    private OutboxMappings() {}

    static void in(Construct scope, Tables tables, Queue deadLetters, SeatlineFunction outbox) {
        mapping(scope, "OutboxMapping", tables.bookings(), PUBLISHED_PARTS, outbox)
                .destinationConfig(onFailure(deadLetters))
                .build();
        mapping(scope, "WaitlistOutboxMapping", tables.waitlist(), PUBLISHED_ITEMS, outbox)
                .destinationConfig(onFailure(deadLetters))
                .build();
    }

    private static CfnEventSourceMapping.Builder mapping(
            Construct scope, String id, ITable table, String published, SeatlineFunction outbox) {
        return CfnEventSourceMapping.Builder.create(scope, id)
                .functionName(outbox.live().getFunctionArn())
                .eventSourceArn(table.getTableStreamArn())
                .startingPosition("TRIM_HORIZON")
                .batchSize(100)
                .filterCriteria(CfnEventSourceMapping.FilterCriteriaProperty.builder()
                        .filters(List.of(CfnEventSourceMapping.FilterProperty.builder()
                                .pattern(published)
                                .build()))
                        .build())
                // Parallel batches would keep the order of an item, but not that of a booking or a show.
                .parallelizationFactor(1)
                .functionResponseTypes(List.of(QueueMappings.REPORT_BATCH_ITEM_FAILURES))
                .bisectBatchOnFunctionError(true)
                // A record that cannot be read is set aside by the function; any other failure passes, or is repaired.
                .maximumRetryAttempts(UNLIMITED)
                .maximumRecordAgeInSeconds(OLDEST.toSeconds());
    }

    private static CfnEventSourceMapping.DestinationConfigProperty onFailure(Queue queue) {
        return CfnEventSourceMapping.DestinationConfigProperty.builder()
                .onFailure(CfnEventSourceMapping.OnFailureProperty.builder()
                        .destination(queue.getQueueArn())
                        .build())
                .build();
    }
}
