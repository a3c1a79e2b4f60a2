package io.lockspike.report;

import io.lockspike.proof.RtlVerdict;
import io.lockspike.rtl.Prove;
import io.lockspike.tool.Json;

/// What a proof of RTL came to, for programs: `"schema": "lockspike-proof-1"`.
public final class ProveJson {
    private ProveJson() {}

    /// Writes it, indented.
    ///
    /// @param exitCode what the command ends with
    public static void print(Prove.Result result, int exitCode, Appendable out) {
        Json json = new Json(out, true).object();
        json.name("schema").value("lockspike-proof-1");
        json.name("outcome").value(word(result.verdict())).name("exit_code").value(exitCode);
        json.name("spec").value(result.spec().name()).name("hash").value(result.spec().hash());
        json.name("subject").value(result.subject());
        json.texts("compared", result.compared());
        json.texts("not_bound", result.left());
        json.texts("warnings", result.warnings());
        json.texts("tools", result.tools());
        switch (result.verdict()) {
            case RtlVerdict.Proven proven -> {
                json.name("induction").value(proven.clocks());
                json.texts("invariant", proven.invariant());
                json.name("run").value(proven.run());
                json.name("covers").array();
                proven.covers().forEach(cover -> cover(cover, json));
                json.end();
            }
            case RtlVerdict.Refuted refuted -> {
                json.name("row").value(refuted.rows().size() - 1);
                json.name("difference").value(ProveText.difference(refuted));
                json.name("shortest").value(refuted.shortest());
                result.seen().ifPresent(seen -> json.name("cosim").value(seen.sentence()));
                json.name("rows").array();
                refuted.rows().forEach(row -> row(row, json));
                json.end();
            }
            case RtlVerdict.Unknown unknown -> {
                json.name("agreed").value(unknown.clocks());
                json.name("reason").value(unknown.reason());
                json.texts("proven", unknown.proven());
                json.texts("open", unknown.open());
                json.texts("invariant", unknown.invariant());
            }
        }
        json.name("replay").value(result.replay()).end();
    }

    /// `row` where it is reached, `never` where nothing comes to it; else neither is known.
    private static void cover(RtlVerdict.Cover cover, Json json) {
        json.object().name("cover").value(cover.text());
        if (cover.isReached()) {
            json.name("row").value(cover.row());
        }
        json.name("never").value(cover.never()).end();
    }

    static String word(RtlVerdict verdict) {
        return switch (verdict) {
            case RtlVerdict.Proven _ -> "proven";
            case RtlVerdict.Refuted _ -> "refuted";
            case RtlVerdict.Unknown _ -> "unknown";
        };
    }

    private static void row(RtlVerdict.Row row, Json json) {
        json.object();
        json.integers("inputs", row.inputs());
        json.integers("model", row.said());
        json.integers("rtl", row.shown());
        json.end();
    }
}
