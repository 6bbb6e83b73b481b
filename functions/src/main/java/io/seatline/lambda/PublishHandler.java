package io.seatline.lambda;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.DynamodbEvent;
import com.amazonaws.services.lambda.runtime.events.DynamodbEvent.DynamodbStreamRecord;
import com.amazonaws.services.lambda.runtime.events.StreamsEventResponse;
import com.amazonaws.services.lambda.runtime.events.StreamsEventResponse.BatchItemFailure;
import com.amazonaws.services.lambda.runtime.events.models.dynamodb.StreamRecord;
import com.amazonaws.services.lambda.runtime.events.transformers.v2.dynamodb.DynamodbAttributeValueTransformer;
import io.seatline.lambda.Wiring.Read;
import io.seatline.usecase.PublishChanges;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The outbox: the streams of Bookings and Waitlist. In order; the first failure and all behind it come again. */
public final class PublishHandler implements RequestHandler<DynamodbEvent, StreamsEventResponse> {
    private static final Logger LOG = LoggerFactory.getLogger(PublishHandler.class);

    private final PublishChanges publishChanges;
    private final ChangeReader changes;
    private final Invocation invocation;

    /** For the Lambda runtime. */
    public PublishHandler() {
        this(Aws.primed(Read.BOOKINGS));
    }

    public PublishHandler(Wiring wiring) {
        publishChanges = wiring.publishChanges();
        changes = wiring.changes();
        invocation = wiring.invocation();
    }

    @Override
    public StreamsEventResponse handleRequest(DynamodbEvent event, Context context) {
        return invocation.run(context, () -> {
            boolean nothingDone = true;
            for (DynamodbStreamRecord record : event.getRecords()) {
                StreamRecord change = record.getDynamodb();
                try {
                    Instant at = change.getApproximateCreationDateTime().toInstant();
                    changes.read(image(change.getOldImage()), image(change.getNewImage()), at)
                            .ifPresent(publishChanges::follow);
                    nothingDone = false;
                } catch (RuntimeException fault) {
                    if (nothingDone && event.getRecords().size() > 1) {
                        // The batch is then halved until the record stands alone, and takes no healthy ones along.
                        throw fault;
                    }
                    LOG.error("stream record {} failed and will come again", change.getSequenceNumber(), fault);
                    return new StreamsEventResponse(List.of(new BatchItemFailure(change.getSequenceNumber())));
                }
            }
            return new StreamsEventResponse(List.of());
        });
    }

    private static Map<String, AttributeValue> image(
            Map<String, com.amazonaws.services.lambda.runtime.events.models.dynamodb.AttributeValue> image) {
        return image == null ? Map.of() : DynamodbAttributeValueTransformer.toAttributeValueMapV2(image);
    }
}
