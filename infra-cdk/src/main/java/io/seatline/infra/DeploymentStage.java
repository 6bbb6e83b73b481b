package io.seatline.infra;

import java.util.Locale;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.services.logs.RetentionDays;

/** Where a stack is deployed to. It decides the names, what outlives the stack and which MoMo is asked. */
public enum DeploymentStage {
    /** For development: everything goes when the stack goes, and MoMo is its public test host. */
    DEV(RemovalPolicy.DESTROY, RetentionDays.ONE_WEEK, "https://test-payment.momo.vn"),
    /** For customers: what holds data refuses to be deleted and stays when the stack goes. */
    PROD(RemovalPolicy.RETAIN, RetentionDays.SIX_MONTHS, "https://payment.momo.vn");

    private final RemovalPolicy removalPolicy;
    private final RetentionDays logRetention;
    private final String momoEndpoint;

    DeploymentStage(RemovalPolicy removalPolicy, RetentionDays logRetention, String momoEndpoint) {
        this.removalPolicy = removalPolicy;
        this.logRetention = logRetention;
        this.momoEndpoint = momoEndpoint;
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

    boolean keepsData() {
        return removalPolicy == RemovalPolicy.RETAIN;
    }
}
