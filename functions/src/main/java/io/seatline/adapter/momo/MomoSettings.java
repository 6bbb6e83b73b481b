package io.seatline.adapter.momo;

import java.net.URI;

/**
 * Where MoMo is, and where it finds us.
 *
 * @param endpoint MoMo's address, to which {@code /v2/gateway/api/…} is added; it may have a path
 * @param ipnUrl where MoMo sends notifications; without a query string, as MoMo demands
 * @param redirectUrl where MoMo sends the customer back
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
            throw new IllegalArgumentException("MoMo's " + name + " must be a web address: " + uri);
        }
    }

    /** The address of a call such as {@code create}. */
    URI call(String name) {
        String base = endpoint.toString();
        return URI.create(
                (base.endsWith("/") ? base.substring(0, base.length() - 1) : base) + "/v2/gateway/api/" + name);
    }
}
