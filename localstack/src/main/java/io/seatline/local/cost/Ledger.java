package io.seatline.local.cost;

import java.util.List;
import java.util.Map;

/**
 * What each act uses.
 *
 * @param entries the acts
 * @param memoryMb the memory of each function, MiB, by the simple name of its handler
 * @param storedBytes what a paid booking of two seats leaves in the tables and their indexes, with the hundred bytes an
 *     item that are for storage
 */
public record Ledger(List<Entry> entries, Map<String, Integer> memoryMb, long storedBytes) {

    /**
     * An act.
     *
     * @param name what it is called
     * @param what what it includes
     * @param usage what it used: the median of each count
     */
    public record Entry(String name, String what, Usage usage) {}

    public Ledger {
        entries = List.copyOf(entries);
        memoryMb = Map.copyOf(memoryMb);
    }

    /**
     * What an act used.
     *
     * @throws IllegalArgumentException if it is not in the ledger
     */
    public Usage usage(String name) {
        return entries.stream()
                .filter(entry -> entry.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("The ledger has no act " + name))
                .usage();
    }
}
