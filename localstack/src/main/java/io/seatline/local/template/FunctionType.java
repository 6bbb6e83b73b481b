package io.seatline.local.template;

import io.seatline.local.template.ResolvedTemplate.Function;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A Lambda function; its code is on the classpath. */
final class FunctionType implements ResourceType {

    @Override
    public String name() {
        return "AWS::Lambda::Function";
    }

    @Override
    public Properties properties() {
        return Properties.honours(
                        "FunctionName",
                        "Handler",
                        "Environment.Variables",
                        "Timeout",
                        "MemorySize",
                        "DeadLetterConfig.TargetArn")
                .without("Architectures", "the machine's own serves")
                .without("Code", "the handlers are on the classpath")
                .without("Description", "it is for people")
                .without("LoggingConfig", "logs go to the console or a file")
                .without("ReservedConcurrentExecutions", "one process takes what comes")
                .without("Role", "one process may do everything")
                .without("Runtime", "the JVM that runs this is the runtime")
                .without("SnapStart", "handlers are made once, at the start")
                .without("Tags", "they are for the bill")
                .without("TracingConfig", "there is no X-Ray");
    }

    @Override
    public String ref(Scope scope) {
        return functionName(scope);
    }

    @Override
    public Optional<String> attribute(Scope scope, String attribute) {
        return attribute.equals("Arn") ? Optional.of(arn(functionName(scope))) : Optional.empty();
    }

    static String functionName(Scope scope) {
        return scope.text("FunctionName").orElse(scope.id());
    }

    static String arn(String name) {
        return name.startsWith("arn:") ? name : Place.arn("lambda", "function:" + name);
    }

    @Override
    public void declare(Resource resource, ResolvedTemplate.Builder cloud) {
        Map<String, String> environment = new TreeMap<>();
        resource.at("Environment.Variables")
                .properties()
                .forEach(variable ->
                        environment.put(variable.getKey(), variable.getValue().asText()));
        cloud.add(new Function(
                resource.id(),
                resource.text("FunctionName").orElse(resource.id()),
                resource.required("Handler"),
                environment,
                Duration.ofSeconds(resource.integer("Timeout").orElse(3)),
                resource.integer("MemorySize").orElse(128),
                resource.text("DeadLetterConfig.TargetArn")));
    }
}
