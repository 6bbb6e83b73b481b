package io.seatline.local.lambda.eventsource;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.seatline.local.eventbridge.EventFilter;
import io.seatline.local.lambda.FunctionError;
import io.seatline.local.lambda.FunctionRuntime;
import io.seatline.local.sqs.QueueEngine;
import io.seatline.local.template.ResolvedTemplate;
import io.seatline.local.template.ResolvedTemplate.EventSourceMapping;
import io.seatline.local.template.ResolvedTemplate.Table;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.dynamodb.model.Record;

/**
 * Delivers a shard's records to a function, in order, until each is processed or discarded.
 *
 * <p>A failed batch is retried; with {@code BisectBatchOnFunctionError} it is halved first, which does not count as a
 * retry. A partly processed batch continues with the first failed record. A batch without retries left goes to the
 * failure destination. The waits between tries follow the machine's clock.
 */
final class StreamDelivery {

    private static final Logger LOG = LoggerFactory.getLogger(StreamDelivery.class);
    private static final Duration FIRST_WAIT = Duration.ofMillis(25);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(5);

    /** A record, and its JSON in an event. */
    private record Sent(Record record, String json) {}

    private record Batch(List<Sent> records, int failures) {}

    private final EventSourceMapping mapping;
    private final ResolvedTemplate cloud;
    private final Table table;
    private final String functionId;
    private final String streamArn;
    private final FunctionRuntime functions;
    private final QueueEngine queues;
    private final Checkpoints checkpoints;
    private final InstantSource clock;
    private final EventFilter filter;

    StreamDelivery(
            EventSourceMapping mapping,
            ResolvedTemplate cloud,
            String streamArn,
            FunctionRuntime functions,
            QueueEngine queues,
            Checkpoints checkpoints,
            InstantSource clock) {
        this.mapping = mapping;
        this.cloud = cloud;
        this.table = cloud.table(mapping.sourceArn());
        this.functionId = cloud.function(mapping.functionArn()).id();
        this.streamArn = streamArn;
        this.functions = functions;
        this.queues = queues;
        this.checkpoints = checkpoints;
        this.clock = clock;
        this.filter = new EventFilter(mapping.id(), mapping.filters());
    }

    String mappingId() {
        return mapping.id();
    }

    /** The table's name. */
    String table() {
        return table.name();
    }

    String streamArn() {
        return streamArn;
    }

    /** Delivers records that follow one another; returns when all are processed or discarded. */
    void deliver(String shardId, List<Record> records) throws InterruptedException {
        List<Sent> passing = new ArrayList<>();
        for (Record record : records) {
            Sent sent = new Sent(record, StreamEvents.record(record, streamArn));
            if (filter.passes(sent.json())) {
                passing.add(sent);
            }
        }
        for (int from = 0; from < passing.size(); from += mapping.batchSize()) {
            int to = Math.min(passing.size(), from + mapping.batchSize());
            finish(shardId, new Batch(passing.subList(from, to), 0));
        }
        checkpoints.finished(mapping.id(), shardId, sequenceNumber(records.getLast()));
    }

    private void finish(String shardId, Batch whole) throws InterruptedException {
        Deque<Batch> left = new ArrayDeque<>(List.of(whole));
        Duration wait = FIRST_WAIT;
        while (!left.isEmpty()) {
            Batch batch = left.pop();
            int done = process(batch.records());
            if (done > 0) {
                checkpoints.finished(
                        mapping.id(), shardId, sequenceNumber(batch.records().get(done - 1)));
            }
            if (done == batch.records().size()) {
                wait = FIRST_WAIT;
                continue;
            }
            if (done < 0 && mapping.bisect() && batch.records().size() > 1) {
                halve(left, batch);
            } else if (done <= 0 && usedUp(batch)) {
                discard(shardId, batch);
                continue;
            } else {
                List<Sent> rest = batch.records()
                        .subList(Math.max(0, done), batch.records().size());
                left.push(new Batch(rest, done > 0 ? 1 : batch.failures() + 1));
            }
            Thread.sleep(wait);
            wait = wait.multipliedBy(2).compareTo(LONGEST_WAIT) < 0 ? wait.multipliedBy(2) : LONGEST_WAIT;
        }
    }

