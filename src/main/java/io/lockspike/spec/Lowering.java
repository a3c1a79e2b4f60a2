package io.lockspike.spec;

import io.lockspike.equation.BadInputException;
import io.lockspike.equation.Declaration;
import io.lockspike.equation.Elaborator;
import io.lockspike.equation.EquationText;
import io.lockspike.equation.Equations;
import io.lockspike.equation.Interval;
import io.lockspike.equation.Place;
import io.lockspike.equation.Rounding;
import io.lockspike.equation.Type;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// Turns the choices of the family into equations, one rule for each choice. A wire gets the
/// narrowest type that interval analysis proves to be wide enough, or the type of the register that
/// it is narrowed to; the width of the guard bits is thereby printed.
final class Lowering {
    private final Family family;
    private final Elaborator scratch;
    private final List<String> lines = new ArrayList<>();
    private final List<Step.Next> nexts = new ArrayList<>();
    private final List<String> lost = new ArrayList<>();
    private final List<Declaration.Register> states = new ArrayList<>();
    private final List<String> outputs = new ArrayList<>();
    private final Set<String> taken = new LinkedHashSet<>();
    private final String v;
    private final Type type;

    /// Under which condition what is narrowed now counts as lost by the membrane; none for what is
    /// no membrane.
    private Optional<String> counts = Optional.empty();

    private Lowering(Family family) {
        this.family = family;
        this.v = family.membrane().name();
        this.type = family.membrane().type();
        this.scratch = new Elaborator(family.rst());
        taken.add("rst");
        declare(family.declarations());
        family.lfsrs().forEach(lfsr -> declare(List.of(lfsr.single().state())));
        family.lfsrs().forEach(lfsr -> lfsr.single().equations().forEach(scratch::add));
        family.lfsrs().forEach(lfsr -> taken.add(lfsr.name()));
        state(family.membrane());
    }

    static Neuron lower(Family family) {
        var lowering = new Lowering(family);
        return lowering.neuron(lowering.step());
    }

    /// One step, for a core to place its states.
    static Step step(Family family) {
        return new Lowering(family).step();
    }

    private void declare(List<Declaration> declarations) {
        scratch.declare(declarations);
        declarations.forEach(declared -> taken.add(declared.name()));
    }

    private void state(Declaration.Register register) {
        declare(List.of(register));
        states.add(register);
    }

    private Step step() {
        String active = refractory();
        Optional<String> current = family.synapse().map(this::synapse);
        String x = v;
        Fired fired = null;
        for (Family.Stage stage : family.order()) {
            x =
                    switch (stage) {
                        case LEAK ->
                                gated(
                                        leakStage(x, active),
                                        x,
                                        active,
                                        !family.refractory().leakOn());
                        case INTEGRATE -> integrateStage(x, current, active);
                        case FIRE -> {
                            fired = fireStage(x, active);
                            counts = Optional.of(fired.any() + " and ");
                            yield resetStage(x, fired, current);
                        }
                    };
            counts = Optional.empty();
        }
        finish(x, fired);
        boolean wraps =
                switch (family.integrate().overflow()) {
                    case SAT, CLAMP_AT_ZERO -> false;
                    case WRAP, CHECKED -> true;
                };
        return new Step(states, lines, nexts, outputs, active, lost, wraps);
    }

    // ---- refractory

    /// The wire that is 1 during the refractory time, or empty.
    private String refractory() {
        if (family.refractory().loaded() == 0) {
            return "";
        }
        int loaded = family.refractory().loaded();
        Type count = Type.holding(Interval.of(0, loaded)).orElseThrow();
        state(register("refractory", count));
        return wire("waiting", "refractory != 0");
    }

    private void countRefractory(String fires) {
        if (family.refractory().loaded() > 0) {
            next(
                    "refractory",
                    "%s ? %d : max(refractory - 1, 0)"
                            .formatted(fires, family.refractory().loaded()));
        }
    }

    private Declaration.Register register(String name, Type type) {
        List<BigInteger> zero = List.of(BigInteger.ZERO);
        return new Declaration.Register(
                name, 0, type, false, Optional.of(zero), Optional.empty(), family.at());
    }

    /// `x` while waiting, if the stage is left out then; else the stage's value.
    private String gated(String staged, String x, String active, boolean leftOut) {
        boolean plain = active.isEmpty() || !leftOut || staged.equals(x);
        return plain ? staged : wire(staged + "_or_held", active + " ? " + x + " : " + staged);
    }

