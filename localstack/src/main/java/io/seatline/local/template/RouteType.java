package io.seatline.local.template;

import java.util.Optional;

/** A route of the HTTP API. */
final class RouteType implements ResourceType {

    @Override
    public String name() {
        return "AWS::ApiGatewayV2::Route";
    }

    @Override
    public Properties properties() {
        return Properties.honours("RouteKey", "Target", "AuthorizationType", "AuthorizerId")
                .without("ApiId", "there is one API")
                .without("OperationName", "it is for people");
    }

    @Override
    public void declare(Resource resource, ResolvedTemplate.Builder cloud) {
        String authorization = resource.text("AuthorizationType").orElse("NONE");
        Optional<String> authorizer =
                switch (authorization) {
                    case "NONE" -> Optional.empty();
                    case "JWT" -> Optional.of(resource.required("AuthorizerId"));
                    default ->
                        throw resource.refuse(
                                "AuthorizationType", "only NONE and JWT run locally, not " + authorization + ".");
                };
        String integration = resource.required("Target").replaceFirst("^integrations/", "");
        cloud.addRoute(resource.id(), resource.required("RouteKey"), integration, authorizer);
    }
}
