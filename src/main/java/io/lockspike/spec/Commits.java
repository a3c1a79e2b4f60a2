package io.lockspike.spec;

import io.lockspike.equation.BadInputException;
import io.lockspike.equation.Declaration;
import io.lockspike.equation.EquationText;
import io.lockspike.equation.Equations;
import io.lockspike.equation.Place;
import io.lockspike.equation.Rst;
import io.lockspike.equation.Signal;
import io.lockspike.equation.State;
import io.lockspike.equation.Type;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// The steps of a neuron as a commit port shows them, one at a time, whenever the hardware makes
/// them: the idea of RISC-V's formal interface, for neurons. Each field is an expression of the
/// spec.
///
/// @param spec the spec with the equations of one neuron (without its layer or core), and a state
///   more that counts the steps
/// @param step that state
/// @param fields what the model says of each field; those that it says nothing of are left out
/// @param added the only input that is summed, which `input` then stands for; empty where there are
///   several
/// @param enable the input that is 1 in every step
public record Commits(
        Spec spec,
        String step,
        Map<Field, String> fields,
        Optional<Added> added,
        Optional<String> enable) {

    /// An input, and whether it is taken away.
    public record Added(String input, boolean negated) {}

    /// What a commit shows beside its step, its neuron and the inputs.
    public enum Field {
        /// The sum of the inputs, exact.
        INPUT,
        V_BEFORE,
        V_AFTER,
        /// What fired, before any register.
        SPIKE,
        SPIKE_NEGATIVE,
        /// A value that counts for the membrane was clamped.
        SATURATED,
        /// Such a value lost its upper bits.
        WRAPPED,
        /// The neuron was in its refractory time.
        REFRACTORY;

        /// The column, and the end of the port's name.
        public String column() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public static final String VALID = "valid";
    public static final String STEP = "step";
    public static final String NEURON = "neuron";

    /// What a commit port has.
    static final List<String> PORTS =
            Stream.concat(
                            Stream.of(VALID, STEP, NEURON),
                            Arrays.stream(Field.values()).map(Field::column))
                    .toList();

    private static final String NEVER = "0";
    private static final Type COUNT = Type.unsigned(32);

    /// Those of a spec.
    ///
    /// @throws BadInputException if it does not say which of its states is the membrane, or goes on
    ///   between steps
    public static Commits of(Spec spec) {
        return spec.choices()
                .map(family -> ofFamily(spec, family))
                .orElseGet(() -> ofEquations(spec));
    }

    /// The type in which a field is shown: that of its expression, one bit for flags.
    public Type type(Field field) {
        Equations equations = spec.equations();
        return Type.holding(equations.expression(EquationText.of(fields.get(field), "")).range())
                .map(held ->
                        field == Field.V_BEFORE || field == Field.V_AFTER
                                ? equations.find(fields.get(field)).orElseThrow().type()
                                : held)
                .orElse(Type.signed(Type.MAX_BITS));
    }

    /// The inputs of a step, but for rst and the enable.
    public List<Signal> inputs() {
        return spec.equations().inputs().stream()
                .filter(signal ->
                        !signal.name().equals("rst") || spec.equations().rst() == Rst.NONE)
                .filter(signal -> !enable.equals(Optional.of(signal.name())))
                .toList();
    }

    // ---- the family

    private static Commits ofFamily(Spec spec, Family family) {
        Optional<String> enable = family.enable();
        boolean goesOn =
                family.lfsrs().stream()
                        .anyMatch(lfsr ->
                                enable.isPresent()
                                        && !lfsr.enable().map(EquationText::text).equals(enable));
        if (goesOn) {
            throw new BadInputException(
                    family.at(),
                    "an lfsr goes on while '%s' is 0, and commits do not show those clocks: write 'enable: %s' in the lfsr"
                            .formatted(enable.get(), enable.get()));
        }
        Family alone = family.alone();
        Step step = Lowering.step(alone);
        Map<Field, String> fields = fields(family, step);
        List<String> add = family.integrate().add();
        boolean one = add.size() == 1 && family.synapse().isEmpty();
        Optional<Added> added = one ? Optional.of(added(add.getFirst())) : Optional.empty();
        return counted(spec, withAfter(Lowering.lower(alone), step), fields, added, enable);
    }

    private static Map<Field, String> fields(Family family, Step step) {
        String membrane = family.membrane().name();
        String lost = step.lost().isEmpty() ? NEVER : String.join(" or ", step.lost());
        Map<Field, String> fields = new EnumMap<>(Field.class);
        fields.put(
                Field.INPUT,
                family.synapse()
                        .map(synapse -> synapse.state().name())
                        .map(i -> family.synapse().get().usePrevious() ? i : next(i, step).value())
                        .orElseGet(() -> sum(family.integrate().add())));
        fields.put(Field.V_BEFORE, membrane);
        fields.put(Field.V_AFTER, membrane);
        boolean late = family.fire().registered();
        List<String> fires =
                step.spikes().stream().map(name -> late ? next(name, step).value() : name).toList();
        fields.put(Field.SPIKE, fires.getFirst());
        fields.put(Field.SPIKE_NEGATIVE, step.firesNegative() ? fires.getLast() : NEVER);
        fields.put(Field.SATURATED, step.wraps() ? NEVER : lost);
        fields.put(Field.WRAPPED, step.wraps() ? lost : NEVER);
        fields.put(Field.REFRACTORY, step.waiting().isEmpty() ? NEVER : step.waiting());
        return fields;
    }

    private static Step.Next next(String state, Step step) {
        return step.nexts().stream()
                .filter(next -> next.state().equals(state))
                .findFirst()
                .orElseThrow();
    }

    /// All of them, exactly.
    private static String sum(List<String> terms) {
        var sum = new StringBuilder("0");
        for (String term : terms) {
            sum.append(term.startsWith("-") ? " - " + term.substring(1) : " + " + term);
        }
        return sum.toString();
    }

    /// With a wire that is what the membrane becomes: what it loses on its way is said of that.
    private static Neuron withAfter(Neuron neuron, Step step) {
        Declaration.Register membrane = step.states().getFirst();
        Step.Next next = next(membrane.name(), step);
        List<EquationText> texts = new ArrayList<>(neuron.texts());
        String line =
                "%s: %s%s = %s\n"
                        .formatted(
                                Step.after(membrane.name()),
                                membrane.type(),
                                next.mode(),
                                next.value());
        texts.add(EquationText.generated(line, membrane.at()));
        return new Neuron(neuron.rst(), neuron.declarations(), texts, neuron.outputs());
    }

    private static Added added(String term) {
        return term.startsWith("-") ? new Added(term.substring(1), true) : new Added(term, false);
    }

    // ---- equations

    private static Commits ofEquations(Spec spec) {
        Equations equations = spec.equations();
        Map<Field, String> fields = new EnumMap<>(Field.class);
        String membrane =
                spec.physical()
                        .flatMap(Physical::membrane)
                        .or(() -> named(equations, "v", Signal.Kind.STATE))
                        .or(() -> only(equations.states().stream().map(State::signal).toList()))
                        .orElseThrow(() ->
                                new BadInputException(
                                        Place.of(spec.file()),
                                        "none of the states is called 'v': name the membrane in the block 'physical' ('membrane: NAME')"));
        fields.put(Field.V_BEFORE, membrane);
        fields.put(Field.V_AFTER, membrane);
        spec.physical()
                .flatMap(Physical::spike)
                .or(() -> equations.find("spike").map(Signal::name))
                .ifPresent(name -> fields.put(Field.SPIKE, name));
        for (Field flag : List.of(Field.SPIKE_NEGATIVE, Field.SATURATED, Field.WRAPPED)) {
            named(equations, flag.column(), Signal.Kind.WIRE).ifPresent(n -> fields.put(flag, n));
        }
        named(equations, "waiting", Signal.Kind.WIRE)
                .ifPresent(name -> fields.put(Field.REFRACTORY, name));
        List<Signal> inputs =
                equations.inputs().stream().filter(s -> !s.name().equals("rst")).toList();
        Optional<String> current =
                spec.physical()
                        .flatMap(Physical::current)
                        .or(() -> named(equations, "current", Signal.Kind.INPUT))
                        .or(() -> only(inputs));
        current.ifPresent(name -> fields.put(Field.INPUT, name));
        Optional<Added> added = current.map(name -> new Added(name, false));
        return counted(spec, spec.neuron(), fields, added, Optional.empty());
    }

    private static Optional<String> named(Equations equations, String name, Signal.Kind kind) {
        return equations.find(name).filter(s -> s.kind() == kind).map(Signal::name);
    }

    private static Optional<String> only(List<Signal> signals) {
        return signals.size() == 1 ? Optional.of(signals.getFirst().name()) : Optional.empty();
    }

    // ---- the count of steps

    private static Commits counted(
            Spec spec,
            Neuron neuron,
            Map<Field, String> fields,
            Optional<Added> added,
            Optional<String> enable) {
        String step = STEP;
        while (spec.equations().find(step).isPresent()) {
            step += "_";
        }
        List<Declaration> declarations = new ArrayList<>(neuron.declarations());
        Place at = Place.of(spec.file());
        declarations.add(
                new Declaration.Register(
                        step,
                        0,
                        COUNT,
                        false,
                        Optional.of(List.of(BigInteger.ZERO)),
                        Optional.empty(),
                        at));
        List<EquationText> texts = new ArrayList<>(neuron.texts());
        texts.add(EquationText.generated("%s' wrap = %s + 1\n".formatted(step, step), at));
        var more = new Neuron(neuron.rst(), declarations, texts, neuron.outputs());
        var counting =
                new Spec(
                        spec.file(),
                        spec.name(),
                        spec.about(),
                        more,
                        more.elaborate(),
                        spec.family(),
                        Optional.empty(),
                        Map.of(),
                        List.of(),
                        spec.physical(),
                        spec.canonical(),
                        spec.hash());
        return new Commits(counting, step, fields, added, enable);
    }
}
