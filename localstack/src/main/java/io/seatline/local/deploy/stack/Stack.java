package io.seatline.local.deploy.stack;

import java.util.Map;

/**
 * A deployed stack.
 *
 * @param physicalIds what the emulator called each resource, by logical id
 * @param outputs the template's outputs
 */
public record Stack(Map<String, String> physicalIds, Map<String, String> outputs) {
    /** Copies the maps. */
    public Stack {
        physicalIds = Map.copyOf(physicalIds);
        outputs = Map.copyOf(outputs);
    }

    /** An output that the template must have. */
    public String output(String name) {
        String value = outputs.get(name);
        if (value == null) {
            throw new IllegalStateException("The stack has no output " + name + ", only " + outputs.keySet());
        }
        return value;
    }
}
