package io.seatline.usecase.port;

import io.seatline.events.DomainEvent;
import java.util.List;

/** Tells the world what has happened. */
public interface EventBus {
    /** Publishes in this order; throws if any was not taken, and may then be called again with all of them. */
    void publish(List<DomainEvent> events);
}
