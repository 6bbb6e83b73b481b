package io.seatline.local.template;

import java.util.Optional;

/** A custom event bus. */
final class EventBusType implements ResourceType {

    @Override
    public String name() {
        return "AWS::Events::EventBus";
    }

    @Override
    public Properties properties() {
        return Properties.honours("Name")
                .without("Description", "it is for people")
                .without("KmsKeyIdentifier", "events stay in memory")
                .without("Policy", "one process may do everything")
                .without("Tags", "they are for the bill");
    }

    @Override
    public String ref(Scope scope) {
        return scope.text("Name").orElse(scope.id());
    }

    @Override
    public Optional<String> attribute(Scope scope, String attribute) {
        return switch (attribute) {
            case "Arn" -> Optional.of(Place.arn("events", "event-bus/" + ref(scope)));
            case "Name" -> Optional.of(ref(scope));
            default -> Optional.empty();
        };
    }

    @Override
    public void declare(Resource resource, ResolvedTemplate.Builder cloud) {
        cloud.addBus(resource.required("Name"));
    }
}
