package io.seatline.infra.api;

import io.seatline.infra.deployment.DeploymentStage;
import java.util.List;
import java.util.stream.Collectors;
import software.amazon.awscdk.services.apigatewayv2.CfnStage;
import software.amazon.awscdk.services.apigatewayv2.HttpApi;
import software.amazon.awscdk.services.logs.LogGroup;
import software.constructs.Construct;

/** The throttle and the access log of the HTTP API. */
final class ApiStage {
    /** Fields of the access log: no token, no path with an id, no query. */
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
        // API Gateway answers 429 above this rate, which costs no function and no read. By default an account has
        // 10,000
        // requests per second and 1,000 environments, which carry this rate at a third of a second per request.
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
