package io.seatline.infra;

import java.util.Locale;
import java.util.OptionalInt;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.services.logs.RetentionDays;

/** Where a stack is deployed to. It decides the names, what outlives the stack and which MoMo is asked. */
public enum DeploymentStage {
    /** For development: everything goes when the stack goes, and MoMo is its public test host. */
    DEV(RemovalPolicy.DESTROY, RetentionDays.ONE_WEEK, "https://test-payment.momo.vn", 100, OptionalInt.empty()),
    /** For customers: what holds data refuses to be deleted and stays when the stack goes. */
    PROD(RemovalPolicy.RETAIN, RetentionDays.SIX_MONTHS, "https://payment.momo.vn", 3_000, OptionalInt.of(50));

    private final RemovalPolicy removalPolicy;
    private final RetentionDays logRetention;
    private final String momoEndpoint;
    private final int requestsPerSecond;
    private final OptionalInt notifyConcurrency;

    DeploymentStage(
            RemovalPolicy removalPolicy,
            RetentionDays logRetention,
            String momoEndpoint,
            int requestsPerSecond,
            OptionalInt notifyConcurrency) {
        this.removalPolicy = removalPolicy;
        this.logRetention = logRetention;
        this.momoEndpoint = momoEndpoint;
        this.requestsPerSecond = requestsPerSecond;
        this.notifyConcurrency = notifyConcurrency;
    }

    /**
     * The stage of that name.
     *
     * @param name {@code dev} or {@code prod}
     * @throws IllegalArgumentException for any other name
     */
    public static DeploymentStage named(String name) {
        for (DeploymentStage stage : values()) {
            if (stage.label().equals(name)) {
                return stage;
            }
        }
        throw new IllegalArgumentException("The stage is dev or prod, not \"" + name + "\".");
    }

    /** The stage as names carry it, such as {@code dev}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The stack's name, such as {@code seatline-dev}. */
    public String stack() {
        return "seatline-" + label();
    }

    /** The full name of a resource in this stage, such as {@code seatline-dev-bookings}. */
    public String nameOf(String resource) {
        return stack() + "-" + resource;
    }

    RemovalPolicy removalPolicy() {
        return removalPolicy;
    }

    RetentionDays logRetention() {
        return logRetention;
    }

    String momoEndpoint() {
        return momoEndpoint;
    }

    /** How many requests a second each route of the HTTP API takes, and how many at once. */
    int requestsPerSecond() {
        return requestsPerSecond;
    }

    /**
     * How many environments Notify has to itself, and at most: anybody can call its URL, and a flood of it must not take
     * the functions of everybody else, nor theirs take MoMo's. 50 answer some 500 notifications a second. They are taken
     * off what all other functions of the account share (1,000 by default, of which AWS insists on leaving 100); so
     * development reserves nothing, whose account may have 10 in all and could not.
     */
    OptionalInt notifyConcurrency() {
        return notifyConcurrency;
    }

    boolean keepsData() {
        return removalPolicy == RemovalPolicy.RETAIN;
    }
}
