package io.lockspike.report;

import io.lockspike.equation.Equations;
import io.lockspike.equation.Expr;
import io.lockspike.equation.Interval;
import io.lockspike.equation.Latency;
import io.lockspike.equation.Memory;
import io.lockspike.equation.Printer;
import io.lockspike.equation.Signal;
import io.lockspike.equation.State;
import io.lockspike.equation.Type;
import io.lockspike.equation.Wire;
import io.lockspike.solver.Certificates;
import io.lockspike.solver.IntervalAnalysis;
import io.lockspike.solver.Unmet;
import io.lockspike.spec.LeakFacts;
import io.lockspike.spec.Spec;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// What a spec says, for people.
public final class ExplainText {
    private final Spec spec;
    private final Equations equations;
    private final List<String> lines = new ArrayList<>();

    private ExplainText(Spec spec) {
        this.spec = spec;
        this.equations = spec.equations();
    }

    /// Declarations, wires with intervals, next values, latency, and what the leak really does.
    public static List<String> lines(Spec spec) {
        return new ExplainText(spec).all();
    }

    private List<String> all() {
        lines.add(
                "%s [%s]%s, rst %s"
                        .formatted(
                                spec.name(),
                                spec.hash(),
                                spec.family().isPresent() ? ", lowered from the short form" : "",
                                equations.rst().name().toLowerCase(Locale.ROOT)));
        section("inputs", declared(equations.inputs()));
        section("parameters", equations.parameters().stream().map(ExplainText::parameter).toList());
        section("states", equations.states().stream().map(ExplainText::state).toList());
        section("memories", equations.memories().stream().map(ExplainText::memory).toList());
        section("wires", wires());
        List<String> next = new ArrayList<>();
        Printer.statements(equations.statements(), "", next);
        section("next values", next);
        section("outputs", outputs());
        section("leak", leaks());
        section("certificates, docs/numerics.md", certificates());
        return lines;
    }

    private void section(String title, List<String> content) {
        if (!content.isEmpty()) {
            lines.add(title);
            content.forEach(line -> lines.add("  " + line));
        }
    }

    private static List<String> declared(List<Signal> signals) {
        return signals.stream()
                .map(s -> s.name() + ": " + s.type() + "    " + interval(s.type().range()))
                .toList();
    }

    private static String interval(Interval range) {
        return "# " + range;
    }

    private static String parameter(Expr.Parameter parameter) {
        String values = parameter.values().toString();
        return parameter.name()
                + " = "
                + (parameter.values().size() == 1
                        ? values.substring(1, values.length() - 1)
                        : values + "    # one for each lane");
    }

    private static String state(State state) {
        Type type = state.signal().type();
        return state.signal().name()
                + ": "
                + type
                + (state.falling() ? " falling" : "")
                + state.rst().map(v -> " = " + type.format(v)).orElse("")
                + state.init().map(v -> " init " + type.format(v)).orElse("")
                + "    "
                + interval(type.range());
    }

    private static String memory(Memory memory) {
        return "%s: %s[%d]%s"
                .formatted(
                        memory.name(),
                        memory.type(),
                        memory.depth(),
                        memory.constant() ? "    # a constant table" : "");
    }

    private List<String> wires() {
        List<String> texts = equations.wires().stream().map(Printer::text).toList();
        int width = Math.min(60, texts.stream().mapToInt(String::length).max().orElse(0));
        List<String> content = new ArrayList<>();
        for (int i = 0; i < texts.size(); i++) {
            content.add(
                    Layout.padRight(texts.get(i), width) + "    " + note(equations.wires().get(i)));
        }
        return content;
    }

    private static String note(Wire wire) {
        Interval range = wire.value().range();
        Type type = wire.signal().type();
        boolean fits = range.within(type.range());
        return interval(range)
                + switch (wire.narrowing()) {
                    case WRAP -> fits ? "" : ", wraps";
                    case SAT -> fits ? "" : ", clamps";
                    case CHECKED -> fits ? "" : ", checked in each row";
                };
    }

    private List<String> outputs() {
        Latency latency = Latency.of(equations);
        List<String> content = new ArrayList<>();
        for (Signal output : equations.outputs()) {
            int edges = latency.edges(output);
            String kind = output.kind() == Signal.Kind.STATE ? "registered" : "combinational";
            content.add(
                    "%s: %s    # %s, %s"
                            .formatted(
                                    output.name(),
                                    output.type(),
                                    kind,
                                    edges < 0
                                            ? "no input reaches it"
                                            : edges == 0
                                                    ? "answers an input in the same row"
                                                    : "answers an input after "
                                                            + (edges == 1
                                                                    ? "1 edge"
                                                                    : edges + " edges")));
        }
        return content;
    }

    private List<String> leaks() {
        List<String> content = new ArrayList<>();
        for (LeakFacts leak : LeakFacts.of(equations)) {
            content.add(leak.form());
            content.add(
                    "  each step leaves %s of it: tau = %s steps"
                            .formatted(decimal(leak.factor()), decimal(leak.tau())));
            content.add("  dead zone " + leak.dead() + ": these values leak no further");
            content.add(
                    "  against real numbers the state is off by %s … %s%s"
                            .formatted(
                                    decimal(leak.lowestError()),
                                    decimal(leak.highestError()),
                                    leak.bias()
                                            .map(b -> ", by " + decimal(b) + " on average")
                                            .orElse("")));
        }
        if (!content.isEmpty()) {
            content.add("(below the threshold, where nothing wraps or clamps)");
        }
        return content;
    }

    /// What intervals alone say stands where the theorems do not apply.
    private List<String> certificates() {
        Certificates certificates = Certificates.of(spec);
        List<String> content =
                new ArrayList<>(
                        spec.family().isPresent()
                                ? CertificateText.lines(certificates)
                                : List.of("none: " + Unmet.LONG_FORM.sentence()));
        if (certificates.reach().value().isEmpty()) {
            for (State state : equations.states()) {
                content.add(
                        "by intervals alone %s lies in %s"
                                .formatted(
                                        state.signal().name(),
                                        IntervalAnalysis.of(equations, state)));
            }
        }
        return content;
    }

    static String decimal(double value) {
        return new BigDecimal(value)
                .setScale(4, RoundingMode.HALF_EVEN)
                .stripTrailingZeros()
                .toPlainString();
    }
}
