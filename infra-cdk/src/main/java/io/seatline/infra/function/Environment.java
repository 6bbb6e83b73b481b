package io.seatline.infra.function;

import io.seatline.infra.queue.Queues;
import io.seatline.infra.storage.Tables;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/** The environment variables of the functions. A variable has the same value in every function that has it. */
final class Environment {
    private final Map<String, String> known;

    private Environment(Map<String, String> known) {
        this.known = Collections.unmodifiableMap(known);
    }

    /**
     * Takes the values from the stack.
     *
     * @param publicUrl the URL that customers call, without a trailing slash
     */
    static Environment of(Resources resources, String publicUrl) {
        Map<String, String> known = new TreeMap<>();
        Tables tables = resources.tables();
        known.put("CATALOG_TABLE", tables.catalog().getTableName());
        known.put("SEAT_CLAIMS_TABLE", tables.seatClaims().getTableName());
        known.put("BOOKINGS_TABLE", tables.bookings().getTableName());
        known.put("WAITLIST_TABLE", tables.waitlist().getTableName());
        known.put("DEADLINE_SHARDS", Integer.toString(Tables.DEADLINE_SHARDS));
        known.put("HOLD_SECONDS", "300");
        known.put("OFFER_SECONDS", "300");
        Queues queues = resources.queues();
        known.put("DEADLINE_QUEUE_URL", queues.deadline().queue().getQueueUrl());
        known.put("REFUND_QUEUE_URL", queues.refund().queue().getQueueUrl());
        known.put("SHOW_QUEUE_URL", queues.showQueue().queue().getQueueUrl());
        known.put("SHOW_QUEUE_DLQ_URL", queues.showQueue().deadLetterQueue().getQueueUrl());
        known.put("OUTBOX_DLQ_URL", queues.outboxDlq().getQueueUrl());
        known.put("NOTICES_QUEUE_URL", queues.notices().queue().getQueueUrl());
        known.put("MAIL_QUEUE_URL", queues.mail().queue().getQueueUrl());
        known.put("EVENT_BUS_NAME", resources.bus().getEventBusName());
        known.put("MOMO_ENDPOINT", resources.stage().momoEndpoint());
        known.put("PUBLIC_URL", publicUrl);
        known.put("MOMO_REDIRECT_URL", publicUrl + "/api/v1/payment/success");
        known.put("MOMO_SECRET_ID", resources.inputs().momo().getSecretArn());
        known.put("CHAT_SECRET_ID", resources.inputs().chat().getSecretArn());
        known.put("NOTICE_SECRET_ID", resources.inputs().notice().getSecretArn());
        known.put("TICKET_SECRET_ID", resources.inputs().ticketKeys().getSecretArn());
        known.put("DOOR_OPENS_MINUTES", "60");
        return new Environment(known);
    }

    /** This environment with one more variable. */
    Environment with(String name, String value) {
        Map<String, String> more = new TreeMap<>(known);
        more.put(name, value);
        return new Environment(more);
    }

    /**
     * Selects the variables of one function.
     *
     * @throws IllegalArgumentException for a variable without a value
     */
    Map<String, String> select(String... names) {
        Map<String, String> selected = new TreeMap<>();
        for (String name : names) {
            String value = known.get(name);
            if (value == null) {
                throw new IllegalArgumentException("environment variable " + name + " has no value");
            }
            selected.put(name, value);
        }
        return selected;
    }

    /** The variables of a function that changes bookings and their claims. */
    Map<String, String> bookings() {
        return select("SEAT_CLAIMS_TABLE", "BOOKINGS_TABLE", "DEADLINE_SHARDS");
    }

    /** The variables of a function that calls MoMo. */
    Map<String, String> momo() {
        return select("MOMO_ENDPOINT", "MOMO_IPN_URL", "MOMO_REDIRECT_URL", "MOMO_SECRET_ID");
    }
}
