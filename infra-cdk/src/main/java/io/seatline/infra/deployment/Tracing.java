package io.seatline.infra.deployment;

/** Who records how long functions and their calls take. */
public enum Tracing {
    /** AWS X-Ray, by Lambda's active tracing: no agent, no layer and no code in the functions. */
    XRAY;

    static Tracing named(String name) {
        if (!name.equals("xray")) {
            throw new IllegalArgumentException("tracing must be xray, or absent for none, not \"" + name + "\".");
        }
        return XRAY;
    }
}
