package io.lockspike.report;

import io.lockspike.proof.RtlVerdict;
import io.lockspike.rtl.Prove;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/// What a proof of RTL came to, as one JUnit test case.
public final class ProveJUnit {
    private ProveJUnit() {}

    /// Writes it whole or not at all.
    public static void write(Path file, Prove.Result result) {
        SequencedMap<String, String> properties = new LinkedHashMap<>();
        properties.put("spec", result.spec().name());
        properties.put("hash", result.spec().hash());
        properties.put("tools", String.join(", ", result.tools()));
        properties.put("replay", result.replay());
        String text = String.join("\n", ProveText.lines(result, Terminal.plain()));
        JUnitXml.Outcome outcome =
                switch (result.verdict()) {
                    case RtlVerdict.Proven _ -> new JUnitXml.Outcome.Passed();
                    case RtlVerdict.Refuted refuted ->
                            new JUnitXml.Outcome.Failed(
                                    ProveText.difference(refuted) + "; replay: " + result.replay(),
                                    text);
                    case RtlVerdict.Unknown unknown ->
                            new JUnitXml.Outcome.Broken(unknown.reason(), text);
                };
        var judged =
                new JUnitXml.Case(
                        "lockspike." + result.spec().name(),
                        "prove " + result.subject(),
                        outcome,
                        properties,
                        text + "\n",
                        Optional.empty());
        JUnitXml.write(
                file,
                List.of(new JUnitXml.Suite("lif prove", new LinkedHashMap<>(), List.of(judged))));
    }
}
