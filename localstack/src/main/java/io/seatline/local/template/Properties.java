package io.seatline.local.template;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * What a resource type's properties mean locally: those that take effect, and those that knowingly do not.
 *
 * <p>A path such as {@code Target.Arn} covers everything under it; list elements share their list's path.
 */
final class Properties {

    private final Set<String> honoured = new HashSet<>();
    private final Map<String, String> withoutEffect = new HashMap<>();
    private boolean anything;

    /** Names the properties that take effect. */
    static Properties honours(String... paths) {
        Properties properties = new Properties();
        properties.honoured.addAll(Set.of(paths));
        return properties;
    }

    /** Accepts every property of a type that as a whole has no local meaning. */
    static Properties none() {
        Properties properties = new Properties();
        properties.anything = true;
        return properties;
    }

    /** Names a property that has no local effect, and why that does no harm. */
    Properties without(String path, String reason) {
        withoutEffect.put(path, reason);
        return this;
    }

    /** Stops the boot at the first property that is neither honoured nor knowingly without effect. */
    void check(String id, String type, JsonNode properties) {
        if (!anything) {
            check(id, type, "", properties);
        }
    }

    private void check(String id, String type, String path, JsonNode node) {
        if (node.isArray()) {
            node.forEach(element -> check(id, type, path, element));
            return;
        }
        node.properties().forEach(property -> {
            String here = path.isEmpty() ? property.getKey() : path + "." + property.getKey();
            if (honoured.contains(here) || withoutEffect.containsKey(here)) {
                return;
            }
            if (!leadsSomewhere(here) || property.getValue().isValueNode()) {
                throw new TemplateException("The embedded cloud does not know the property " + here + " of " + type
                        + ", which " + id + " sets. Teach it to the type's class in io.seatline.local.template:"
                        + " honour it, or state there why it has no local effect.");
            }
            check(id, type, here, property.getValue());
        });
    }

    private boolean leadsSomewhere(String path) {
        String prefix = path + ".";
        return honoured.stream().anyMatch(known -> known.startsWith(prefix))
                || withoutEffect.keySet().stream().anyMatch(known -> known.startsWith(prefix));
    }
}
