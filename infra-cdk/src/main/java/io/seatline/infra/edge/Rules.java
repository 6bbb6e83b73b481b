package io.seatline.infra.edge;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import software.amazon.awscdk.services.wafv2.CfnWebACL;
import software.amazon.awscdk.services.wafv2.CfnWebACL.FieldToMatchProperty;
import software.amazon.awscdk.services.wafv2.CfnWebACL.ManagedRuleGroupStatementProperty;
import software.amazon.awscdk.services.wafv2.CfnWebACL.RuleActionProperty;
import software.amazon.awscdk.services.wafv2.CfnWebACL.RuleProperty;
import software.amazon.awscdk.services.wafv2.CfnWebACL.StatementProperty;
import software.constructs.Construct;

/** Builds web ACLs, their rules and statements. Texts are matched decoded and in lower case. */
final class Rules {
    private static final int FIVE_MINUTES = 300;
    private static final String TOO_MANY = "too-many-requests";

    private Rules() {}

    /** A web ACL that applies rules in their order and allows what none decides. */
    static CfnWebACL webAcl(Construct scope, String id, String reach, String name, List<RuleProperty.Builder> rules) {
        return CfnWebACL.Builder.create(scope, id)
                .name(name)
                .scope(reach)
                .defaultAction(CfnWebACL.DefaultActionProperty.builder()
                        .allow(CfnWebACL.AllowActionProperty.builder().build())
                        .build())
                // The answer of API Gateway's own throttle, which clients know.
                .customResponseBodies(Map.of(
                        TOO_MANY,
                        CfnWebACL.CustomResponseBodyProperty.builder()
                                .contentType("APPLICATION_JSON")
                                .content("{\"message\":\"Too Many Requests\"}")
                                .build()))
                .visibilityConfig(visible(name))
                .rules(IntStream.range(0, rules.size())
                        .mapToObj(i -> rules.get(i).priority(i).build())
                        .toList())
                .build();
    }

    static RuleProperty.Builder allow(String name, StatementProperty statement) {
        return rule(name, statement)
                .action(RuleActionProperty.builder()
                        .allow(CfnWebACL.AllowActionProperty.builder().build())
                        .build());
    }

    /** Answers 429 to an address above a number of requests in five minutes, until it is below. */
    static RuleProperty.Builder limit(String name, int requests, Optional<StatementProperty> counted) {
        CfnWebACL.RateBasedStatementProperty.Builder rate = CfnWebACL.RateBasedStatementProperty.builder()
                .aggregateKeyType("IP")
                .evaluationWindowSec(FIVE_MINUTES)
                .limit(requests);
        counted.ifPresent(rate::scopeDownStatement);
        return rule(
                        name,
                        StatementProperty.builder()
                                .rateBasedStatement(rate.build())
                                .build())
                .action(RuleActionProperty.builder()
                        .block(CfnWebACL.BlockActionProperty.builder()
                                .customResponse(CfnWebACL.CustomResponseProperty.builder()
                                        .responseCode(429)
                                        .customResponseBodyKey(TOO_MANY)
                                        .build())
                                .build())
                        .build());
    }

    /** Applies a rule group of AWS with its own actions. */
    static RuleProperty.Builder managed(String name, ManagedRuleGroupStatementProperty.Builder group) {
        return rule(
                        name,
                        StatementProperty.builder()
                                .managedRuleGroupStatement(group.build())
                                .build())
                .overrideAction(CfnWebACL.OverrideActionProperty.builder()
                        .none(Map.of())
                        .build());
    }

    static ManagedRuleGroupStatementProperty.Builder group(String name) {
        return ManagedRuleGroupStatementProperty.builder().vendorName("AWS").name(name);
    }

    /** Refuses bots that identify themselves. Apps use HTTP libraries and are no browsers, so these signs only count. */
    static ManagedRuleGroupStatementProperty.Builder botControl(StatementProperty inspected) {
        return group("AWSManagedRulesBotControlRuleSet")
                .managedRuleGroupConfigs(List.of(CfnWebACL.ManagedRuleGroupConfigProperty.builder()
                        .awsManagedRulesBotControlRuleSet(CfnWebACL.AWSManagedRulesBotControlRuleSetProperty.builder()
                                .inspectionLevel("COMMON")
                                .build())
                        .build()))
                .ruleActionOverrides(List.of(count("CategoryHttpLibrary"), count("SignalNonBrowserUserAgent")))
                .scopeDownStatement(inspected);
    }

    private static CfnWebACL.RuleActionOverrideProperty count(String rule) {
        return CfnWebACL.RuleActionOverrideProperty.builder()
                .name(rule)
                .actionToUse(RuleActionProperty.builder()
                        .count(CfnWebACL.CountActionProperty.builder().build())
                        .build())
                .build();
    }

    static StatementProperty path(String regex) {
        return matches(FieldToMatchProperty.builder().uriPath(Map.of()), regex);
    }

    static StatementProperty post() {
        return matches(FieldToMatchProperty.builder().method(Map.of()), "^post$");
    }

    static StatementProperty header(String name, String regex) {
        return matches(FieldToMatchProperty.builder().singleHeader(Map.of("Name", name)), regex);
    }

    private static StatementProperty matches(FieldToMatchProperty.Builder field, String regex) {
        return StatementProperty.builder()
                .regexMatchStatement(CfnWebACL.RegexMatchStatementProperty.builder()
                        .fieldToMatch(field.build())
                        .regexString(regex)
                        // Else %72eserve would not count as reserve.
                        .textTransformations(List.of(transformation(0, "URL_DECODE"), transformation(1, "LOWERCASE")))
                        .build())
                .build();
    }

    private static CfnWebACL.TextTransformationProperty transformation(int priority, String type) {
        return CfnWebACL.TextTransformationProperty.builder()
                .priority(priority)
                .type(type)
                .build();
    }

    static StatementProperty both(StatementProperty one, StatementProperty other) {
        return StatementProperty.builder()
                .andStatement(CfnWebACL.AndStatementProperty.builder()
                        .statements(List.of(one, other))
                        .build())
                .build();
    }

    static StatementProperty either(StatementProperty one, StatementProperty other) {
        return StatementProperty.builder()
                .orStatement(CfnWebACL.OrStatementProperty.builder()
                        .statements(List.of(one, other))
                        .build())
                .build();
    }

    static StatementProperty not(StatementProperty statement) {
        return StatementProperty.builder()
                .notStatement(CfnWebACL.NotStatementProperty.builder()
                        .statement(statement)
                        .build())
                .build();
    }

    private static RuleProperty.Builder rule(String name, StatementProperty statement) {
        return RuleProperty.builder().name(name).statement(statement).visibilityConfig(visible(name));
    }

    private static CfnWebACL.VisibilityConfigProperty visible(String name) {
        return CfnWebACL.VisibilityConfigProperty.builder()
                .metricName(name)
                .cloudWatchMetricsEnabled(true)
                // A sample of matched requests with their addresses, for three hours.
                .sampledRequestsEnabled(true)
                .build();
    }
}