    // ---- leak

    private String leakStage(String x, String active) {
        boolean always = active.isEmpty() || family.refractory().leakOn();
        counts = Optional.of(always ? "" : "not " + active + " and ");
        return leaked(x, family.rest(), family.leak(), narrowing(), "leaked");
    }

    private Narrow narrowing() {
        return family.integrate().atWriteBack()
                ? Narrow.EXACT
                : new Narrow(Optional.of(type), family.integrate().overflow());
    }

    /// Where a value goes: into a type by an overflow rule, or (no type) nowhere, it stays exact.
    private record Narrow(Optional<Type> type, Family.Overflow overflow) {
        static final Narrow EXACT = new Narrow(Optional.empty(), Family.Overflow.CHECKED);
    }

    private String leaked(String x, String rest, Family.Leak leak, Narrow narrow, String name) {
        boolean atZero = rest.equals("0");
        String d = atZero ? x : "(" + x + " - " + bracket(rest) + ")";
        return switch (leak) {
            case Family.Leak.None() -> x;
            case Family.Leak.Shift(String bits, Family.Rounded rounded) ->
                    narrowed(name, x + " - " + rounded(d, bits, rounded), narrow);
            case Family.Leak.Shifts(List<Integer> bits, Family.Rounded rounded) ->
                    shifts(x, d, bits, rounded, narrow, name);
            case Family.Leak.Decayed(String factor, int fraction, Family.Rounded rounded) -> {
                String kept =
                        rounded("(" + d + " * " + bracket(factor) + ")", "" + fraction, rounded);
                yield narrowed(name, atZero ? kept : bracket(rest) + " + " + kept, narrow);
            }
            case Family.Leak.Subtract(String amount, boolean past) ->
                    narrowed(name, towards(x, rest, bracket(amount), past), narrow);
        };
    }

    private String shifts(
            String x,
            String d,
            List<Integer> bits,
            Family.Rounded rounded,
            Narrow narrow,
            String name) {
        String sum = x;
        for (int k : bits) {
            String term = rounded(d, "" + Math.abs(k), rounded);
            sum = narrowed(name, sum + (k >= 0 ? " - " : " + ") + term, narrow);
        }
        return sum;
    }

    private static String rounded(String value, String bits, Family.Rounded rounded) {
        if (rounded.rounding() == Rounding.FLOOR) {
            return "(" + value + " >> " + bits + ")";
        }
        String random = rounded.random().isEmpty() ? "" : ", " + rounded.random();
        return "shr(%s, %s, %s%s)".formatted(value, bits, rounded.rounding().text(), random);
    }

    private static String towards(String x, String rest, String amount, boolean past) {
        String down = x + " - " + amount;
        String up = x + " + " + amount;
        if (!past) {
            down = "max(" + down + ", " + rest + ")";
            up = "min(" + up + ", " + rest + ")";
        }
        String r = bracket(rest);
        return "%s > %s ? %s : %s < %s ? %s : %s".formatted(x, r, down, x, r, up, x);
    }

    /// A negative number in brackets, so that it stands after any operator.
    private static String bracket(String value) {
        return value.startsWith("-") ? "(" + value + ")" : value;
    }

    // ---- integrate

    private String integrateStage(String x, Optional<String> current, String active) {
        boolean leftOut = !active.isEmpty() && family.refractory().inputIgnored();
        counts = Optional.of(leftOut ? "not " + active + " and " : "");
        String sum = x;
        List<String> terms = current.map(List::of).orElse(family.integrate().add());
        for (String term : terms) {
            sum = narrowed("integrated", plus(sum, term), narrowing());
        }
        return gated(sum, x, active, leftOut);
    }

    private static String plus(String sum, String term) {
        return term.startsWith("-") ? sum + " - " + term.substring(1) : sum + " + " + term;
    }

    // ---- synapse

    /// The current that the membrane integrates.
    private String synapse(Family.Synapse synapse) {
        state(synapse.state());
        String i = synapse.state().name();
        var narrow = new Narrow(Optional.of(synapse.state().type()), synapse.overflow());
        String sum = leaked(i, "0", synapse.leak(), narrow, i + "_leaked");
        for (String term : family.integrate().add()) {
            sum = narrowed(i + "_next", plus(sum, term), narrow);
        }
        next(i, sum);
        return synapse.usePrevious() ? i : sum;
    }

    // ---- fire

