package io.seatline.infra.deployment;

import java.util.Locale;
import java.util.OptionalInt;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.services.logs.RetentionDays;

/** The stage of a deployment: decides resource names, data retention, limits and MoMo's host. */
public enum DeploymentStage {
    /** Development: deleting the stack deletes everything; MoMo is its public test host. */
    DEV(RemovalPolicy.DESTROY, RetentionDays.ONE_WEEK, "https://test-payment.momo.vn", 100, OptionalInt.empty()),
    /** Production: data is protected from deletion and outlives the stack. */
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
     * Finds a stage by its name.
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
        throw new IllegalArgumentException("stage must be dev or prod, not \"" + name + "\".");
    }

    /** The stage as it appears in names, such as {@code dev}. */
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

    public RemovalPolicy removalPolicy() {
        return removalPolicy;
    }

    public RetentionDays logRetention() {
        return logRetention;
    }

    public String momoEndpoint() {
        return momoEndpoint;
    }

    /** Requests per second for each route of the HTTP API, and its burst limit. */
    public int requestsPerSecond() {
        return requestsPerSecond;
    }

    /**
     * The reserved concurrency of Notify. Its URL is public, so a flood must not starve the other functions, nor they it.
     * 50 environments answer some 500 IPNs per second. Reserved concurrency reduces what the account's other functions
     * share (1,000 by default, of which AWS keeps 100 unreserved). Development reserves nothing: a new account may have
     * 10 in all.
     */
    public OptionalInt notifyConcurrency() {
        return notifyConcurrency;
    }

    public boolean keepsData() {
        return removalPolicy == RemovalPolicy.RETAIN;
    }
}