    private boolean usedUp(Batch batch) {
        return mapping.maxRetries().isPresent()
                && batch.failures() >= mapping.maxRetries().getAsInt();
    }

    private static void halve(Deque<Batch> left, Batch batch) {
        List<Sent> records = batch.records();
        int middle = records.size() / 2;
        left.push(new Batch(records.subList(middle, records.size()), batch.failures()));
        left.push(new Batch(records.subList(0, middle), batch.failures()));
    }

    /** Invokes the function; returns how many records it processed, or -1 if it failed as a whole. */
    private int process(List<Sent> records) {
        return switch (functions.hook().records(table.id())) {
            case DROPPED -> records.size();
            case DOUBLED -> {
                invoke(records);
                yield invoke(records);
            }
            case NORMAL -> invoke(records);
        };
    }

    private int invoke(List<Sent> records) {
        String event = records.stream().map(Sent::json).collect(Collectors.joining(",", "{\"Records\":[", "]}"));
        List<String> ids = records.stream().map(StreamDelivery::sequenceNumber).toList();
        try {
            byte[] answer = functions.invoke(functionId, event.getBytes(StandardCharsets.UTF_8));
            if (!mapping.partialFailures()) {
                return records.size();
            }
            Set<String> failed = BatchResult.failed(answer, ids);
            for (int i = 0; i < ids.size(); i++) {
                if (failed.contains(ids.get(i))) {
                    return i;
                }
            }
            return records.size();
        } catch (FunctionError _) {
            return -1;
        }
    }

    private void discard(String shardId, Batch batch) {
        LOG.error(
                "{} discarded {} records of {} after {} tries",
                functionId,
                batch.records().size(),
                table.name(),
                batch.failures() + 1);
        mapping.onFailureArn().ifPresent(arn -> queues.deadLetter(cloud.queue(arn), positionOf(shardId, batch)));
        checkpoints.finished(
                mapping.id(), shardId, sequenceNumber(batch.records().getLast()));
    }

    /** A queue gets the position of the records, not the records: docs.aws.amazon.com/lambda, "Retaining records". */
    private ObjectNode positionOf(String shardId, Batch batch) {
        Record first = batch.records().getFirst().record();
        Record last = batch.records().getLast().record();
        ObjectNode document = JsonNodeFactory.instance.objectNode();
        document.putObject("requestContext")
                .put("requestId", UUID.randomUUID().toString())
                .put("functionArn", mapping.functionArn())
                .put("condition", "RetryAttemptsExhausted")
                .put("approximateInvokeCount", batch.failures() + 1);
        document.putObject("responseContext")
                .put("statusCode", 200)
                .put("executedVersion", "1")
                .put("functionError", "Unhandled");
        document.put("version", "1.0").put("timestamp", clock.instant().toString());
        document.putObject("DDBStreamBatchInfo")
                .put("shardId", shardId)
                .put("startSequenceNumber", sequenceNumber(first))
                .put("endSequenceNumber", sequenceNumber(last))
                .put("approximateArrivalOfFirstRecord", arrival(first))
                .put("approximateArrivalOfLastRecord", arrival(last))
                .put("batchSize", batch.records().size())
                .put("streamArn", streamArn);
        return document;
    }

    private static String arrival(Record record) {
        return record.dynamodb().approximateCreationDateTime().toString();
    }

    private static String sequenceNumber(Sent sent) {
        return sequenceNumber(sent.record());
    }

    private static String sequenceNumber(Record record) {
        return record.dynamodb().sequenceNumber();
    }
}
