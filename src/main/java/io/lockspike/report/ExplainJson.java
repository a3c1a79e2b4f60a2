package io.lockspike.report;

import io.lockspike.equation.Equations;
import io.lockspike.equation.Interval;
import io.lockspike.equation.Latency;
import io.lockspike.equation.Printer;
import io.lockspike.equation.Signal;
import io.lockspike.equation.Wire;
import io.lockspike.solver.Certificates;
import io.lockspike.spec.LeakFacts;
import io.lockspike.spec.Spec;
import io.lockspike.tool.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// What a spec says, for programs: `"schema": "lockspike-explain-1"`.
public final class ExplainJson {
    private ExplainJson() {}

    /// Writes it, indented.
    public static void print(Spec spec, Appendable out) {
        Equations equations = spec.equations();
        Json json = new Json(out, true).object();
        json.name("schema").value("lockspike-explain-1");
        json.name("spec").value(spec.name()).name("hash").value(spec.hash());
        json.name("lowered").value(spec.family().isPresent());
        json.name("rst").value(equations.rst().name().toLowerCase(Locale.ROOT));
        json.name("signals").array();
        equations.signals().forEach(signal -> signal(signal, json));
        json.end().name("wires").array();
        equations.wires().forEach(wire -> wire(wire, json));
        json.end().name("next").array();
        List<String> next = new ArrayList<>();
        Printer.statements(equations.statements(), "", next);
        next.forEach(json::value);
        json.end();
        outputs(equations, json);
        leaks(equations, json);
        CertificateJson.print(Certificates.of(spec), json);
        CertificateJson.intervals(equations, json);
        json.end();
    }

    private static void signal(Signal signal, Json json) {
        json.object()
                .name("name")
                .value(signal.name())
                .name("type")
                .value(signal.type().toString());
        json.name("kind").value(VerdictJson.word(signal.kind())).end();
    }

    private static void wire(Wire wire, Json json) {
        Interval range = wire.value().range();
        json.object().name("name").value(wire.signal().name());
        json.name("equation").value(Printer.text(wire));
        json.name("low").value(range.low()).name("high").value(range.high());
        json.name("fits").value(range.within(wire.signal().type().range())).end();
    }

    private static void outputs(Equations equations, Json json) {
        Latency latency = Latency.of(equations);
        json.name("outputs").array();
        for (Signal output : equations.outputs()) {
            json.object().name("name").value(output.name());
            json.name("registered").value(output.kind() == Signal.Kind.STATE);
            json.name("edges").value(latency.edges(output)).end();
        }
        json.end();
    }

    private static void leaks(Equations equations, Json json) {
        json.name("leaks").array();
        for (LeakFacts leak : LeakFacts.of(equations)) {
            json.object().name("state").value(leak.state()).name("form").value(leak.form());
            json.name("factor").value(leak.factor()).name("tau_steps").value(leak.tau());
            json.name("dead_low").value(leak.dead().low());
            json.name("dead_high").value(leak.dead().high());
            json.name("error_low").value(leak.lowestError());
            json.name("error_high").value(leak.highestError());
            if (leak.bias().isPresent()) {
                json.name("bias").value(leak.bias().get().doubleValue());
            }
            json.end();
        }
        json.end();
    }
}
