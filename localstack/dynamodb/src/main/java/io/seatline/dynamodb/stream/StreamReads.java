package io.seatline.dynamodb.stream;

import io.seatline.dynamodb.error.Errors;
import io.seatline.dynamodb.store.*;
import io.seatline.dynamodb.store.Store.Change;
import io.seatline.dynamodb.table.*;
import io.seatline.dynamodb.table.Tables.Listing;
import io.seatline.dynamodb.value.Item;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.*;
import java.util.*;
import java.util.stream.IntStream;
import org.h2.mvstore.*;
import software.amazon.awssdk.services.dynamodb.model.*;
import software.amazon.awssdk.services.dynamodb.model.Record;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;

/** Reads the streams of tables. Records contain {@code region} and are kept for 24 hours. */
public record StreamReads(Store store, Tables tables, InstantSource clock, String region, MVMap<String, String> trimmed)
        implements DynamoDbStreamsClient {
    private static final Duration RETENTION = Duration.ofHours(24);
    private static final Duration ITERATOR_VALIDITY = Duration.ofMinutes(15);
    private static final int MAX_RECORDS = 1_000;
    private static final long MAX_BYTES = 1024 * 1024;
    private static final String NOT_FOUND = "Requested resource not found: ";
    private static final String CONSTRAINT =
            "1 validation error detected: Value %s at '%s' failed to satisfy constraint: %s";

    public int trim() {
        long horizon = clock.instant().minus(RETENTION).toEpochMilli();
        return tables.all().stream()
                .flatMap(table -> table.shards().stream())
                .mapToInt(shard -> trim(shard, horizon))
                .sum();
    }

    private int trim(MVMap<Long, Change> shard, long horizon) {
        return store.write(() -> {
            List<Long> old = new ArrayList<>();
            Cursor<Long, Change> cursor = shard.cursor(null);
            while (cursor.hasNext()
                    && cursor.next() != null
                    && cursor.getValue().millis() < horizon) {
                old.add(cursor.getKey());
            }
            old.forEach(shard::remove);
            old.stream().max(Long::compare).ifPresent(last -> trimmed.put(shard.getName(), last.toString()));
            return old.size();
        });
    }

    @Override
    public ListStreamsResponse listStreams(ListStreamsRequest request) {
        Map<String, Stream> streams = new TreeMap<>();
        for (Table table : tables.all()) {
            String arn = table.description().latestStreamArn();
            String label = table.description().latestStreamLabel();
            if (arn != null
                    && (request.tableName() == null || request.tableName().equals(table.name()))) {
                Stream.Builder stream = Stream.builder().streamArn(arn).streamLabel(label);
                streams.put(arn, stream.tableName(table.name()).build());
            }
        }
        Listing page = Listing.of(streams.keySet().stream(), request.exclusiveStartStreamArn(), request.limit());
        var result = ListStreamsResponse.builder().lastEvaluatedStreamArn(page.last());
        return result.streams(page.names().stream().map(streams::get).toList()).build();
    }

    private Table stream(String arn) {
        if (arn == null) {
            throw Errors.validation(CONSTRAINT.formatted("null", "streamArn", "Member must not be null"));
        }
        return tables.all().stream()
                .filter(table -> arn.equals(table.description().latestStreamArn()))
                .findFirst()
                .orElseThrow(() -> Errors.notFound(NOT_FOUND + "Stream: " + arn + " not found"));
    }

    private static List<String> shardIds(Table table) {
        return IntStream.range(0, table.shards().size())
                .mapToObj("shardId-%020d"::formatted)
                .toList();
    }

    @Override
    public DescribeStreamResponse describeStream(DescribeStreamRequest request) {
        Table table = stream(request.streamArn());
        TableDescription is = table.description();
        Listing page = Listing.of(shardIds(table).stream(), request.exclusiveStartShardId(), request.limit());
        List<Shard> shards = new ArrayList<>();
        for (String id : page.names()) {
            var shard = Shard.builder().shardId(id);
            shards.add(shard.sequenceNumberRange(range -> range.startingSequenceNumber(Position.text(0)))
                    .build());
        }
        return DescribeStreamResponse.builder()
                .streamDescription(description -> description
                        .streamArn(is.latestStreamArn())
                        .streamLabel(is.latestStreamLabel())
                        .streamStatus(StreamStatus.ENABLED)
                        .streamViewType(is.streamSpecification().streamViewType())
                        .tableName(table.name())
                        .keySchema(is.keySchema())
                        .creationRequestDateTime(is.creationDateTime())
                        .shards(shards)
                        .lastEvaluatedShardId(page.last()))
                .build();
    }

    @Override
    public GetShardIteratorResponse getShardIterator(GetShardIteratorRequest request) {
        MVMap<Long, Change> shard = shard(stream(request.streamArn()), request.shardId());
        long next = store.read(() -> switch (request.shardIteratorType()) {
            case TRIM_HORIZON -> trimmedTo(shard) + 1;
            case LATEST -> shard.isEmpty() ? trimmedTo(shard) + 1 : shard.lastKey() + 1;
            case AT_SEQUENCE_NUMBER -> refuseTrimmed(shard, Position.number(request.sequenceNumber()));
            case AFTER_SEQUENCE_NUMBER -> refuseTrimmed(shard, Position.number(request.sequenceNumber()) + 1);
            case null, default -> {
                String rule = "Member must satisfy enum value set: [AFTER_SEQUENCE_NUMBER, LATEST,"
                        + " AT_SEQUENCE_NUMBER, TRIM_HORIZON]";
                String given = "'" + request.shardIteratorTypeAsString() + "'";
                throw Errors.validation(CONSTRAINT.formatted(given, "shardIteratorType", rule));
            }
        });
        Position position = new Position(request.streamArn(), request.shardId(), next, clock.millis());
        return GetShardIteratorResponse.builder()
                .shardIterator(position.encoded())
                .build();
    }

    private static MVMap<Long, Change> shard(Table table, String id) {
        int index = shardIds(table).indexOf(id);
        if (index < 0) {
            throw Errors.notFound(NOT_FOUND + "Shard: " + id + " in stream: "
                    + table.description().latestStreamArn() + " not found");
        }
        return table.shards().get(index);
    }

    private long trimmedTo(MVMap<Long, Change> shard) {
        return Long.parseLong(trimmed.getOrDefault(shard.getName(), "0"));
    }

    private long refuseTrimmed(MVMap<Long, Change> shard, long next) {
        if (next <= trimmedTo(shard)) {
            String problem = "The operation attempted to read past the oldest stream record in a shard";
            throw Errors.of(TrimmedDataAccessException.builder(), problem);
        }
        return next;
    }

    @Override
    public GetRecordsResponse getRecords(GetRecordsRequest request) {
        Position position = Position.decode(request.shardIterator());
        Instant issued = Instant.ofEpochMilli(position.issued());
        if (clock.instant().isAfter(issued.plus(ITERATOR_VALIDITY))) {
            throw Errors.of(
                    ExpiredIteratorException.builder(),
                    "Iterator expired. The iterator was created at time " + issued + " while right now it is "
                            + clock.instant());
        }
        Table table = stream(position.stream());
        MVMap<Long, Change> shard = shard(table, position.shard());
        int limit = request.limit() == null ? MAX_RECORDS : Math.min(MAX_RECORDS, request.limit());
        return store.read(() -> {
            List<Record> records = new ArrayList<>();
            long next = refuseTrimmed(shard, position.next());
            long bytes = 0;
            Cursor<Long, Change> cursor = shard.cursor(next);
            while (records.size() < limit && bytes < MAX_BYTES && cursor.hasNext()) {
                next = cursor.next() + 1;
                Record record = record(table.description().streamSpecification().streamViewType(), cursor.getValue());
                bytes += record.dynamodb().sizeBytes();
                records.add(record);
            }
            Position after = new Position(position.stream(), position.shard(), next, clock.millis());
            var result = GetRecordsResponse.builder().records(records);
            return result.nextShardIterator(after.encoded()).build();
        });
    }

    private Record record(StreamViewType view, Change change) {
        boolean both = view == StreamViewType.NEW_AND_OLD_IMAGES;
        Item after = both || view == StreamViewType.NEW_IMAGE ? change.after() : Item.NONE;
        Item before = both || view == StreamViewType.OLD_IMAGE ? change.before() : Item.NONE;
        StreamRecord content = StreamRecord.builder()
                .approximateCreationDateTime(Instant.ofEpochSecond(change.millis() / 1_000))
                .keys(change.keys().toSdk())
                .newImage(after.exists() ? after.toSdk() : null)
                .oldImage(before.exists() ? before.toSdk() : null)
                .sequenceNumber(Position.text(change.sequence()))
                .sizeBytes((long) change.keys().size() + after.size() + before.size())
                .streamViewType(view)
                .build();
        OperationType nameOfChange = change.after().exists() ? OperationType.MODIFY : OperationType.REMOVE;
        Record.Builder record = Record.builder()
                .eventID(String.format("%032x", change.sequence()))
                .eventName(change.before().exists() ? nameOfChange : OperationType.INSERT)
                .eventVersion("1.1")
                .eventSource("aws:dynamodb")
                .awsRegion(region)
                .dynamodb(content);
        if (change.expired()) {
            record.userIdentity(i -> i.type("Service").principalId("dynamodb.amazonaws.com"));
        }
        return record.build();
    }

    @Override
    public String serviceName() {
        return SERVICE_NAME;
    }

    @Override
    public void close() {
        // The engine closes the store.
    }

    private record Position(String stream, String shard, long next, long issued) {
        /** Gives sequence numbers 21 digits, as on AWS, so that they also sort as text. */
        private static final BigInteger FIRST = BigInteger.TEN.pow(20);

        static String text(long number) {
            return FIRST.add(BigInteger.valueOf(number)).toString();
        }

        static long number(String text) {
            try {
                return new BigInteger(text).subtract(FIRST).longValueExact();
            } catch (ArithmeticException | NumberFormatException | NullPointerException _) {
                throw Errors.validation("Invalid SequenceNumber: " + text);
            }
        }

        String encoded() {
            String text = String.join("|", stream, shard, Long.toString(next), Long.toString(issued));
            return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
        }

        static Position decode(String iterator) {
            try {
                String text = new String(Base64.getDecoder().decode(iterator), StandardCharsets.UTF_8);
                String[] parts = text.split("\\|", 4);
                return new Position(parts[0], parts[1], Long.parseLong(parts[2]), Long.parseLong(parts[3]));
            } catch (IllegalArgumentException | ArrayIndexOutOfBoundsException | NullPointerException _) {
                throw Errors.validation("Invalid ShardIterator");
            }
        }
    }
}
