package io.lockspike.report;

import io.lockspike.proof.RtlVerdict;
import io.lockspike.rtl.Prove;
import io.lockspike.tool.Json;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;

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
        strings("compared", result.compared(), json);
        strings("not_bound", result.left(), json);
        strings("warnings", result.warnings(), json);
        strings("tools", result.tools(), json);
        switch (result.verdict()) {
            case RtlVerdict.Proven proven -> {
                json.name("induction").value(proven.clocks());
                strings("invariant", proven.invariant(), json);
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
                strings("proven", unknown.proven(), json);
                strings("open", unknown.open(), json);
                strings("invariant", unknown.invariant(), json);
            }
        }
        json.name("replay").value(result.replay()).end();
    }

    /// `row` where it is reached, `never` where nothing comes to it; else neither is known.
    private static void cover(RtlVerdict.Cover cover, Json json) {
        json.object().name("cover").value(cover.text());
        if (cover.row() >= 0) {
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

    private static void strings(String name, List<String> texts, Json json) {
        json.name(name).array();
        texts.forEach(json::value);
        json.end();
    }

    private static void row(RtlVerdict.Row row, Json json) {
        json.object();
        values("inputs", row.inputs(), json);
        values("model", row.said(), json);
        values("rtl", row.shown(), json);
        json.end();
    }

    /// What is undefined is null.
    private static void values(String name, Map<String, BigInteger> values, Json json) {
        json.name(name).object();
        values.forEach((of, value) -> {
            json.name(of);
            if (value == null) {
                json.none();
            } else {
                json.value(value);
            }
        });
        json.end();
    }
}