    /// The wires that say whether the stage fired, and the threshold that it compared with.
    private record Fired(String spike, Optional<String> negative, String threshold) {
        String any() {
            return negative.map(n -> "(" + spike + " or " + n + ")").orElse(spike);
        }
    }

    private Fired fireStage(String x, String active) {
        Family.Fire fire = family.fire();
        String y = fire.onPrevious() ? v : x;
        String threshold =
                fire.adaptive().map(a -> adapted(a, fire.threshold())).orElse(fire.threshold());
        String decision =
                fire.bit()
                        .map(bit -> "((%s >> %d) & 1) == 1".formatted(y, bit))
                        .orElse(y + " " + fire.when() + " " + bracket(threshold));
        String gates =
                family.enable().map(e -> e + " and ").orElse("")
                        + (active.isEmpty() ? "" : "not " + active + " and ");
        String spike = output("spike", gates + decision);
        Optional<String> negative =
                fire.negative()
                        .map(n ->
                                output(
                                        "spike_negative",
                                        gates
                                                + "not "
                                                + spike
                                                + " and "
                                                + y
                                                + " <= "
                                                + bracket(n)));
        var fired = new Fired(spike, negative, threshold);
        fire.adaptive().ifPresent(adaptive -> adapt(adaptive, spike));
        countRefractory(fired.any());
        return fired;
    }

    /// A wire that the world sees, or the wire before the register that it sees.
    private String output(String name, String decision) {
        if (!family.fire().registered()) {
            outputs.add(wire(name, decision));
            return outputs.getLast();
        }
        outputs.add(name);
        state(register(name, Type.BIT));
        String fires = wire(name.equals("spike") ? "fires" : "fires_negative", decision);
        next(name, fires);
        return fires;
    }

    private String adapted(Family.Adaptive adaptive, String threshold) {
        state(adaptive.state());
        return wire("threshold_now", bracket(threshold) + " + " + adaptive.state().name());
    }

    private void adapt(Family.Adaptive adaptive, String spike) {
        String w = adaptive.state().name();
        var narrow = new Narrow(Optional.of(adaptive.state().type()), adaptive.overflow());
        String raised = narrowed(w + "_raised", w + " + " + bracket(adaptive.jump()), narrow);
        String lowered = leaked(w, "0", adaptive.leak(), narrow, w + "_leaked");
        next(w, spike + " ? " + raised + " : " + lowered);
    }

    // ---- reset

    private String resetStage(String x, Fired fired, Optional<String> current) {
        return switch (family.reset()) {
            case Family.Reset.None() -> x;
            case Family.Reset.To(String value) -> reset(fired, value, value, x);
            case Family.Reset.Subtract() ->
                    reset(
                            fired,
                            x + " - " + bracket(fired.threshold()),
                            x + " - " + bracket(family.fire().negative().orElse("0")),
                            x);
            case Family.Reset.ToInput() -> {
                String alone = inputAlone(current);
                yield reset(fired, alone, alone, x);
            }
        };
    }

    private String reset(Fired fired, String onSpike, String onNegative, String x) {
        Narrow narrow = narrowing();
        String negative =
                fired.negative()
                        .map(n -> " : " + n + " ? " + clamped(onNegative, narrow))
                        .orElse("");
        String value = fired.spike() + " ? " + clamped(onSpike, narrow) + negative + " : " + x;
        if (narrow.type().isEmpty()) {
            return wire("after_reset", value);
        }
        String name = line(fresh("after_reset"), type, mode(value, narrow), value);
        String both = fired.negative().map(n -> " : " + n + " ? " + onNegative).orElse("");
        lose(name, fired.spike() + " ? " + onSpike + both + " : " + x);
        return name;
    }

    private String inputAlone(Optional<String> current) {
        if (current.isPresent()) {
            return current.get();
        }
        String sum = "0";
        for (String term : family.integrate().add()) {
            sum = narrowed("input_alone", plus(sum, term), narrowing());
        }
        return sum;
    }

    // ---- lines

    private void finish(String x, Fired fired) {
        if (fired == null) {
            throw new IllegalStateException("every order has a fire stage");
        }
        var narrow = new Narrow(Optional.of(type), family.integrate().overflow());
        String mode = family.integrate().atWriteBack() ? mode(clamped(x, narrow), narrow) : "";
        String value = family.integrate().atWriteBack() ? clamped(x, narrow) : x;
        nexts.addFirst(new Step.Next(v, mode, value));
        if (family.integrate().atWriteBack()) {
            lost.add(x + " != " + Step.after(v));
        }
    }

