package io.seatline.local.lambda.eventsource;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.seatline.local.Faults;
import io.seatline.local.eventbridge.EventFilter;
import io.seatline.local.lambda.FunctionError;
import io.seatline.local.lambda.FunctionRuntime;
import io.seatline.local.sqs.QueueEngine;
import io.seatline.local.template.ResolvedTemplate.Mapping;
import io.seatline.local.template.ResolvedTemplate.Table;
import io.seatline.local.template.ResolvedTemplate;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.dynamodb.model.Record;

/**
 * Delivers a shard's records to a function, in order, until each is worked off or given up.
 *
 * <p>A batch that fails is retried; where the mapping says so it is halved first, which does not count as a retry. A
 * batch that the function worked off up to a record goes on with that record. What has used up its retries goes, all
 * that is left of its batch, to the failure destination. Between tries it waits by the machine's clock, as for a
 * passing fault of the machine.
 */
final class StreamDelivery {

    private static final Logger LOG = LoggerFactory.getLogger(StreamDelivery.class);
    private static final Duration FIRST_WAIT = Duration.ofMillis(25);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(5);

    /** A record, and its JSON in an event. */
    private record Sent(Record record, String json) {}

    private record Batch(List<Sent> records, int failures) {}

    private final Mapping mapping;
    private final ResolvedTemplate cloud;
    private final Table table;
    private final String functionId;
    private final String streamArn;
    private final FunctionRuntime functions;
    private final QueueEngine queues;
    private final Checkpoints checkpoints;
    private final Faults faults;
    private final InstantSource clock;
    private final EventFilter filter;

    StreamDelivery(
            Mapping mapping,
            ResolvedTemplate cloud,
            String streamArn,
            FunctionRuntime functions,
            QueueEngine queues,
            Checkpoints checkpoints,
            Faults faults,
            InstantSource clock) {
        this.mapping = mapping;
        this.cloud = cloud;
        this.table = cloud.table(mapping.sourceArn());
        this.functionId = cloud.function(mapping.functionArn()).id();
        this.streamArn = streamArn;
        this.functions = functions;
        this.queues = queues;
        this.checkpoints = checkpoints;
        this.faults = faults;
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

    /** Delivers records that follow one another; returns when all are worked off or given up. */
    void deliver(String shardId, List<Record> records) throws InterruptedException {
        List<Sent> passing = new ArrayList<>();
        for (Record record : records) {
            Sent sent = new Sent(record, StreamEvents.record(record, streamArn).toString());
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
            int done = workOff(batch.records());
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
                giveUp(shardId, batch);
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

    /** Invokes the function; tells how many records it worked off, or -1 when it failed as a whole. */
    private int workOff(List<Sent> records) {
        return switch (faults.records(table.id())) {
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
            BatchResult result = BatchResult.read(answer, ids);
            for (int i = 0; i < ids.size(); i++) {
                if (result.failed().contains(ids.get(i))) {
                    return i;
                }
            }
            return records.size();
        } catch (FunctionError _) {
            return -1;
        }
    }

    private void giveUp(String shardId, Batch batch) {
        LOG.error(
                "{} gave up {} records of {} after {} tries",
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
