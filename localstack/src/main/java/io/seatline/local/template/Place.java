package io.seatline.local.template;

import java.net.URI;
import java.util.Objects;

/**
 * The local addresses that references in a template resolve to.
 *
 * @param http the base of the HTTP API, e.g. {@code http://localhost:8080}
 * @param sqs the base of SQS
 * @param issuer the development token issuer, which user pools resolve to
 */
public record Place(URI http, URI sqs, String issuer) {

    /** The Region in every ARN. */
    public static final String REGION = "local";

    /** The account in every ARN and queue URL. */
    public static final String ACCOUNT = "000000000000";

    /** The audience that a user pool's app client resolves to. */
    public static final String AUDIENCE = "seatline-local";

    /** Refuses missing addresses. */
    public Place {
        Objects.requireNonNull(http, "http");
        Objects.requireNonNull(sqs, "sqs");
        Objects.requireNonNull(issuer, "issuer");
    }

    /**
     * Builds an ARN in the local account.
     *
     * @param service e.g. {@code sqs}
     * @param rest what follows the account, e.g. {@code function:search}
     */
    public static String arn(String service, String rest) {
        return "arn:aws:" + service + ":" + REGION + ":" + ACCOUNT + ":" + rest;
    }
}
