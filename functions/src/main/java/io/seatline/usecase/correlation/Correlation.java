package io.seatline.usecase.correlation;

import java.util.Optional;
import org.slf4j.MDC;

/**
 * The id of the first request that led to the work at hand, such as the hold of a booking or the join of a waitlist
 * entry. It belongs to the thread and is in its logging context, so that every log line has it; the adapters store it with
 * new items and send it with messages and events. No decision depends on it.
 *
 * <p>A function binds it for each request, message, event and stream record. An adapter that reads a single item binds
 * that item's id, so that a later request about a booking has the booking's id.
 */
public final class Correlation {
    /** The log field, the attribute of an item, and the field of a message or an event. */
    public static final String FIELD = "correlation_id";

    /** The log field with the id of the HTTP request at hand, as in API Gateway's access log. */
    private static final String REQUEST_FIELD = "api_request_id";

    private static final ThreadLocal<Optional<String>> REQUEST = ThreadLocal.withInitial(Optional::empty);
    private static final ThreadLocal<Optional<String>> ID = ThreadLocal.withInitial(Optional::empty);

    private Correlation() {}

    /** Starts the work of an HTTP request. */
    public static void startRequest(Optional<String> requestId) {
        set(REQUEST, REQUEST_FIELD, requestId);
        bindRequest();
    }

    /** Binds the id of the HTTP request at hand; none outside of one. */
    public static void bindRequest() {
        bind(REQUEST.get());
    }

    /** Binds this id; empty for an item or a message that was written without one. */
    public static void bind(Optional<String> id) {
        set(ID, FIELD, id);
    }

    /** The id of the work at hand; empty if it is unknown, or if the work is about no booking or waitlist entry. */
    public static Optional<String> id() {
        return ID.get();
    }

    /** Ends the work of the thread: the next invocation must not have its id. */
    public static void clear() {
        startRequest(Optional.empty());
    }

    private static void set(ThreadLocal<Optional<String>> value, String field, Optional<String> id) {
        value.set(id);
        id.ifPresentOrElse(known -> MDC.put(field, known), () -> MDC.remove(field));
    }
}
