package io.lockspike.report;

import io.lockspike.proof.Verdict;
import io.lockspike.proof.Witness;
import io.lockspike.spec.Spec;
import io.lockspike.tool.Json;

/// What a comparison of two specs came to, for programs: `"schema": "lockspike-diff-1"`.
public final class DiffJson {
    private DiffJson() {}

    /// Writes it, indented.
    ///
    /// @param exitCode what the command ends with
    public static void print(Verdict verdict, Spec left, Spec right, int exitCode, Appendable out) {
        Json json = new Json(out, true).object();
        json.name("schema").value("lockspike-diff-1");
        json.name("outcome").value(word(verdict)).name("exit_code").value(exitCode);
        spec("left", left, json);
        spec("right", right, json);
        switch (verdict) {
            case Verdict.Equal equal -> {
                json.name("induction").value(equal.rows());
                json.texts("invariant", equal.invariant());
                json.name("checks").value(equal.mayStop());
            }
            case Verdict.Different(Witness witness) -> {
                json.name("row").value(witness.rows().size() - 1);
                json.name("difference").value(witness.difference());
                json.texts("held", witness.held());
                json.name("rows").array();
                witness.rows().forEach(row -> row(row, json));
                json.end();
            }
            case Verdict.Unknown unknown -> {
                json.name("agreed").value(unknown.rows());
                json.name("reason").value(unknown.reason());
            }
        }
        json.end();
    }

    private static String word(Verdict verdict) {
        return switch (verdict) {
            case Verdict.Equal _ -> "equal";
            case Verdict.Different _ -> "different";
            case Verdict.Unknown _ -> "unknown";
        };
    }

    private static void spec(String side, Spec spec, Json json) {
        json.name(side).object().name("spec").value(spec.name());
        json.name("hash").value(spec.hash()).end();
    }

    private static void row(Witness.Row row, Json json) {
        json.object();
        json.integers("inputs", row.inputs());
        json.integers("left", row.left());
        json.integers("right", row.right());
        json.end();
    }
}
