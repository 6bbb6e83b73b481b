package io.seatline.usecase.port;

import io.seatline.events.DomainEvent;

/** The way to customers: whoever sends their mails and messages. */
public interface CustomerNotices {
    /**
     * Hands over a notice; throws if it is not taken. The same event may be handed over again, under the same id.
     *
     * @param type the kind of notice, such as {@code offer.made}
     * @param event what the notice tells
     * @return false where no receiver is configured; then nothing is sent
     */
    boolean send(String type, DomainEvent event);
}
