package io.lockspike.report;

import io.lockspike.check.Verdict;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/// A verdict as one JUnit test case.
public final class VerdictJUnit {
    private VerdictJUnit() {}

    /// Writes it whole or not at all.
    ///
    /// @param command what judged: `check`
    public static void write(Path file, String command, Verdict verdict) {
        SequencedMap<String, String> properties = new LinkedHashMap<>();
        properties.put("spec", verdict.specName());
        properties.put("hash", verdict.specHash());
        properties.put("steps", Long.toString(verdict.steps()));
        properties.put("cells", Long.toString(verdict.cells()));
        verdict.about().forEach(one -> properties.put(one.name(), one.text()));
        properties.put("replay", verdict.replay());
        String text = String.join("\n", VerdictText.lines(verdict));
        var judged =
                new JUnitXml.Case(
                        "lockspike." + verdict.specName(),
                        command + " " + verdict.subject(),
                        outcome(verdict, text),
                        properties,
                        text + "\n",
                        Optional.empty());
        JUnitXml.write(
                file,
                List.of(
                        new JUnitXml.Suite(
                                "lif " + command, new LinkedHashMap<>(), List.of(judged))));
    }

    private static JUnitXml.Outcome outcome(Verdict verdict, String text) {
        return switch (verdict.outcome()) {
            case AGREED -> new JUnitXml.Outcome.Passed();
            case DISAGREED ->
                    new JUnitXml.Outcome.Failed(
                            verdict.divergences().getFirst().sentence()
                                    + "; replay: "
                                    + verdict.replay(),
                            text);
            case NOTHING_COMPARED -> new JUnitXml.Outcome.Broken("nothing was compared", text);
            case PARTIAL -> new JUnitXml.Outcome.Broken(verdict.partial(), text);
        };
    }
}
