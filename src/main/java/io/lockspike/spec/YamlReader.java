package io.lockspike.spec;

import io.lockspike.equation.BadInputException;
import io.lockspike.equation.Place;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.events.SequenceStartEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/// Reads strict YAML: no aliases, no anchors, no tags, one document, no key twice, not deeper than
/// 32 levels.
final class YamlReader {
    private static final int MAX_DEPTH = 32;

    private final String file;
    private final Iterator<Event> events;
    private int depth;

    private YamlReader(String text, String file) {
        this.file = file;
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
        ScalarStyle style = event.getScalarStyle();
        return new Yaml.Scalar(
                place(event),
                event.getValue(),
                style == ScalarStyle.PLAIN,
                style == ScalarStyle.LITERAL);
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
            if (!(key instanceof Yaml.Scalar(Place at, String name, boolean _, boolean _))) {
                throw new BadInputException(key.at(), "a key is one word, not " + key.shown());
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
