package io.seatline.infra;

import java.util.List;
import java.util.stream.Collectors;
import software.amazon.awscdk.services.apigatewayv2.CfnStage;
import software.amazon.awscdk.services.apigatewayv2.HttpApi;
import software.amazon.awscdk.services.logs.LogGroup;
import software.constructs.Construct;

/** How much the HTTP API lets in, and what it writes down of each request. */
final class ApiStage {
    /** No token, no path with an id, no query: what a customer asked for stands in the function's log, if anywhere. */
    private static final List<String> LOGGED = List.of(
            "requestId",
            "requestTime",
            "identity.sourceIp",
            "routeKey",
            "status",
            "responseLength",
            "responseLatency",
            "integrationLatency",
            "integrationErrorMessage",
            "authorizer.error");

    private ApiStage() {}

    static void in(Construct scope, DeploymentStage stage, HttpApi api) {
        CfnStage cfn = (CfnStage) api.getDefaultStage().getNode().getDefaultChild();
        // What is above is answered 429 by API Gateway itself, and costs neither a function nor a read. The account has
        // 10,000 requests a second for all its APIs, and by default 1,000 functions at a time: at a third of a second a
        // request, this rate is what those carry.
        cfn.setDefaultRouteSettings(CfnStage.RouteSettingsProperty.builder()
                .throttlingRateLimit(stage.requestsPerSecond())
                .throttlingBurstLimit(stage.requestsPerSecond())
                .build());
        LogGroup log = LogGroup.Builder.create(scope, "ApiAccessLog")
                .logGroupName("/aws/apigateway/" + stage.nameOf("api"))
                .retention(stage.logRetention())
                .removalPolicy(stage.removalPolicy())
                .build();
        cfn.setAccessLogSettings(CfnStage.AccessLogSettingsProperty.builder()
                .destinationArn(log.getLogGroupArn())
                .format(LOGGED.stream()
                        .map(field ->
                                "\"" + field.substring(field.lastIndexOf('.') + 1) + "\":\"$context." + field + "\"")
                        .collect(Collectors.joining(",", "{", "}")))
                .build());
    }
}
