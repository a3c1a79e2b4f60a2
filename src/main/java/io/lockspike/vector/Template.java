package io.lockspike.vector;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// A text with places to fill in: `@{name}` in a line stands for a text, alone on a line for any
/// number of lines with the same indent. No lines leave no line.
final class Template {
    private final String text;
    private final Map<String, List<String>> values = new HashMap<>();

    private Template(String text) {
        this.text = text;
    }

    /// The template of a name among the resources of this package.
    static Template of(String name) {
        try (InputStream stream = Template.class.getResourceAsStream(name)) {
            return new Template(new String(stream.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Template with(String name, Object value) {
        return with(name, List.of(value.toString()));
    }

    Template with(String name, List<String> lines) {
        values.put(name, List.copyOf(lines));
        return this;
    }

    String fill() {
        var filled = new StringBuilder();
        for (String line : text.split("\n", -1)) {
            String bare = line.strip();
            boolean alone = bare.startsWith("@{") && bare.indexOf('}') == bare.length() - 1;
            if (alone) {
                String indent = line.substring(0, line.indexOf('@'));
                for (String one : lines(bare.substring(2, bare.length() - 1))) {
                    filled.append(one.isEmpty() ? "" : indent + one).append('\n');
                }
            } else {
                filled.append(inline(line)).append('\n');
            }
        }
        filled.setLength(filled.length() - 1);
        return filled.toString();
    }

    private String inline(String line) {
        String filled = line;
        for (int at = filled.indexOf("@{"); at >= 0; at = filled.indexOf("@{", at)) {
            int end = filled.indexOf('}', at);
            String value = String.join("\n", lines(filled.substring(at + 2, end)));
            filled = filled.substring(0, at) + value + filled.substring(end + 1);
            at += value.length();
        }
        return filled;
    }

    private List<String> lines(String name) {
        List<String> lines = values.get(name);
        if (lines == null) {
            throw new IllegalStateException("nothing for @{" + name + "}");
        }
        return lines;
    }
}
