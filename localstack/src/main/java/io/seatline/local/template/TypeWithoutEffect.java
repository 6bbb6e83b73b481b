package io.seatline.local.template;

import java.util.Optional;

/**
 * A resource type that as a whole has no local meaning.
 *
 * @param name the CloudFormation name
 * @param reason why leaving it out does no harm locally
 */
record TypeWithoutEffect(String name, String reason) implements ResourceType {

    @Override
    public Properties properties() {
        return Properties.none();
    }

    /** Its attributes go into permissions, names and outputs; what they say there takes no effect either. */
    @Override
    public Optional<String> attribute(Scope scope, String attribute) {
        return Optional.of(attribute.endsWith("Arn") ? Place.arn("local", scope.id()) : scope.id());
    }
}
