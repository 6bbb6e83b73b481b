package io.seatline.adapter.momo;

import java.net.URI;

/**
 * The addresses of MoMo and of Seatline's callbacks.
 *
 * @param endpoint MoMo's address, to which {@code /v2/gateway/api/…} is added; it may have a path
 * @param ipnUrl where MoMo sends IPNs; MoMo requires that it has no query string
 * @param redirectUrl where MoMo sends the customer's browser back
 */
public record MomoSettings(URI endpoint, URI ipnUrl, URI redirectUrl) {
    public MomoSettings {
        requireWeb("endpoint", endpoint);
        requireWeb("ipnUrl", ipnUrl);
        requireWeb("redirectUrl", redirectUrl);
        if (ipnUrl.getRawQuery() != null) {
            throw new IllegalArgumentException("MoMo's ipnUrl must have no query string: " + ipnUrl);
        }
    }

    private static void requireWeb(String name, URI uri) {
        if (!"https".equals(uri.getScheme()) && !"http".equals(uri.getScheme())) {
            throw new IllegalArgumentException("MoMo's " + name + " must be an http or https URL: " + uri);
        }
    }

    /** Returns the address of a call such as {@code create}. */
    URI call(String name) {
        String base = endpoint.toString();
        return URI.create(
                (base.endsWith("/") ? base.substring(0, base.length() - 1) : base) + "/v2/gateway/api/" + name);
    }
}
