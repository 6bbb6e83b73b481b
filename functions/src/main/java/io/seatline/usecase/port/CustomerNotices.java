package io.seatline.usecase.port;

import io.seatline.events.DomainEvent;
import java.util.Optional;

/** The service that sends e-mails and messages to customers. */
public interface CustomerNotices {
    /**
     * Sends a notice. Throws if the service does not accept it. The same event may be sent again under the same id.
     *
     * @param type the kind of notice, such as {@code offer.made}
     * @param event the content of the notice
     * @param ticketUrl the link of the customer's ticket
     * @return false if no receiver is configured, in which case nothing is sent
     */
    boolean send(String type, DomainEvent event, Optional<String> ticketUrl);
}
