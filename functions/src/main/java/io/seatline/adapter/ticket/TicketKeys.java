package io.seatline.adapter.ticket;

import io.seatline.adapter.http.JsonSecret;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The keys of tickets, from a secret of the form <code>{"current":"…","previous":"…"}</code>. The current one signs, both
 * verify; the previous one may be empty. An operator may rotate them at any time.
 */
public final class TicketKeys {
    private static final Logger LOG = LoggerFactory.getLogger(TicketKeys.class);

    private final Supplier<String> known;
    private final Supplier<String> latest;
    private volatile Derived derived = new Derived("", List.of());

    /** Keys and the secret that they were derived from. */
    private record Derived(String secret, List<TicketKey> keys) {
        @Override
        public String toString() {
            return "Derived";
        }
    }

    /**
     * @param known the known secret, which may be some minutes old; throws if there is none
     * @param latest that of now, for a token with a key that is not known
     */
    public TicketKeys(Supplier<String> known, Supplier<String> latest) {
        this.known = known;
        this.latest = latest;
    }

    TicketKey current() {
        return all().getFirst();
    }

    /** The current key and the previous one if there is one. */
    List<TicketKey> all() {
        return keys(known.get());
    }

    Optional<TicketKey> find(byte[] id) {
        return find(id, all()).or(() -> find(id, keys(latest.get())));
    }

    private static Optional<TicketKey> find(byte[] id, List<TicketKey> keys) {
        return keys.stream().filter(key -> Arrays.equals(key.id(), id)).findFirst();
    }

    /** The doors stay open with the last good keys while an operator repairs a secret that cannot be used. */
    private List<TicketKey> keys(String text) {
        Derived last = derived;
        if (!last.secret.equals(text)) {
            try {
                last = derive(text);
                derived = last;
            } catch (IllegalArgumentException e) {
                if (last.keys.isEmpty()) {
                    throw e;
                }
                LOG.error("The ticket keys cannot be used, the last ones serve on: {}", e.getMessage());
            }
        }
        return last.keys;
    }

    private static Derived derive(String text) {
        JsonSecret secret = JsonSecret.read("the secret of the ticket keys", text);
        TicketKey current = TicketKey.of(secret.text("current"));
        String previous = secret.text("previous");
        return new Derived(text, previous.isEmpty() ? List.of(current) : List.of(current, TicketKey.of(previous)));
    }
}
