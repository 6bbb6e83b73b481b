package io.seatline.local.template;

import java.util.Optional;

/** A published version of a function; locally there is one version of everything. */
final class VersionType implements ResourceType {

    @Override
    public String name() {
        return "AWS::Lambda::Version";
    }

    @Override
    public Properties properties() {
        return Properties.honours("FunctionName")
                .without("CodeSha256", "the handlers are on the classpath")
                .without("Description", "it is for people");
    }

    @Override
    public String ref(Scope scope) {
        return FunctionType.arn(scope.text("FunctionName").orElse(scope.id())) + ":1";
    }

    @Override
    public Optional<String> attribute(Scope scope, String attribute) {
        return switch (attribute) {
            case "Version" -> Optional.of("1");
            case "FunctionArn" -> Optional.of(ref(scope));
            default -> Optional.empty();
        };
    }
}
