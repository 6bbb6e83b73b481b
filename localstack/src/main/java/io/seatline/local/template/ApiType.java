package io.seatline.local.template;

import java.time.Duration;
import java.util.Optional;

/** An HTTP API. */
final class ApiType implements ResourceType {

    @Override
    public String name() {
        return "AWS::ApiGatewayV2::Api";
    }

    @Override
    public Properties properties() {
        return Properties.honours(
                        "ProtocolType",
                        "CorsConfiguration.AllowHeaders",
                        "CorsConfiguration.AllowMethods",
                        "CorsConfiguration.AllowOrigins",
                        "CorsConfiguration.ExposeHeaders",
                        "CorsConfiguration.MaxAge")
                .without("Description", "it is for people")
                .without("DisableExecuteApiEndpoint", "there is one endpoint")
                .without("Name", "it is for people")
                .without("Tags", "they are for the bill");
    }

    @Override
    public Optional<String> attribute(Scope scope, String attribute) {
        return switch (attribute) {
            case "ApiEndpoint" -> Optional.of(scope.place().http().toString());
            case "ApiId" -> Optional.of(scope.id());
            default -> Optional.empty();
        };
    }

    @Override
    public void declare(Resource resource, ResolvedTemplate.Builder cloud) {
        if (!resource.required("ProtocolType").equals("HTTP")) {
            throw resource.refuse("ProtocolType", "only HTTP runs locally.");
        }
        if (!resource.at("CorsConfiguration").isMissingNode()) {
            cloud.cors(new Cors(
                    resource.texts("CorsConfiguration.AllowOrigins"),
                    resource.texts("CorsConfiguration.AllowMethods"),
                    resource.texts("CorsConfiguration.AllowHeaders"),
                    resource.texts("CorsConfiguration.ExposeHeaders"),
                    Optional.of(Duration.ofSeconds(
                            resource.integer("CorsConfiguration.MaxAge").orElse(0))),
                    false));
        }
    }
}
