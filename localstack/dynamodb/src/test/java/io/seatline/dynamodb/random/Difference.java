package io.seatline.dynamodb.random;

/** A difference between two engines as one line, which {@code known-differences.txt} matches. */
final class Difference {
    private static final int LONGEST = 400;

    private Difference() {}

    static String of(Operation operation, String part, Outcome ours, Outcome theirs) {
        return kind(operation) + " " + part + ": ours " + told(part, ours) + ", theirs " + told(part, theirs);
    }

    private static String kind(Operation operation) {
        if (operation instanceof Operation.Write write) {
            return write.action().request().put() != null
                    ? "Put"
                    : write.action().request().update() != null ? "Update" : "Delete";
        }
        return operation.getClass().getSimpleName();
    }

    private static String told(String part, Outcome outcome) {
        String text = outcome.parts().getOrDefault(part, "nothing");
        String message = part.equals("error") ? outcome.parts().getOrDefault("message", "") : "";
        int end = message.indexOf(" (Service");
        String all = text + (message.isEmpty() ? "" : " (" + (end < 0 ? message : message.substring(0, end)) + ")");
        return all.length() > LONGEST ? all.substring(0, LONGEST) + "…" : all;
    }

    /** What differences of one cause have in common, roughly. */
    static String kindOf(String difference) {
        String kind = difference
                .replaceAll("(; |: (?!ours|theirs)|, path|, oper)[^)]*\\)", ")")
                .replaceAll("[0-9]+", "0");
        return kind.matches("(?s)\\w+ error: .*") ? kind : kind.substring(0, kind.indexOf(':'));
    }
}
