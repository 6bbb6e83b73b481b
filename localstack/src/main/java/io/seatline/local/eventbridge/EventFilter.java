package io.seatline.local.eventbridge;

import io.seatline.local.template.TemplateException;
import java.io.IOException;
import java.util.List;
import software.amazon.event.ruler.Machine;

/** Event patterns, evaluated by AWS's own event-ruler; without patterns every event passes. */
public final class EventFilter {

    private final Machine machine = Machine.builder().build();
    private final boolean everything;

    /**
     * Compiles patterns of which one must match.
     *
     * @param owner the logical id of their resource, for the message
     * @param patterns the patterns as JSON
     * @throws TemplateException when one is invalid
     */
    public EventFilter(String owner, List<String> patterns) {
        this.everything = patterns.isEmpty();
        for (String pattern : patterns) {
            try {
                machine.addRule(pattern, pattern);
            } catch (IOException e) {
                throw new TemplateException(owner + " has a pattern that event-ruler refuses: " + pattern, e);
            }
        }
    }

    /** Whether an event, given as JSON, matches one of the patterns, or there are none. */
    public boolean passes(String json) {
        if (everything) {
            return true;
        }
        try {
            return !machine.rulesForJSONEvent(json).isEmpty();
        } catch (Exception e) {
            throw new IllegalArgumentException("An event is not JSON: " + json, e);
        }
    }
}
