package io.seatline.lambda;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.DynamodbEvent;
import com.amazonaws.services.lambda.runtime.events.DynamodbEvent.DynamodbStreamRecord;
import com.amazonaws.services.lambda.runtime.events.StreamsEventResponse;
import com.amazonaws.services.lambda.runtime.events.StreamsEventResponse.BatchItemFailure;
import com.amazonaws.services.lambda.runtime.events.models.dynamodb.StreamRecord;
import com.amazonaws.services.lambda.runtime.events.transformers.v2.dynamodb.DynamodbAttributeValueTransformer;
import io.seatline.lambda.runtime.ChangeReader;
import io.seatline.lambda.runtime.Invocation;
import io.seatline.lambda.runtime.LambdaPlatform;
import io.seatline.lambda.runtime.Wiring;
import io.seatline.lambda.runtime.Wiring.Read;
import io.seatline.usecase.outbox.PublishChanges;
import io.seatline.usecase.outbox.PublishChanges.Change;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Runs the outbox on the streams of Bookings and Waitlist, in order. A batch is done after all its messages and events
 * are sent. If anything fails, the whole batch is delivered again, so no change is skipped.
 */
public final class OutboxHandler implements RequestHandler<DynamodbEvent, StreamsEventResponse> {
    private static final Logger LOG = LoggerFactory.getLogger(OutboxHandler.class);

    private final PublishChanges publishChanges;
    private final ChangeReader changes;
    private final Invocation invocation;

    /** For the Lambda runtime. */
    public OutboxHandler() {
        this(LambdaPlatform.primed(Read.BOOKINGS));
    }

    public OutboxHandler(Wiring wiring) {
        publishChanges = wiring.publishChanges();
        changes = wiring.changes();
        invocation = wiring.invocation();
    }

    @Override
    public StreamsEventResponse handleRequest(DynamodbEvent event, Context context) {
        return invocation.run(context, () -> {
            List<DynamodbStreamRecord> records = event.getRecords();
            try {
                publishChanges.publish(records.stream().flatMap(this::change).toList());
            } catch (RuntimeException fault) {
                if (records.size() > 1) {
                    // Lambda then halves the batch until the failing record is alone and blocks no others.
                    throw fault;
                }
                String number = records.getFirst().getDynamodb().getSequenceNumber();
                LOG.error("stream record {} failed and will be delivered again", number, fault);
                return new StreamsEventResponse(List.of(new BatchItemFailure(number)));
            }
            return new StreamsEventResponse(List.of());
        });
    }

    private Stream<Change> change(DynamodbStreamRecord streamed) {
        StreamRecord record = streamed.getDynamodb();
        return changes
                .read(
                        image(record.getOldImage()),
                        image(record.getNewImage()),
                        record.getApproximateCreationDateTime().toInstant())
                .stream();
    }

    private static Map<String, AttributeValue> image(
            Map<String, com.amazonaws.services.lambda.runtime.events.models.dynamodb.AttributeValue> image) {
        return image == null ? Map.of() : DynamodbAttributeValueTransformer.toAttributeValueMapV2(image);
    }
}
