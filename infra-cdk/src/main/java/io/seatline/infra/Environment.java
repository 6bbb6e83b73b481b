package io.seatline.infra;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awscdk.services.events.EventBus;

/** What functions may be told: a variable has the same value in every function that is told it. */
final class Environment {
    private final Map<String, String> known;

    private Environment(Map<String, String> known) {
        this.known = Collections.unmodifiableMap(known);
    }

    /**
     * What can be said of the stack.
     *
     * @param apiEndpoint where the HTTP API is served, without a slash at its end
     */
    static Environment of(
            DeploymentStage stage, Tables tables, Queues queues, EventBus bus, Vault vault, String apiEndpoint) {
        Map<String, String> known = new TreeMap<>();
        known.put("CATALOG_TABLE", tables.catalog().getTableName());
        known.put("SEAT_CLAIMS_TABLE", tables.seatClaims().getTableName());
        known.put("BOOKINGS_TABLE", tables.bookings().getTableName());
        known.put("WAITLIST_TABLE", tables.waitlist().getTableName());
        known.put("DEADLINE_SHARDS", Integer.toString(Functions.DEADLINE_SHARDS));
        known.put("HOLD_SECONDS", "300");
        known.put("DEADLINE_QUEUE_URL", queues.deadline().queue().getQueueUrl());
        known.put("REFUND_QUEUE_URL", queues.refund().queue().getQueueUrl());
        known.put("SHOW_QUEUE_URL", queues.waitlist().queue().getQueueUrl());
        known.put("SHOW_QUEUE_DLQ_URL", queues.waitlist().deadLetterQueue().getQueueUrl());
        known.put("NOTICES_QUEUE_URL", queues.notices().queue().getQueueUrl());
        known.put("EVENT_BUS_NAME", bus.getEventBusName());
        known.put("MOMO_ENDPOINT", stage.momoEndpoint());
        known.put("MOMO_REDIRECT_URL", apiEndpoint + "/api/v1/payment/success");
        known.put("MOMO_SECRET_ID", vault.momo().getSecretArn());
        known.put("CHAT_SECRET_ID", vault.chat().getSecretArn());
        known.put("NOTICE_SECRET_ID", vault.notice().getSecretArn());
        return new Environment(known);
    }

    /** The same, and one variable more. */
    Environment with(String name, String value) {
        Map<String, String> more = new TreeMap<>(known);
        more.put(name, value);
        return new Environment(more);
    }

    /**
     * What one function is told.
     *
     * @throws IllegalArgumentException for a variable that has no value
     */
    Map<String, String> tell(String... names) {
        Map<String, String> told = new TreeMap<>();
        for (String name : names) {
            String value = known.get(name);
            if (value == null) {
                throw new IllegalArgumentException("There is no value for " + name);
            }
            told.put(name, value);
        }
        return told;
    }
}
