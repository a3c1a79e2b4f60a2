package io.lockspike.spec;

import io.lockspike.equation.BadInputException;
import io.lockspike.equation.EquationText;
import io.lockspike.equation.Place;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.events.SequenceStartEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.ReaderException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/// Reads strict YAML: no aliases, no anchors, no tags, one document, no key twice, not deeper than
/// 32 levels.
final class YamlReader {
    private static final int MAX_DEPTH = 32;

    private static final int LONGEST_KEY = 1000;

    private final String file;
    private final List<String> lines;
    private final Iterator<Event> events;
    private int depth;

    private YamlReader(String text, String file) {
        this.file = file;
        this.lines = text.lines().toList();
        var settings = LoadSettings.builder().setLabel(file).setUseMarks(true).build();
        this.events = new Parse(settings).parseString(text).iterator();
    }

    static Yaml read(String text, String file) {
        try {
            return new YamlReader(text, file).document();
        } catch (MarkedYamlEngineException e) {
            Optional<Mark> mark = e.getProblemMark().or(e::getContextMark);
            throw new BadInputException(
                    mark.map(m -> place(file, m)).orElse(Place.of(file)),
                    "this is not YAML: " + e.getProblem() + hint(text, mark));
        } catch (ReaderException e) {
            String before = text.substring(0, text.offsetByCodePoints(0, e.getPosition()));
            int line = 1 + (int) before.chars().filter(c -> c == '\n').count();
            throw new BadInputException(
                    new Place(file, line, before.length() - before.lastIndexOf('\n')),
                    "the character U+%04X has no place in YAML".formatted(e.getCodePoint()));
        } catch (YamlEngineException e) {
            throw new BadInputException(
                    Place.of(file), "this is not YAML: " + firstLine(e.getMessage()));
        }
    }

    private static String firstLine(String message) {
        return message == null ? "unreadable" : message.lines().findFirst().orElse("unreadable");
    }

    /// The mistakes that people make most, seen in the line of the error.
    private static String hint(String text, Optional<Mark> mark) {
        String line =
                mark.map(m -> text.lines().skip(m.getLine()).findFirst().orElse("")).orElse("");
        if (line.contains("\t")) {
            return " (write spaces, not tabs, in front of a key)";
        }
        if (line.contains("{") && line.contains("[")) {
            return " (inside { … } YAML takes no '[': write one entry a line, without the braces)";
        }
        return line.contains("{")
                ? " (a '{ … }' may lack its end, or a value may need quotes)"
                : "";
    }

    private Yaml document() {
        Event first = next();
        if (first.getEventId() == Event.ID.StreamStart) {
            first = next();
        }
        if (first.getEventId() == Event.ID.StreamEnd) {
            throw new BadInputException(
                    Place.of(file), "the file is empty: start with 'lockspike: 1'");
        }
        Yaml result = node(next());
        next();
        Event last = next();
        if (last.getEventId() != Event.ID.StreamEnd) {
            throw new BadInputException(place(last), "a second document: one file holds one spec");
        }
        return result;
    }

    private Event next() {
        return events.next();
    }

    private Yaml node(Event event) {
        if (++depth > MAX_DEPTH) {
            throw new BadInputException(place(event), "nested deeper than 32 levels");
        }
        Yaml result =
                switch (event) {
                    case ScalarEvent scalar -> scalar(scalar);
                    case SequenceStartEvent start -> sequence(start);
                    case MappingStartEvent start -> mapping(start);
                    default ->
                            throw new BadInputException(
                                    place(event),
                                    "an alias ('*…') or an anchor ('&…'): write the value out");
                };
        depth--;
        return result;
    }

    private Yaml.Scalar scalar(ScalarEvent event) {
        refuseDecoration(event, event.getAnchor().isPresent(), event.getTag().isPresent());
        return new Yaml.Scalar(
                place(event),
                event.getValue(),
                event.isPlain(),
                Optional.ofNullable(source(event)));
    }

