package io.seatline.dynamodb.random;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.seatline.dynamodb.DynamoDbEngine;
import io.seatline.dynamodb.EngineOptions;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;

/**
 * Compares another engine with ours on random programs. Only the differences in {@code known-differences.txt} may occur.
 * {@code -Dendpoint=http://localhost:4566} sets the other engine, {@code -Drandom.seconds=60} the duration.
 */
@EnabledIfSystemProperty(named = "endpoint", matches = ".+")
class RandomEndpointTest {
    private static final Duration TIME = Duration.ofSeconds(Integer.getInteger("random.seconds", 30));
    private static final int PROGRAMS = Integer.getInteger("random.programs", Integer.MAX_VALUE);
    private static final long SEED = Long.getLong("random.seed", 1);
    private static final int MAX_REPORTED = 40;

    private final KnownDifferences known = KnownDifferences.load();
    private final Map<String, List<String>> unknown = new LinkedHashMap<>();
    private final Map<String, Integer> seen = new TreeMap<>();
    private int operations;

    @Test
    void other_engine_differs_only_in_known_ways() {
        long run = Instant.now().toEpochMilli();
        int programs = 0;
        Instant end = Instant.now().plus(TIME);
        try (SdkHttpClient http = UrlConnectionHttpClient.create();
                DynamoDbClient tables =
                        configured(DynamoDbClient.builder(), http).build();
                DynamoDbStreamsClient streams =
                        configured(DynamoDbStreamsClient.builder(), http).build();
                DynamoDbEngine engine = new DynamoDbEngine(EngineOptions.inMemory())) {
            while (programs < PROGRAMS && Instant.now().isBefore(end)) {
                String suffix = Long.toString(run + programs, Character.MAX_RADIX);
                Target ours = new Target(engine.client(), engine.streams(), suffix);
                Target theirs = new Target(tables, streams, suffix);
                compare(RandomPrograms.of(SEED + programs, Dialect.MINISTACK), ours, theirs);
                programs++;
            }
        }
        System.out.println("Random programs against " + System.getProperty("endpoint") + ": " + programs + " with "
                + operations + " operations, seeds from " + SEED + "; known differences met: " + seen);
        assertEquals("", report());
    }

    private static <B extends AwsSyncClientBuilder<B, ?> & AwsClientBuilder<B, ?>> B configured(
            B builder, SdkHttpClient http) {
        return builder.httpClient(http)
                .endpointOverride(URI.create(System.getProperty("endpoint")))
                .region(Region.US_EAST_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test")));
    }

    /** Runs a program on both engines and records the differences. */
    private void compare(Program program, Target ours, Target theirs) {
        Model model = new Model(program.tables());
        program.tables().forEach(shape -> {
            ours.create(shape);
            theirs.create(shape);
        });
        try {
            boolean repaired = false;
            List<Operation> all = new ArrayList<>(program.operations());
            for (Shape shape : program.tables()) {
                all.add(FullScan.of(shape, null));
                shape.indexes().forEach(index -> all.add(FullScan.of(shape, index.name())));
            }
            for (Operation operation : all) {
                operations++;
                Outcome expected = model.run(operation);
                Outcome our = ours.run(operation);
                Outcome their = theirs.run(operation);
                for (String part : our.differences(their, expected.parts().keySet())) {
                    note(Difference.of(operation, part, our, their), program, operation);
                }
                if (our.isError() != their.isError()) {
                    repaired |= repair(program, ours, theirs);
                }
            }
            for (Shape shape : program.tables()) {
                if (shape.stream().isPresent() && !repaired) {
                    compareStreams(program, shape, ours, theirs);
                }
            }
        } finally {
            program.tables().forEach(shape -> {
                ours.delete(shape);
                theirs.delete(shape);
            });
        }
    }

    /** Copies our items to the other engine after a write that only one accepted, so that the rest is comparable. */
    private static boolean repair(Program program, Target ours, Target theirs) {
        boolean repaired = false;
        for (Shape shape : program.tables()) {
            repaired |= theirs.replaceItems(shape, ours.items(shape));
        }
        return repaired;
    }

    /** Compares records without order: a stream may have several shards, and only the order per item is defined. */
    private void compareStreams(Program program, Shape shape, Target ours, Target theirs) {
        List<String> our = ours.records(shape).stream().sorted().toList();
        List<String> their = theirs.records(shape).stream().sorted().toList();
        if (!our.equals(their)) {
            List<String> ourOnly = new ArrayList<>(our);
            their.forEach(ourOnly::remove);
            List<String> theirOnly = new ArrayList<>(their);
            our.forEach(theirOnly::remove);
            note("stream: ours " + ourOnly + ", theirs " + theirOnly, program, FullScan.of(shape, null));
        }
    }

    private void note(String difference, Program program, Operation operation) {
        String name = known.nameOf(difference);
        if (name != null) {
            seen.merge(name, 1, Integer::sum);
        } else {
            unknown.computeIfAbsent(Difference.groupOf(difference), d -> new ArrayList<>())
                    .add("seed " + program.seed() + ": " + operation + "\n    " + difference);
        }
    }

    private String report() {
        StringBuilder report = new StringBuilder();
        unknown.entrySet().stream()
                .sorted((a, b) -> b.getValue().size() - a.getValue().size())
                .limit(MAX_REPORTED)
                .forEach(entry -> report.append(entry.getValue().size())
                        .append(" times, such as ")
                        .append(entry.getValue().getFirst())
                        .append("\n"));
        return report.toString();
    }
}
