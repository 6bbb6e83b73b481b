package io.seatline.infra.deployment;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The domain that customers call, through CloudFront.
 *
 * @param name {@code domainName}, such as {@code tickets.cinema.vn}
 * @param certificate {@code certificate}: the ARN of its certificate, in the one Region where CloudFront reads them
 * @param originKey {@code originKey}: the version of the origin key's secret, while it is rotated
 */
public record CustomDomain(String name, String certificate, Optional<String> originKey) {
    private static final Pattern NAME = Pattern.compile("([a-z0-9]([a-z0-9-]*[a-z0-9])?\\.)+[a-z]{2,}");
    private static final Pattern CERTIFICATE =
            Pattern.compile("arn:aws:acm:us-east-1:[0-9]{12}:certificate/[0-9a-f-]+");
    private static final Pattern VERSION = Pattern.compile("[A-Za-z0-9-]{32,64}");

    public CustomDomain {
        require(NAME, "domainName", name, "tickets.cinema.vn, in lower case");
        require(CERTIFICATE, "certificate", certificate, "arn:aws:acm:us-east-1:123456789012:certificate/…");
        originKey.ifPresent(version -> require(VERSION, "originKey", version, "the VersionId of put-secret-value"));
    }

    /** Reads the options; all are absent without a domain. */
    static Optional<CustomDomain> of(DeploymentOptions.Context context) {
        Optional<String> name = context.value("domainName");
        Optional<String> certificate = context.value("certificate");
        if (name.isPresent() != certificate.isPresent()) {
            throw new IllegalArgumentException("domainName and certificate belong together: give both or none.");
        }
        return name.map(domain -> new CustomDomain(domain, certificate.get(), context.value("originKey")));
    }

    /** The URL without a trailing slash. */
    public String url() {
        return "https://" + name;
    }

    static void require(Pattern form, String option, String value, String example) {
        if (!form.matcher(value).matches()) {
            throw new IllegalArgumentException(option + " must be like " + example + ", not \"" + value + "\".");
        }
    }
}
