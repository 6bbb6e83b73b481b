package io.seatline.local.audit;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** One show as the history tells it so far: who owns each seat, who waits, and what was given back to whoever waits. */
final class Hall {
    private final String show;
    private final List<String> breaches;
    private final Map<String, String> owners = new HashMap<>();
    private final Map<String, Change.OfEntry> waiting = new TreeMap<>();
    private final List<GivenBack> givenBack = new ArrayList<>();

    /** Seats that one booking gave back, as long as nobody has them again. */
    private record GivenBack(BigInteger number, Set<String> seats) {}

    Hall(String show, List<String> breaches) {
        this.show = show;
        this.breaches = breaches;
    }

    Map<String, String> owners() {
        return owners;
    }

    void on(Change change) {
        switch (change) {
            case Change.OfBooking booking when booking.takesSeats() -> take(booking);
            case Change.OfBooking booking when booking.givesSeatsBack() -> giveBack(booking);
            case Change.OfBooking _ -> {}
            case Change.OfEntry entry -> move(entry);
        }
    }

    private void take(Change.OfBooking booking) {
        if (!booking.offered() || booking.from().isPresent()) {
            nobodyWaitsForWhatWasGivenBack(booking);
        }
        for (String seat : booking.seats()) {
            String other = owners.put(seat, booking.id());
            if (other != null) {
                breaches.add("TWO OWNERS: seat " + seat + " of " + show + " was " + other + "'s when " + booking.id()
                        + " took it");
            }
        }
        givenBack.forEach(back -> back.seats().removeAll(booking.seats()));
        givenBack.removeIf(back -> back.seats().isEmpty());
    }

    private void giveBack(Change.OfBooking booking) {
        for (String seat : booking.seats()) {
            if (!owners.remove(seat, booking.id())) {
                breaches.add("NOT ITS OWN: " + booking.id() + " gave back seat " + seat + " of " + show + ", which was "
                        + owners.get(seat) + "'s");
            }
        }
        givenBack.add(new GivenBack(booking.number(), new HashSet<>(booking.seats())));
    }

    /**
     * What one booking gave back goes to the public only where it is too little for everybody who waited then and still
     * does. What is left of it now was free when the waitlist's writer decided.
     */
    private void nobodyWaitsForWhatWasGivenBack(Change.OfBooking booking) {
        for (GivenBack back : givenBack) {
            if (booking.seats().stream().noneMatch(back.seats()::contains)) {
                continue;
            }
            waiting.values().stream()
                    .filter(w -> !w.accessible()
                            && w.number().compareTo(back.number()) < 0
                            && w.seats() <= back.seats().size())
                    .forEach(w -> breaches.add("JUMPED THE LINE: " + booking.id() + " took seats of " + show + " that "
                            + w.id() + ", a party of " + w.seats() + ", had been waiting for"));
        }
    }

    /** Seats that suit a party suit every party that is no larger: none of those may wait at an earlier place. */
    private void move(Change.OfEntry entry) {
        if (entry.to().equals("WAITING")) {
            waiting.put(entry.id(), entry);
            return;
        }
        waiting.remove(entry.id());
        if (entry.to().equals("OFFERED")) {
            waiting.values().stream()
                    .filter(w -> !w.accessible() && w.place() < entry.place() && w.seats() <= entry.seats())
                    .forEach(w -> breaches.add("OVERTAKEN: " + entry.id() + " at place " + entry.place()
                            + " was offered seats before " + w.id() + " at place " + w.place()));
        }
    }
}
