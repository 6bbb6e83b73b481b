package io.seatline.local.template;

import java.util.Optional;

/** A function URL; it is served on the same port as everything else. */
final class UrlType implements ResourceType {

    @Override
    public String name() {
        return "AWS::Lambda::Url";
    }

    @Override
    public Properties properties() {
        return Properties.honours("AuthType", "TargetFunctionArn")
                .without("InvokeMode", "only BUFFERED, the default, is allowed; see declare")
                .without("Qualifier", "there is one version of everything");
    }

    @Override
    public Optional<String> attribute(Scope scope, String attribute) {
        return switch (attribute) {
            case "FunctionUrl" -> Optional.of(scope.place().http() + "/");
            case "FunctionArn" ->
                Optional.of(FunctionType.arn(scope.text("TargetFunctionArn").orElse(scope.id())));
            default -> Optional.empty();
        };
    }

    @Override
    public void declare(Resource resource, ResolvedTemplate.Builder cloud) {
        if (!resource.required("AuthType").equals("NONE")) {
            throw resource.refuse("AuthType", "only NONE runs locally; AWS_IAM has no local meaning.");
        }
        if (!resource.text("InvokeMode").orElse("BUFFERED").equals("BUFFERED")) {
            throw resource.refuse("InvokeMode", "only BUFFERED runs locally.");
        }
        cloud.addUrl(FunctionType.arn(resource.required("TargetFunctionArn")));
    }
}
