package io.seatline.local.template;

import java.util.Optional;

/** What the embedded cloud knows about one CloudFormation resource type. */
interface ResourceType {

    /** The CloudFormation name, e.g. {@code AWS::SQS::Queue}. */
    String name();

    /** Which properties take effect, and which knowingly do not. */
    Properties properties();

    /** What {@code Ref} gives. */
    default String ref(Scope scope) {
        return scope.id();
    }

    /** What {@code Fn::GetAtt} gives; empty for an attribute that has no local value. */
    default Optional<String> attribute(Scope scope, String attribute) {
        return Optional.empty();
    }

    /** Adds what the resource means to the local cloud. */
    default void declare(Resource resource, ResolvedTemplate.Builder cloud) {}
}
