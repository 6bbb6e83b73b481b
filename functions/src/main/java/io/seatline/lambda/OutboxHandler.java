package io.seatline.lambda;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.DynamodbEvent;
import com.amazonaws.services.lambda.runtime.events.DynamodbEvent.DynamodbStreamRecord;
import com.amazonaws.services.lambda.runtime.events.StreamsEventResponse;
import com.amazonaws.services.lambda.runtime.events.StreamsEventResponse.BatchItemFailure;
import com.amazonaws.services.lambda.runtime.events.models.dynamodb.StreamRecord;
import com.amazonaws.services.lambda.runtime.events.transformers.v2.dynamodb.DynamodbAttributeValueTransformer;
import io.seatline.events.metric.Metric;
import io.seatline.lambda.json.StreamRecordJson;
import io.seatline.lambda.runtime.ChangeReader;
import io.seatline.lambda.runtime.Invocation;
import io.seatline.lambda.runtime.LambdaPlatform;
import io.seatline.lambda.runtime.Wiring;
import io.seatline.lambda.runtime.Wiring.Read;
import io.seatline.usecase.correlation.Correlated;
import io.seatline.usecase.outbox.PublishChanges;
import io.seatline.usecase.outbox.PublishChanges.Change;
import io.seatline.usecase.outbox.UnreadableChange;
import io.seatline.usecase.port.DeadLetters;
import io.seatline.usecase.port.Metrics;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Runs the outbox on the streams of Bookings and Waitlist, in order. A batch is done after all its messages and events
 * are sent. If anything fails, the whole batch is delivered again, so no change is skipped. Only a record that cannot be
 * read is set aside: it would block all records after it and fail again each time.
 */
public final class OutboxHandler implements RequestHandler<DynamodbEvent, StreamsEventResponse> {
    private static final Logger LOG = LoggerFactory.getLogger(OutboxHandler.class);

    private final PublishChanges publishChanges;
    private final ChangeReader changes;
    private final DeadLetters deadLetters;
    private final Metrics metrics;
    private final Invocation invocation;

    /** For the Lambda runtime. */
    public OutboxHandler() {
        this(LambdaPlatform.primed(Read.BOOKINGS));
    }

    public OutboxHandler(Wiring wiring) {
        publishChanges = wiring.publishChanges();
        changes = wiring.changes();
        deadLetters = wiring.outboxDeadLetters();
        metrics = wiring.metrics();
        invocation = wiring.invocation();
    }

    @Override
    public StreamsEventResponse handleRequest(DynamodbEvent event, Context context) {
        return invocation.run(context, () -> {
            List<DynamodbStreamRecord> records = event.getRecords();
            try {
                publish(records);
            } catch (RuntimeException fault) {
                if (records.size() > 1) {
                    // Lambda then halves the batch until the failing record is alone and blocks no others.
                    throw fault;
                }
                String number = number(records.getFirst());
                LOG.error("stream record {} failed and will be delivered again", number, fault);
                return new StreamsEventResponse(List.of(new BatchItemFailure(number)));
            }
            return new StreamsEventResponse(List.of());
        });
    }

    private void publish(List<DynamodbStreamRecord> records) {
        List<Correlated<Change>> readable = new ArrayList<>();
        List<DynamodbStreamRecord> unreadable = new ArrayList<>();
        for (DynamodbStreamRecord record : records) {
            try {
                change(record).ifPresent(readable::add);
            } catch (UnreadableChange e) {
                LOG.error("stream record {} is unreadable; setting it aside", number(record), e);
                unreadable.add(record);
            }
        }
        publishChanges.publish(readable);
        count(Metric.BOOKING_PUBLISHED, readable, Change.OfBooking.class);
        count(Metric.ENTRY_PUBLISHED, readable, Change.OfEntry.class);
        // Last, so that a batch that fails and comes again sets nothing aside twice.
        for (DynamodbStreamRecord record : unreadable) {
            deadLetters.put(record.getEventSourceARN(), number(record), StreamRecordJson.eventOf(record));
            metrics.count(Metric.RECORD_UNREADABLE, 1);
        }
    }

    private void count(Metric metric, List<Correlated<Change>> published, Class<? extends Change> kind) {
        long changed = published.stream()
                .filter(change -> kind.isInstance(change.value()))
                .count();
        if (changed > 0) {
            metrics.count(metric, Math.toIntExact(changed));
        }
    }

    private Optional<Correlated<Change>> change(DynamodbStreamRecord streamed) {
        StreamRecord record = streamed.getDynamodb();
        return changes.read(
                image(record.getOldImage()),
                image(record.getNewImage()),
                record.getApproximateCreationDateTime().toInstant());
    }

    private static String number(DynamodbStreamRecord record) {
        return record.getDynamodb().getSequenceNumber();
    }

    private static Map<String, AttributeValue> image(
            Map<String, com.amazonaws.services.lambda.runtime.events.models.dynamodb.AttributeValue> image) {
        return image == null ? Map.of() : DynamodbAttributeValueTransformer.toAttributeValueMapV2(image);
    }
}
