package io.seatline.local.template;

import com.fasterxml.jackson.databind.JsonNode;
import io.seatline.local.template.ResolvedTemplate.Rule;
import io.seatline.local.template.ResolvedTemplate.Target;
import java.util.Optional;

/** A rule that routes events of a bus to functions and queues. */
final class RuleType implements ResourceType {

    private static final String ALWAYS_TAKEN =
            "queues always take a message here, and Lambda an asynchronous invocation;"
                    + " what the function then fails on is its EventInvokeConfig's";

    @Override
    public String name() {
        return "AWS::Events::Rule";
    }

    @Override
    public Properties properties() {
        return Properties.honours("Name", "EventBusName", "EventPattern", "State", "Targets.Arn", "Targets.Input")
                .without("Description", "it is for people")
                .without("RoleArn", "one process may do everything")
                .without("Tags", "they are for the bill")
                .without("Targets.DeadLetterConfig", ALWAYS_TAKEN)
                .without("Targets.Id", "targets are told apart by their ARN")
                .without("Targets.RetryPolicy", ALWAYS_TAKEN)
                .without("Targets.RoleArn", "one process may do everything");
    }

    @Override
    public Optional<String> attribute(Scope scope, String attribute) {
        return attribute.equals("Arn") ? Optional.of(Place.arn("events", "rule/" + scope.id())) : Optional.empty();
    }

    @Override
    public void declare(Resource resource, ResolvedTemplate.Builder cloud) {
        JsonNode pattern = resource.at("EventPattern");
        if (pattern.isMissingNode()) {
            throw resource.refuse("EventPattern", "a rule without one does not run locally; use a Scheduler schedule.");
        }
        cloud.add(new Rule(
                resource.id(),
                busName(resource.text("EventBusName").orElse("default")),
                pattern.toString(),
                resource.text("State").orElse("ENABLED").equals("ENABLED"),
                resource.list("Targets").stream()
                        .map(target -> new Target(
                                target.path("Arn").asText(),
                                target.has("Input")
                                        ? Optional.of(target.path("Input").asText())
                                        : Optional.empty()))
                        .toList()));
    }

    /** A bus may be named by its ARN. */
    static String busName(String nameOrArn) {
        return nameOrArn.substring(nameOrArn.lastIndexOf('/') + 1);
    }
}
