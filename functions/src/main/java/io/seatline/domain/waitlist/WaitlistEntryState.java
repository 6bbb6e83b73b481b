package io.seatline.domain.waitlist;

import java.util.Set;

/** The stored states of a waitlist entry and the exits of each. */
public enum WaitlistEntryState {
    /** It waits for the show worker to assign its place. */
    JOINING,
    /** It has a place in the waitlist. */
    WAITING,
    /** Seats are, or were, held for it; see the booking's state. */
    OFFERED,
    /** The customer has left, or staff removed it. */
    LEFT,
    /** The show was cancelled before it got an offer. */
    LAPSED;

    /** The states that may follow this one. */
    public Set<WaitlistEntryState> exits() {
        return switch (this) {
            case JOINING -> Set.of(WAITING, LEFT, LAPSED);
            case WAITING -> Set.of(OFFERED, LEFT, LAPSED);
            case OFFERED -> Set.of(LEFT);
            case LEFT, LAPSED -> Set.of();
        };
    }
}