    /// The text of a scalar with its places; null where they are lost.
    private EquationText source(ScalarEvent event) {
        String value = event.getValue();
        Place at = place(event);
        if (event.isLiteral()) {
            return new EquationText(value, file, at.line() + 1, indent(value, at.line()));
        }
        int endLine = event.getEndMark().map(Mark::getLine).orElse(0) + 1;
        if (at.line() == endLine && !event.isFolded() && !value.contains("\n")) {
            int quote = event.isPlain() ? 0 : 1;
            return new EquationText(value, file, at.line(), at.column() - 1 + quote);
        }
        return event.isPlain() ? new EquationText(lines(event), file, at.line(), 0) : null;
    }

    /// The columns in front of a block's lines, seen in the first that is not blank; `line` counts
    /// from 0.
    private int indent(String value, int line) {
        List<String> texts = value.lines().toList();
        for (int i = 0; i < texts.size() && line + i < lines.size(); i++) {
            if (!texts.get(i).isBlank()) {
                return lines.get(line + i).length() - texts.get(i).length();
            }
        }
        return 0;
    }

    /// The lines of a plain scalar as the file has them, blanks in the place of what is not part of
    /// it.
    private String lines(ScalarEvent event) {
        Mark start = event.getStartMark().orElseThrow();
        Mark end = event.getEndMark().orElseThrow();
        var text = new StringBuilder(" ".repeat(start.getColumn()));
        for (int i = start.getLine(); i <= end.getLine(); i++) {
            String line = lines.get(i);
            int from = i == start.getLine() ? line.offsetByCodePoints(0, start.getColumn()) : 0;
            int to =
                    i == end.getLine()
                            ? line.offsetByCodePoints(0, end.getColumn())
                            : line.length();
            text.append(line, from, to).append(i == end.getLine() ? "" : "\n");
        }
        return text.toString();
    }

    private Yaml.Sequence sequence(SequenceStartEvent start) {
        refuseDecoration(start, start.getAnchor().isPresent(), start.getTag().isPresent());
        List<Yaml> items = new ArrayList<>();
        for (Event event = next(); event.getEventId() != Event.ID.SequenceEnd; event = next()) {
            items.add(node(event));
        }
        return new Yaml.Sequence(place(start), items);
    }

    private Yaml.Mapping mapping(MappingStartEvent start) {
        refuseDecoration(start, start.getAnchor().isPresent(), start.getTag().isPresent());
        Map<String, Yaml.Entry> entries = new LinkedHashMap<>();
        for (Event event = next(); event.getEventId() != Event.ID.MappingEnd; event = next()) {
            Yaml key = node(event);
            if (!(key instanceof Yaml.Scalar(Place at, String name, boolean _, var _))
                    || name.length() > LONGEST_KEY) {
                throw new BadInputException(
                        key.at(),
                        "a key is one word of at most %d characters, not %s"
                                .formatted(LONGEST_KEY, key.shown()));
            }
            Yaml.Entry twin = entries.put(name, new Yaml.Entry(at, node(next())));
            if (twin != null) {
                throw new BadInputException(
                        at,
                        "the key '%s' is here twice; the first is in line %d"
                                .formatted(name, twin.at().line()));
            }
        }
        return new Yaml.Mapping(place(start), entries);
    }

    private void refuseDecoration(Event event, boolean anchor, boolean tag) {
        if (anchor) {
            throw new BadInputException(place(event), "an anchor ('&…'): write the value out");
        }
        if (tag) {
            throw new BadInputException(place(event), "a tag ('!…'): leave it out");
        }
    }

    private Place place(Event event) {
        return event.getStartMark().map(mark -> place(file, mark)).orElse(Place.of(file));
    }

    private static Place place(String file, Mark mark) {
        return new Place(file, mark.getLine() + 1, mark.getColumn() + 1);
    }
}
