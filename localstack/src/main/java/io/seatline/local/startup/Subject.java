package io.seatline.local.startup;

import io.seatline.local.startup.bare.BareHandler;
import io.seatline.local.startup.bare.PostingHandler;
import java.nio.file.Path;

/** A handler whose start is measured. */
enum Subject {
    SEATLINE("Seatline's reserve"),
    BARE("bare: the same client, one transaction"),
    POSTING("bare, and one POST to MoMo");

    private final String title;

    Subject(String title) {
        this.title = title;
    }

    String title() {
        return title;
    }

    /** As Lambda is told it; Seatline's is the template's. */
    String handler(String ofTemplate) {
        return switch (this) {
            case SEATLINE -> ofTemplate;
            case BARE -> BareHandler.class.getName() + "::handleRequest";
            case POSTING -> PostingHandler.class.getName() + "::handleRequest";
        };
    }

    Path taskRoot(TaskRoots roots) {
        return this == SEATLINE ? roots.seatline() : roots.bare();
    }
}
