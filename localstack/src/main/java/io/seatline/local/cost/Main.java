package io.seatline.local.cost;

import java.io.PrintStream;

/** {@code ./mvnw -Pcost}. */
public final class Main {
    private static final PrintStream OUT = System.out;

    private Main() {}

    public static void main(String[] arguments) {
        Ledger ledger = new LedgerRun(5, 7, act -> OUT.println("  " + act)).write();
        for (Ledger.Entry e : ledger.entries()) {
            OUT.println(e.name());
            e.usage().counts().entrySet().stream()
                    .map(c -> "     " + c.getKey() + " = " + c.getValue())
                    .sorted()
                    .forEach(OUT::println);
        }
        OUT.println(ledger.memoryMb() + " " + ledger.storedBytes());
    }
}
