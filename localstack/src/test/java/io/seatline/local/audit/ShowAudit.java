package io.seatline.local.audit;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Replays the changes of one show: the owner of each seat, the waiting entries and the released seats. */
final class ShowAudit {
    private final String show;
    private final List<String> breaches;
    private final Map<String, String> owners = new HashMap<>();
    private final Map<String, Change.OfEntry> waiting = new TreeMap<>();
    private final List<Release> releases = new ArrayList<>();

    /** The seats that one booking released and no booking has taken since. */
    private record Release(BigInteger number, Set<String> seats) {}

    ShowAudit(String show, List<String> breaches) {
        this.show = show;
        this.breaches = breaches;
    }

    /** Returns the booking that owns each seat. */
    Map<String, String> owners() {
        return owners;
    }

    void add(Change change) {
        switch (change) {
            case Change.OfBooking booking -> {
                take(booking);
                release(booking);
            }
            case Change.OfEntry entry -> move(entry);
        }
    }

    private void take(Change.OfBooking booking) {
        Set<String> taken = booking.taken();
        if (!booking.offered() || !booking.isNew()) {
            requireNobodyWaiting(booking);
        }
        for (String seat : taken) {
            String other = owners.put(seat, booking.id());
            if (other != null) {
                breaches.add("TWO OWNERS: seat " + seat + " of " + show + " was " + other + "'s when " + booking.id()
                        + " took it");
            }
        }
        releases.forEach(release -> release.seats().removeAll(taken));
        releases.removeIf(release -> release.seats().isEmpty());
    }

    private void release(Change.OfBooking booking) {
        for (String seat : booking.released()) {
            if (!owners.remove(seat, booking.id())) {
                breaches.add("RELEASED BY ANOTHER: " + booking.id() + " released seat " + seat + " of " + show
                        + ", which was " + owners.get(seat) + "'s");
            }
        }
        if (!booking.released().isEmpty()) {
            releases.add(new Release(booking.number(), booking.released()));
        }
    }

    /**
     * Requires that seats released by one booking go to the public only if they are too few for every entry that waited
     * at the release and still waits. The seats that are still free now were free when the show worker decided.
     */
    private void requireNobodyWaiting(Change.OfBooking booking) {
        for (Release release : releases) {
            if (booking.taken().stream().noneMatch(release.seats()::contains)) {
                continue;
            }
            waiting.values().stream()
                    .filter(entry -> !entry.accessible()
                            && entry.number().compareTo(release.number()) < 0
                            && entry.seats() <= release.seats().size())
                    .forEach(entry -> breaches.add("WAITLIST BYPASSED: " + booking.id() + " took seats of " + show
                            + " that " + entry.id() + ", a party of " + entry.seats() + ", was waiting for"));
        }
    }

    /** Requires that no party of at most the same size waits at an earlier place, since the offered seats would fit it. */
    private void move(Change.OfEntry entry) {
        if (entry.to().equals("WAITING")) {
            waiting.put(entry.id(), entry);
            return;
        }
        waiting.remove(entry.id());
        if (entry.isOffered()) {
            waiting.values().stream()
                    .filter(other ->
                            !other.accessible() && other.place() < entry.place() && other.seats() <= entry.seats())
                    .forEach(other -> breaches.add("OVERTAKEN: " + entry.id() + " at place " + entry.place()
                            + " was offered seats before " + other.id() + " at place " + other.place()));
        }
    }
}