    private void next(String state, String value) {
        nexts.add(new Step.Next(state, "", value));
    }

    /// A wire of the narrowest type that holds an exact expression.
    private String wire(String wanted, String expression) {
        String name = fresh(wanted);
        Interval range = range(expression);
        Type narrowest =
                Type.holding(range)
                        .orElseThrow(() ->
                                new BadInputException(
                                        family.at(),
                                        "%s = %s lies in %s, which needs more than 64 bits: narrow after each addition"
                                                .formatted(name, expression, range)));
        return line(name, narrowest, "", expression);
    }

    private String narrowed(String wanted, String expression, Narrow narrow) {
        if (narrow.type().isEmpty()) {
            return wire(wanted, expression);
        }
        String name =
                line(
                        fresh(wanted),
                        narrow.type().get(),
                        mode(clamped(expression, narrow), narrow),
                        clamped(expression, narrow));
        lose(name, expression);
        return name;
    }

    /// Notes where an exact value of the membrane may not be what it was narrowed to.
    private void lose(String name, String exact) {
        counts.ifPresent(when -> lost.add(when + "(" + exact + ") != " + name));
    }

    /// The mode that an overflow rule needs; none where the value is proven to fit.
    private String mode(String expression, Narrow narrow) {
        Type to = narrow.type().orElseThrow();
        if (range(expression).within(to.range())) {
            return "";
        }
        return switch (narrow.overflow()) {
            case SAT, CLAMP_AT_ZERO -> " sat";
            case WRAP -> " wrap";
            case CHECKED -> "";
        };
    }

    private static String clamped(String expression, Narrow narrow) {
        return narrow.overflow() == Family.Overflow.CLAMP_AT_ZERO
                ? "max(" + expression + ", 0)"
                : expression;
    }

    private Interval range(String expression) {
        return scratch.range(text(expression));
    }

    private String line(String name, Type type, String mode, String expression) {
        String line = name + ": " + type + mode + " = " + expression;
        lines.add(line);
        scratch.add(text(line));
        return name;
    }

    private String fresh(String wanted) {
        String name = wanted;
        for (int i = 2; !taken.add(name); i++) {
            name = wanted + "_" + i;
        }
        return name;
    }

    private EquationText text(String line) {
        return EquationText.of(line, family.at() + " (lowered)");
    }

    // ---- the whole

    private Neuron neuron(Step step) {
        int count = family.replicate();
        List<Declaration> all = new ArrayList<>();
        Set<String> own = new LinkedHashSet<>();
        family.integrate().add().forEach(t -> own.add(t.startsWith("-") ? t.substring(1) : t));
        for (Declaration declared : family.declarations()) {
            all.add(own.contains(declared.name()) ? layer(declared, count) : declared);
        }
        List<EquationText> texts = new ArrayList<>();
        for (Lfsr lfsr : family.lfsrs()) {
            all.add(lfsr.state());
            texts.addAll(lfsr.equations());
        }
        step.states().forEach(state -> all.add(layer(state, count)));
        String body = String.join("\n", body(step));
        String text = count == 0 ? body : "replicate %d {\n%s\n}".formatted(count, body);
        texts.add(text(text + "\n"));
        List<Equations.Output> named =
                Stream.concat(step.spikes().stream(), Stream.of(v))
                        .map(name ->
                                new Equations.Output(name, new Place(family.at().file(), 0, 0)))
                        .toList();
        return new Neuron(family.rst(), all, texts, named);
    }

    private List<String> body(Step step) {
        List<String> body = new ArrayList<>(step.lines());
        String indent = family.enable().isPresent() ? "  " : "";
        family.enable().ifPresent(enable -> body.add("when " + enable + " {"));
        step.nexts().forEach(next -> body.add(indent + next.text()));
        family.enable().ifPresent(_ -> body.add("}"));
        return body;
    }

    /// The same for each of `count` neurons.
    static Declaration layer(Declaration declared, int count) {
        return switch (declared) {
            case Declaration.Input(String name, int _, Type type, Place at) ->
                    new Declaration.Input(name, count, type, at);
            case Declaration.Register register ->
                    new Declaration.Register(
                            register.name(),
                            count,
                            register.type(),
                            register.falling(),
                            register.rst(),
                            register.init(),
                            register.at());
            case Declaration.Parameter parameter -> parameter;
            case Declaration.Table table -> table;
        };
    }
}
