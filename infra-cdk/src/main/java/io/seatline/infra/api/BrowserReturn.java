package io.seatline.infra.api;

import io.seatline.infra.deployment.DeploymentStage;
import java.util.List;
import java.util.stream.Stream;

/**
 * The addresses to which the hosted pages may send a browser back.
 *
 * @param signedIn with a code
 * @param signedOut after a logout
 */
record BrowserReturn(List<String> signedIn, List<String> signedOut) {
    /** Where scripts on an operator's machine let the browser return; {@code infra-cdk/token} names it. */
    static final String SCRIPT = "http://localhost:8976/";

    /** The embedded cloud, for a site that is developed against AWS. Cognito allows HTTP for localhost only. */
    private static final String DEVELOPMENT = "http://localhost:8080";

    private static final String SIGNED_IN = "/signed-in.html";

    /**
     * Returns the addresses of the site.
     *
     * @param signedOut the paths of the pages from which users sign out
     */
    static BrowserReturn to(String siteUrl, DeploymentStage stage, List<String> signedOut) {
        List<String> sites = stage == DeploymentStage.DEV ? List.of(siteUrl, DEVELOPMENT) : List.of(siteUrl);
        return new BrowserReturn(
                Stream.concat(Stream.of(SCRIPT), sites.stream().map(site -> site + SIGNED_IN))
                        .toList(),
                sites.stream()
                        .flatMap(site -> signedOut.stream().map(path -> site + path))
                        .toList());
    }
}
