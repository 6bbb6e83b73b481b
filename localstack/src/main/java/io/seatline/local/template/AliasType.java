package io.seatline.local.template;

import java.util.Optional;

/** An alias of a function's version; whoever invokes it invokes the function. */
final class AliasType implements ResourceType {

    @Override
    public String name() {
        return "AWS::Lambda::Alias";
    }

    @Override
    public Properties properties() {
        return Properties.honours("FunctionName", "Name")
                .without("FunctionVersion", "there is one version of everything")
                .without("Description", "it is for people");
    }

    @Override
    public String ref(Scope scope) {
        return FunctionType.arn(scope.text("FunctionName").orElse(scope.id())) + ":"
                + scope.text("Name").orElse(scope.id());
    }

    @Override
    public Optional<String> attribute(Scope scope, String attribute) {
        return attribute.equals("AliasArn") ? Optional.of(ref(scope)) : Optional.empty();
    }
}
