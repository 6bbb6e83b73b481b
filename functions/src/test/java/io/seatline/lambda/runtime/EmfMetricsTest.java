package io.seatline.lambda.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.seatline.events.metric.Metric;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class EmfMetricsTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final List<String> written = new ArrayList<>();
    private final long now = System.currentTimeMillis();
    private final EmfMetrics metrics =
            new EmfMetrics("Seatline", "seatline-dev", InstantSource.fixed(Instant.ofEpochMilli(now)), written::add);

    @Test
    void first_invocation_counts_one_cold_start() throws JsonProcessingException {
        metrics.count(Metric.HOLD_PLACED, 1);
        metrics.flush();
        assertEquals(JSON.readTree("""
                        {"_aws":{"Timestamp":%d,"CloudWatchMetrics":[{
                           "Namespace":"Seatline","Dimensions":[["Service"]],"Metrics":[
                             {"Name":"ColdStart","Unit":"Count"},{"Name":"HoldPlaced","Unit":"Count"}]}]},
                         "Service":"seatline-dev","HoldPlaced":1.0,"ColdStart":1.0}
                        """.formatted(now)), onlyLine());

        metrics.time(Metric.HOLD_EXPIRY_LAG, Duration.ofSeconds(2));
        metrics.flush();
        JsonNode second = onlyLine();
        assertEquals(
                JSON.readTree("[{\"Name\":\"HoldExpiryLag\",\"Unit\":\"Milliseconds\"}]"),
                second.at("/_aws/CloudWatchMetrics/0/Metrics"));
        assertEquals(2000, second.get("HoldExpiryLag").asDouble());
    }

    @Test
    void a_searched_shard_is_counted_under_its_own_dimension() throws JsonProcessingException {
        metrics.shardSearched(7);

        assertEquals(JSON.readTree("""
                        {"_aws":{"Timestamp":%d,"CloudWatchMetrics":[{
                           "Namespace":"Seatline","Dimensions":[["Service","Shard"]],
                           "Metrics":[{"Name":"ShardSearched","Unit":"Count"}]}]},
                         "Service":"seatline-dev","Shard":"7","ShardSearched":1.0}
                        """.formatted(now)), onlyLine());
    }

    @Test
    void invocation_without_metrics_writes_nothing() {
        metrics.flush();
        written.clear();
        metrics.flush();
        assertEquals(List.of(), written);
    }

    @Test
    void repeated_metric_keeps_every_value() throws JsonProcessingException {
        for (int i = 1; i <= 101; i++) {
            metrics.count(Metric.PAYMENT_REFUNDED, i);
        }
        metrics.flush();

        assertEquals(2, written.size());
        JsonNode full = JSON.readTree(written.getFirst());
        assertEquals(100, full.get("PaymentRefunded").size());
        assertEquals(3.0, full.at("/PaymentRefunded/2").asDouble());
        assertEquals(
                101.0, JSON.readTree(written.getLast()).get("PaymentRefunded").asDouble());
    }

    private JsonNode onlyLine() throws JsonProcessingException {
        assertEquals(1, written.size());
        return JSON.readTree(written.removeFirst());
    }
}
