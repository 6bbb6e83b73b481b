package io.seatline.infra.deployment;

import java.util.regex.Pattern;

/**
 * The web ACL of CloudFront, from the stack that {@code -c stack=waf} defines.
 *
 * @param arn {@code webAcl}, an output of that stack
 */
public record WebAcl(String arn) {
    /** CloudFront's web ACLs are global and live in this Region. */
    public static final String REGION = "us-east-1";

    private static final Pattern FORM =
            Pattern.compile("arn:aws:wafv2:us-east-1:[0-9]{12}:global/webacl/[A-Za-z0-9_-]+/[0-9a-f-]+");

    public WebAcl {
        CustomDomain.require(FORM, "webAcl", arn, "arn:aws:wafv2:us-east-1:123456789012:global/webacl/…");
    }

    /** The name of CloudFront's web ACL, and of its metrics. */
    public static String edge(DeploymentStage stage) {
        return stage.nameOf("edge");
    }

    /** The name of the user pools' web ACL, and of its metrics. */
    public static String signIn(DeploymentStage stage) {
        return stage.nameOf("sign-in");
    }
}
