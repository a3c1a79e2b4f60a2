package io.lockspike.report;

import io.lockspike.check.Divergence;
import io.lockspike.check.Verdict;
import io.lockspike.tool.Json;
import java.util.List;
import java.util.Locale;

/// A verdict for programs: `"schema": "lockspike-verdict-1"`.
public final class VerdictJson {
    private VerdictJson() {}

    /// Writes it, indented.
    public static void print(Verdict verdict, Appendable out) {
        print(verdict, verdict.outcome().exitCode(), out);
    }

    /// The same with the exit code of a command that knows more.
    public static void print(Verdict verdict, int exitCode, Appendable out) {
        Json json = new Json(out, true).object();
        json.name("schema").value("lockspike-verdict-1");
        json.name("outcome").value(word(verdict.outcome()));
        json.name("exit_code").value(exitCode);
        json.name("spec").value(verdict.specName()).name("hash").value(verdict.specHash());
        json.name("subject").value(verdict.subject()).name("level").value(word(verdict.level()));
        json.name("steps").value(verdict.steps()).name("cells").value(verdict.cells());
        json.name("undefined").value(verdict.undefined());
        json.name("unobserved").value(verdict.unobserved());
        json.name("skipped").value(verdict.skipped());
        names(json, "compared", verdict.compared());
        names(json, "not_bound", verdict.left());
        names(json, "warnings", verdict.warnings());
        json.name("partial").value(verdict.partial());
        json.name("about").object();
        verdict.about().forEach(one -> json.name(one.name()).value(one.text()));
        json.end();
        json.name("divergences").array();
        verdict.divergences().forEach(divergence -> print(divergence, json));
        json.end().name("replay").value(verdict.replay()).end();
    }

    private static void print(Divergence divergence, Json json) {
        json.object().name("kind").value(word(divergence.kind()));
        json.name("step").value(divergence.step()).name("row").value(divergence.row());
        json.name("place").value(divergence.place());
        if (divergence.lane() >= 0) {
            json.name("neuron").value(divergence.lane());
        }
        json.name("cells").array();
        for (Divergence.Cell cell : divergence.cells()) {
            json.object().name("column").value(cell.column());
            json.name("observed").value(cell.observed()).name("expected").value(cell.expected());
            json.end();
        }
        json.end().name("note").value(divergence.note());
        json.name("sentence").value(divergence.sentence()).end();
    }

    private static void names(Json json, String name, List<String> values) {
        json.name(name).array();
        values.forEach(json::value);
        json.end();
    }

    static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
