package io.lockspike.slow;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.schema.FailsafeSchema;

/// YAML in which every scalar stays the text that was written.
final class Yaml {

    private Yaml() {}

    static Map<String, Object> read(String text) {
        LoadSettings settings =
                LoadSettings.builder()
                        .setSchema(new FailsafeSchema())
                        .setAllowDuplicateKeys(false)
                        .build();
        return map(new Load(settings).loadFromString(text));
    }

    /// A mapping; one that is left out or empty has no entries.
    static Map<String, Object> map(Object node) {
        Map<String, Object> map = new LinkedHashMap<>();
        if (node instanceof Map<?, ?> entries) {
            entries.forEach((key, value) -> map.put(key.toString(), value));
        } else if (node != null && !node.toString().isBlank()) {
            throw new IllegalArgumentException("not a mapping: " + node);
        }
        return map;
    }

    /// A list of texts; a text alone is a list of one.
    static List<String> list(Object node) {
        if (node == null) {
            return List.of();
        }
        return node instanceof List<?> list
                ? list.stream().map(Object::toString).toList()
                : List.of(node.toString());
    }

    static String text(Map<String, Object> map, String key, String otherwise) {
        return map.containsKey(key) ? map.get(key).toString() : otherwise;
    }

    static String text(Map<String, Object> map, String key) {
        if (!map.containsKey(key)) {
            throw new IllegalArgumentException(key + " is missing in " + map);
        }
        return map.get(key).toString();
    }
}
