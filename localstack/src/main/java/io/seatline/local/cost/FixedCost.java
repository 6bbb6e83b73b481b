package io.seatline.local.cost;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.seatline.local.Seatline;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** What a month costs while nobody books: what the template has of each, at its price. */
final class FixedCost {
    private static final double MINUTES_OF_A_MONTH = 365 * 24 * 60 / 12.0;

    /** Lambda reads a queue with five pollers, each of which waits for up to 20 seconds. */
    private static final double RECEIVES_A_MINUTE = 5 * 60 / 20.0;

    private final JsonNode resources;

    FixedCost() {
        try (InputStream in = Seatline.class.getResourceAsStream("seatline.template.json")) {
            resources = new ObjectMapper().readTree(in).path("Resources");
        } catch (IOException e) {
            throw new UncheckedIOException("the template snapshot cannot be read", e);
        }
    }

    /** Ticks, idle pollers, alarms and what else is billed by the month. */
    Bill month(Ledger ledger, Mix mix) {
        Usage ticks = ledger.usage(Acts.IDLE);
        Bill bill = Bill.of(ticks, ledger, mix).times(MINUTES_OF_A_MONTH);
        return bill.plus(Price.SCHEDULES, "ticks", ticks.of(Metric.INVOCATIONS) * MINUTES_OF_A_MONTH)
                .plus(Price.QUEUE_REQUESTS, "idle pollers", polled(false) * RECEIVES_A_MINUTE * MINUTES_OF_A_MONTH)
                .plus(Price.FIFO_REQUESTS, "idle pollers", polled(true) * RECEIVES_A_MINUTE * MINUTES_OF_A_MONTH)
                .plus(Price.ALARMS, "", count("AWS::CloudWatch::Alarm"))
                .plus(Price.DASHBOARDS, "", count("AWS::CloudWatch::Dashboard"))
                .plus(Price.METRICS, "", mix.customMetrics())
                .plus(Price.SECRETS, "", count("AWS::SecretsManager::Secret"));
    }

    /** The shards of what is due: each has a schedule. */
    int deadlineShards() {
        return (int) count("AWS::Scheduler::Schedule");
    }

    private double count(String type) {
        return resources
                .valueStream()
                .filter(resource -> resource.path("Type").asText().equals(type))
                .count();
    }

    private double polled(boolean fifo) {
        return resources
                .valueStream()
                .filter(resource -> resource.path("Type").asText().equals("AWS::Lambda::EventSourceMapping"))
                .map(mapping ->
                        mapping.at("/Properties/EventSourceArn/Fn::GetAtt/0").asText())
                .map(resources::path)
                .filter(source -> source.path("Type").asText().equals("AWS::SQS::Queue"))
                .filter(queue -> queue.at("/Properties/FifoQueue").asBoolean() == fifo)
                .count();
    }
}
