package io.seatline.local.eventbridge;

import io.seatline.local.template.TemplateException;
import java.io.IOException;
import java.util.List;
import software.amazon.event.ruler.Machine;

/** Filter patterns, evaluated by AWS's own engine for them; without patterns everything passes. */
public final class EventFilter {

    private final Machine machine = Machine.builder().build();
    private final boolean everything;

    /**
     * Compiles patterns of which one must match.
     *
     * @param owner the logical id of the resource that has them
     * @param patterns the patterns as JSON
     * @throws TemplateException when one is no pattern
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

    /**
     * Tells whether an event passes.
     *
     * @param json the event
     * @return whether one of the patterns matches, or there are none
     */
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
