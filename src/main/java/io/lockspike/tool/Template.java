package io.lockspike.tool;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// A text with places to fill in: `@{name}` in a line stands for a text, alone on a line for any
/// number of lines with the same indent. No lines leave no line.
public final class Template {
    private final String text;
    private final Map<String, List<String>> values = new HashMap<>();

    private Template(String text) {
        this.text = text;
    }

    /// The template of a name among the resources beside a class.
    public static Template of(Class<?> beside, String name) {
        try (InputStream stream = beside.getResourceAsStream(name)) {
            return new Template(new String(stream.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The lines of a list: a comma behind each but the last.
    public static List<String> commas(List<String> lines) {
        List<String> separated = new ArrayList<>(lines);
        separated.replaceAll(line -> line + ",");
        if (!lines.isEmpty()) {
            separated.set(lines.size() - 1, lines.getLast());
        }
        return separated;
    }

    /// The text for a place.
    public Template with(String name, Object value) {
        return with(name, List.of(value.toString()));
    }

    /// The lines for a place.
    public Template with(String name, List<String> lines) {
        values.put(name, List.copyOf(lines));
        return this;
    }

    /// The text with all places filled in.
    public String fill() {
        List<String> filled = new ArrayList<>();
        boolean left = false;
        for (String line : text.split("\n", -1)) {
            // What is left out between two blank lines leaves one.
            boolean second = left && line.isEmpty() && filled.getLast().isEmpty();
            left = false;
            if (isAlone(line)) {
                List<String> lines = alone(line);
                left = lines.isEmpty();
                filled.addAll(lines);
            } else if (!second) {
                filled.add(inline(line));
            }
        }
        return String.join("\n", filled);
    }

    private static boolean isAlone(String line) {
        String bare = line.strip();
        return bare.startsWith("@{") && bare.indexOf('}') == bare.length() - 1;
    }

    private List<String> alone(String line) {
        String bare = line.strip();
        String indent = line.substring(0, line.indexOf('@'));
        List<String> filled = new ArrayList<>();
        for (String one : lines(bare.substring(2, bare.length() - 1))) {
            filled.add(one.isEmpty() ? "" : indent + one);
        }
        return filled;
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
