package io.seatline.usecase.port;

import io.seatline.events.DomainEvent;
import io.seatline.usecase.correlation.Correlated;
import java.util.List;

/** Publishes domain events. */
public interface EventBus {
    /** Publishes in this order. Throws if any event was not accepted; it is then safe to publish all of them again. */
    void publish(List<Correlated<DomainEvent>> events);
}
