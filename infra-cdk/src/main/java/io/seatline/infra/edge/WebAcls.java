package io.seatline.infra.edge;

import io.seatline.infra.deployment.DeploymentOptions;
import io.seatline.infra.deployment.FirewallOptions;
import io.seatline.infra.deployment.FirewallOptions.Bots;
import io.seatline.infra.deployment.WebAcl;
import io.seatline.infra.function.IpnEndpoint;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import software.amazon.awscdk.Aws;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.cloudwatch.IMetric;
import software.amazon.awscdk.services.cloudwatch.Metric;
import software.amazon.awscdk.services.cognito.IUserPool;
import software.amazon.awscdk.services.wafv2.CfnWebACL;
import software.amazon.awscdk.services.wafv2.CfnWebACL.RuleProperty;
import software.amazon.awscdk.services.wafv2.CfnWebACL.StatementProperty;
import software.amazon.awscdk.services.wafv2.CfnWebACLAssociation;
import software.constructs.Construct;

/**
 * The web ACLs. Their rates are per address and five minutes, and far above what one customer needs, since a carrier or
 * an office puts many behind one address: a customer in a sale sends some 100 requests in five minutes (the seat map every
 * five seconds, the programme, the booking) and as many for files of the site, tries to hold seats six times and signs in
 * once or twice. So each rate suffices for some hundred customers at once, or 60 by those of requests and files, and an
 * attacker needs hundreds of addresses to reach the API's own throttle. What one customer may hold is limited by the
 * functions.
 */
public final class WebAcls {
    static final int REQUESTS = 6_000;
    static final int FILES = 6_000;
    static final int HOLDS = 600;
    static final int SIGN_UPS = 100;
    static final int SIGN_INS = 600;

    private static final String HOLD = "^/api/v1/(reserve|shows/[^/]+/waitlist)$";

    private WebAcls() {}

    /** Adds CloudFront's web ACL to its stack, in us-east-1. */
    public static CfnWebACL edge(Construct scope, FirewallOptions options) {
        StatementProperty api = Rules.path("^/api/");
        StatementProperty holds = Rules.both(Rules.post(), Rules.path(HOLD));
        List<RuleProperty.Builder> rules = new ArrayList<>(List.of(
                // MoMo signs IPNs and may send all from one address; its function has environments of its own. A false
                // match would delay a paid booking.
                Rules.allow("ipn", Rules.both(Rules.post(), Rules.path("^" + IpnEndpoint.PATH + "$"))),
                Rules.managed("ip-reputation", Rules.group("AWSManagedRulesAmazonIpReputationList")),
                Rules.limit("requests", REQUESTS, Optional.of(api)),
                Rules.limit("files", FILES, Optional.of(Rules.not(api))),
                Rules.limit("holds", HOLDS, Optional.of(holds)),
                // Managers send catalogs of megabytes, of which the group refuses more than 8 KB, and texts.
                Rules.managed(
                        "common",
                        Rules.group("AWSManagedRulesCommonRuleSet")
                                .scopeDownStatement(Rules.not(Rules.path("^/api/v1/manage/")))),
                Rules.managed("known-bad-inputs", Rules.group("AWSManagedRulesKnownBadInputsRuleSet"))));
        if (options.bots() == Bots.CHECKED) {
            rules.add(Rules.managed("bots", Rules.botControl(holds)));
        }
        return Rules.webAcl(scope, "WebAcl", "CLOUDFRONT", WebAcl.edge(options.stage()), rules);
    }

    /**
     * Adds a web ACL for user pools, if CloudFront has one.
     *
     * @return the requests that either web ACL blocked; empty without web ACLs
     */
    public static List<IMetric> in(Construct scope, DeploymentOptions options, List<IUserPool> pools) {
        if (options.webAcl().isEmpty()) {
            return List.of();
        }
        String name = WebAcl.signIn(options.stage());
        CfnWebACL acl = Rules.webAcl(scope, "SignInWebAcl", "REGIONAL", name, signInRules());
        for (IUserPool pool : pools) {
            CfnWebACLAssociation.Builder.create(scope, pool.getNode().getId() + "Firewall")
                    .resourceArn(pool.getUserPoolArn())
                    .webAclArn(acl.getAttrArn())
                    .build();
        }
        return List.of(
                blocked("At CloudFront", WebAcl.edge(options.stage()), WebAcl.REGION, Map.of()),
                blocked("At sign-in", name, Aws.REGION, Map.of("Region", Aws.REGION)));
    }

    /** The requests that a web ACL blocked. CloudFront's metrics are in us-east-1 and have no dimension for it. */
    private static IMetric blocked(String label, String acl, String region, Map<String, String> regional) {
        Map<String, String> dimensions = new TreeMap<>(regional);
        dimensions.put("WebACL", acl);
        dimensions.put("Rule", "ALL");
        return Metric.Builder.create()
                .namespace("AWS/WAFV2")
                .metricName("BlockedRequests")
                .dimensionsMap(dimensions)
                .region(region)
                .statistic("Sum")
                .period(Duration.minutes(1))
                .label(label)
                .build();
    }

    /** Calls of Cognito's API name their operation in a header, its sign-in pages in the path. */
    private static List<RuleProperty.Builder> signInRules() {
        return List.of(
                Rules.managed("ip-reputation", Rules.group("AWSManagedRulesAmazonIpReputationList")),
                // Each sends a mail.
                Rules.limit(
                        "sign-ups",
                        SIGN_UPS,
                        Optional.of(Rules.either(
                                Rules.header("x-amz-target", "\\.(signup|resendconfirmationcode|forgotpassword)$"),
                                Rules.path("^/(signup|resendcode|forgotpassword)")))),
                Rules.limit(
                        "sign-ins",
                        SIGN_INS,
                        Optional.of(Rules.either(
                                Rules.header("x-amz-target", "\\.(initiateauth|respondtoauthchallenge)$"),
                                Rules.path("^/(login|oauth2/token)")))));
    }
}
