package io.lockspike.report;

import io.lockspike.tool.Unpaired;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;

/// Results as JUnit XML, the form that continuous integration shows: `testsuites`, `testsuite`,
/// `testcase`.
public final class JUnitXml {
    private final StringBuilder text = new StringBuilder();

    /// How a case ended. `message` is a sentence, `details` is any number of lines.
    public sealed interface Outcome {
        record Passed() implements Outcome {}

        /// Compared, and not equal.
        record Failed(String message, String details) implements Outcome {}

        /// Not compared: bad input, a missing tool, no answer.
        record Broken(String message, String details) implements Outcome {}

        record Skipped(String message) implements Outcome {}
    }

    /// One judgement. `time` is left out where the file must be the same in each run.
    public record Case(
            String group,
            String name,
            Outcome outcome,
            SequencedMap<String, String> properties,
            String output,
            Optional<Duration> time) {}

    /// The cases of one command.
    public record Suite(String name, SequencedMap<String, String> properties, List<Case> cases) {}

    private JUnitXml() {}

    /// Writes `suites` to `file`, whole or not at all: see [WholeFile].
    public static void write(Path file, List<Suite> suites) {
        WholeFile.write(file, text(suites));
    }

    public static String text(List<Suite> suites) {
        var xml = new JUnitXml();
        xml.suites(suites);
        return xml.text.toString();
    }

    private void suites(List<Suite> suites) {
        text.append("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
        open(0, "testsuites");
        counts(suites.stream().flatMap(suite -> suite.cases().stream()).toList());
        text.append(">\n");
        suites.forEach(this::suite);
        text.append("</testsuites>\n");
    }

    private void suite(Suite suite) {
        open(1, "testsuite");
        attribute("name", suite.name());
        counts(suite.cases());
        text.append(">\n");
        properties(2, suite.properties());
        suite.cases().forEach(this::testCase);
        indent(1).append("</testsuite>\n");
    }

    private void counts(List<Case> cases) {
        attribute("tests", cases.size() + "");
        attribute("failures", count(cases, Outcome.Failed.class));
        attribute("errors", count(cases, Outcome.Broken.class));
        attribute("skipped", count(cases, Outcome.Skipped.class));
    }

    private static String count(List<Case> cases, Class<? extends Outcome> kind) {
        return cases.stream().filter(each -> kind.isInstance(each.outcome())).count() + "";
    }

    private void testCase(Case each) {
        open(2, "testcase");
        attribute("classname", each.group());
        attribute("name", each.name());
        each.time().ifPresent(time -> attribute("time", seconds(time)));
        text.append(">\n");
        properties(3, each.properties());
        switch (each.outcome()) {
            case Outcome.Passed() -> {}
            case Outcome.Failed(var message, var details) -> element("failure", message, details);
            case Outcome.Broken(var message, var details) -> element("error", message, details);
            case Outcome.Skipped(var message) -> element("skipped", message, "");
        }
        if (!each.output().isEmpty()) {
            indent(3).append("<system-out>");
            escape(each.output(), false);
            text.append("</system-out>\n");
        }
        indent(2).append("</testcase>\n");
    }

    private void element(String name, String message, String content) {
        open(3, name);
        attribute("message", message);
        text.append('>');
        escape(content, false);
        text.append("</").append(name).append(">\n");
    }

    private void properties(int depth, Map<String, String> properties) {
        if (properties.isEmpty()) {
            return;
        }
        indent(depth).append("<properties>\n");
        properties.forEach((name, value) -> property(depth + 1, name, value));
        indent(depth).append("</properties>\n");
    }

    private void property(int depth, String name, String value) {
        open(depth, "property");
        attribute("name", name);
        attribute("value", value);
        text.append("/>\n");
    }

    private static String seconds(Duration time) {
        String millis = Long.toString(1000 + time.toMillisPart()).substring(1);
        return time.toSeconds() + "." + millis;
    }

    private void open(int depth, String name) {
        indent(depth).append('<').append(name);
    }

    private StringBuilder indent(int depth) {
        return text.append("  ".repeat(depth));
    }

    private void attribute(String name, String value) {
        text.append(' ').append(name).append("=\"");
        escape(value, true);
        text.append('"');
    }

    private void escape(String value, boolean inAttribute) {
        for (int i = 0; i < value.length(); i++) {
            if (isXml(value, i)) {
                escape(value.charAt(i), inAttribute);
            }
        }
    }

    /// Unescaped, line feeds and tabs in an attribute are read as blanks, and carriage returns
    /// anywhere as line feeds.
    private void escape(char c, boolean inAttribute) {
        switch (c) {
            case '&' -> text.append("&amp;");
            case '<' -> text.append("&lt;");
            case '>' -> text.append("&gt;");
            case '"' -> text.append(inAttribute ? "&quot;" : "\"");
            case '\n' -> text.append(inAttribute ? "&#10;" : "\n");
            case '\t' -> text.append(inAttribute ? "&#9;" : "\t");
            case '\r' -> text.append("&#13;");
            default -> text.append(c);
        }
    }

    /// XML 1.0 has no way to write the other characters: they are dropped.
    private static boolean isXml(String value, int i) {
        char c = value.charAt(i);
        boolean blank = c == '\t' || c == '\n' || c == '\r';
        return (blank || !Character.isISOControl(c)) && c < '\uFFFE' && !Unpaired.isAt(value, i);
    }
}
