package io.seatline.dynamodb.random;

/** Describes a difference between two engines in one line, for {@code known-differences.txt}. */
final class Difference {
    private static final int MAX_LENGTH = 400;

    private Difference() {}

    static String of(Operation operation, String part, Outcome ours, Outcome theirs) {
        return operationName(operation) + " " + part + ": ours " + describe(part, ours) + ", theirs "
                + describe(part, theirs);
    }

    private static String operationName(Operation operation) {
        if (operation instanceof Operation.Write write) {
            return write.action().request().put() != null
                    ? "Put"
                    : write.action().request().update() != null ? "Update" : "Delete";
        }
        return operation.getClass().getSimpleName();
    }

    private static String describe(String part, Outcome outcome) {
        String text = outcome.parts().getOrDefault(part, "nothing");
        String message = part.equals("error") ? outcome.parts().getOrDefault("message", "") : "";
        int end = message.indexOf(" (Service");
        String all = text + (message.isEmpty() ? "" : " (" + (end < 0 ? message : message.substring(0, end)) + ")");
        return all.length() > MAX_LENGTH ? all.substring(0, MAX_LENGTH) + "…" : all;
    }

    /** Returns a rough group for differences with the same cause. */
    static String groupOf(String difference) {
        String kind = difference
                .replaceAll("(; |: (?!ours|theirs)|, path|, oper)[^)]*\\)", ")")
                .replaceAll("[0-9]+", "0");
        return kind.matches("(?s)\\w+ error: .*") ? kind : kind.substring(0, kind.indexOf(':'));
    }
}
