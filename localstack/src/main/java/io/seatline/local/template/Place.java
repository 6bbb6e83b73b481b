package io.seatline.local.template;

import java.net.URI;
import java.util.Objects;

/**
 * Where the local cloud stands: what pseudo parameters and generated addresses resolve to.
 *
 * @param http the base of the HTTP front, e.g. {@code http://localhost:8080}
 * @param sqs the base of the queue engine
 * @param issuer the development token issuer, which a user pool resolves to
 */
public record Place(URI http, URI sqs, String issuer) {

    /** The Region in every ARN. */
    public static final String REGION = "local";

    /** The account in every ARN and queue URL. */
    public static final String ACCOUNT = "000000000000";

    /** The audience that a user pool's app client resolves to. */
    public static final String AUDIENCE = "seatline-local";

    /** Refuses a place without addresses. */
    public Place {
        Objects.requireNonNull(http, "http");
        Objects.requireNonNull(sqs, "sqs");
        Objects.requireNonNull(issuer, "issuer");
    }

    /**
     * Builds the ARN of something in the local account.
     *
     * @param service the ARN's service, e.g. {@code sqs}
     * @param rest what follows the account, e.g. {@code function:search}
     * @return the ARN
     */
    public static String arn(String service, String rest) {
        return "arn:aws:" + service + ":" + REGION + ":" + ACCOUNT + ":" + rest;
    }
}
