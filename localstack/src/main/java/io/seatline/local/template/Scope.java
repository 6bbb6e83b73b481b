package io.seatline.local.template;

import java.util.Optional;

/** What a resource type may look at while something refers to a resource of it. */
interface Scope {

    /** The logical id of the resource that is referred to. */
    String id();

    /** Where the local cloud stands. */
    Place place();

    /** A resolved property of the resource as text. */
    Optional<String> text(String property);
}
