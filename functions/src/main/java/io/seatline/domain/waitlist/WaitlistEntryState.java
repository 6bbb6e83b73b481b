package io.seatline.domain.waitlist;

import java.util.Set;

/** The states of a waitlist entry in a show's waitlist as they are stored and, in one place, the exits of each. */
public enum WaitlistEntryState {
    /** The customer's wish is on its way to the show's worker, who gives the place. */
    JOINING,
    /** It has a place in the waitlist. */
    WAITING,
    /** Seats are, or were, held for it; their booking tells what became of them. */
    OFFERED,
    /** The customer has left. */
    LEFT;

    /** The states that may follow this one. */
    public Set<WaitlistEntryState> exits() {
        return switch (this) {
            case JOINING -> Set.of(WAITING, LEFT);
            case WAITING -> Set.of(OFFERED, LEFT);
            case OFFERED -> Set.of(LEFT);
            case LEFT -> Set.of();
        };
    }
}
