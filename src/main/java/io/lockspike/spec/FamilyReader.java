package io.lockspike.spec;

import io.lockspike.equation.BadInputException;
import io.lockspike.equation.Declaration;
import io.lockspike.equation.DeclarationParser;
import io.lockspike.equation.Numbers;
import io.lockspike.equation.Rounding;
import io.lockspike.equation.Rst;
import io.lockspike.equation.Type;
import io.lockspike.equation.Words;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/// Reads the short form.
final class FamilyReader {
    private static final int MAX_SHIFT = 64;

    private final Set<String> names = new LinkedHashSet<>();

    /// Inputs that a choice names, so that they are no current.
    private final Set<String> named = new HashSet<>();

    /// The parameters that may stand for a number.
    private final Map<String, BigInteger> constants = new HashMap<>();

    private Type membraneType = Type.BIT;

    private FamilyReader() {}

    static Family read(
            Fields fields,
            Function<Fields, List<Declaration>> declarationsOf,
            Function<Fields, List<Lfsr>> lfsrsOf,
            Function<Fields, Rst> rstOf) {
        var reader = new FamilyReader();
        Rst rst = rstOf.apply(fields);
        List<Declaration> declarations = declarationsOf.apply(fields);
        List<Lfsr> lfsrs = lfsrsOf.apply(fields);
        declarations.forEach(reader::declare);
        lfsrs.forEach(lfsr -> reader.names.add(lfsr.name()));
        lfsrs.forEach(
                lfsr -> lfsr.enable().ifPresent(e -> reader.named.addAll(Words.names(e.text()))));
        Declaration.Register membrane =
                reader.state(
                        fields.optional("membrane")
                                .orElseThrow(() ->
                                        new BadInputException(
                                                fields.at(),
                                                "'neuron' has neither 'equations' (long form) nor 'membrane' (short form)")),
                        "'membrane'");
        reader.names.add(membrane.name());
        reader.membraneType = membrane.type();
        Family family = reader.family(fields, rst, declarations, lfsrs, membrane);
        fields.finish();
        return family;
    }

    private void declare(Declaration declared) {
        if (declared.count() > 0) {
            throw new BadInputException(
                    declared.at(),
                    "the short form has no '@': write '%s', and 'replicate: N' for a layer of N neurons"
                            .formatted(declared.name()));
        }
        names.add(declared.name());
        if (declared instanceof Declaration.Parameter parameter && parameter.values().size() == 1) {
            constants.put(parameter.name(), parameter.values().getFirst());
        }
    }

    private Family family(
            Fields fields,
            Rst rst,
            List<Declaration> declarations,
            List<Lfsr> lfsrs,
            Declaration.Register membrane) {
        Optional<Family.Synapse> synapse =
                fields.optional("synapse").filter(y -> !isNone(y)).map(this::synapse);
        String rest = fields.optional("rest").map(y -> value(y, "'rest'")).orElse("0");
        Family.Leak leak = fields.optional("leak").map(this::leak).orElse(new Family.Leak.None());
        Family.Fire fire = fire(fields.required("fire"));
        Family.Reset reset =
                fields.optional("reset").map(this::reset).orElse(new Family.Reset.To("0"));
        if (fire.bit().isPresent() && reset instanceof Family.Reset.Subtract) {
            throw new BadInputException(
                    fields.required("reset").at(),
                    "a neuron that fires on a bit has no threshold to subtract: write {to: 0} or none");
        }
        Optional<String> enable = fields.optional("enable").map(y -> enable(y, declarations));
        Family.Refractory refractory =
                fields.optional("refractory")
                        .map(FamilyReader::refractory)
                        .orElse(new Family.Refractory(0, true, true, false));
        List<Family.Stage> order =
                fields.optional("order")
                        .map(FamilyReader::order)
                        .orElse(List.of(Family.Stage.values()));
        int replicate =
                fields.optional("replicate")
                        .map(y -> Fields.integer(y, "'replicate'", 1, 1 << 16))
                        .orElse(0);
        Family.Integrate integrate = integrate(fields.optional("integrate"), declarations, fields);
        return new Family(
                rst,
                declarations,
                lfsrs,
                membrane,
                rest,
                leak,
                integrate,
                fire,
                reset,
                refractory,
                synapse,
                order,
                enable,
                replicate,
                fields.at());
    }

    private static boolean isNone(Yaml yaml) {
        return yaml instanceof Yaml.Scalar scalar && scalar.text().equals("none");
    }

    private Declaration.Register state(Yaml yaml, String what) {
        if (!(yaml instanceof Yaml.Mapping mapping) || mapping.entries().size() != 1) {
            throw new BadInputException(
                    yaml.at(), what + " is one state, such as {v: s16 = 0}, not " + yaml.shown());
        }
        var entry = mapping.entries().entrySet().iterator().next();
        Yaml value = entry.getValue().value();
        Declaration.Register state =
                new DeclarationParser(
                                entry.getKey(),
                                entry.getValue().at(),
                                Fields.equation(value, what),
                                constants,
                                (file, type, depth, at) -> List.of())
                        .register();
        if (state.count() > 0 || state.falling()) {
            throw new BadInputException(
                    entry.getValue().at(),
                    what
                            + " is a plain state; write 'replicate: N' for a layer, equations for a falling edge");
        }
        names.add(state.name());
        return state;
    }

    /// A whole number, or a name; the name is no current any more.
    private String value(Yaml yaml, String what) {
        String text = Fields.text(yaml, what);
        if (names.contains(text)) {
            named.add(text);
            return text;
        }
        return Numbers.parse(text)
                .map(BigInteger::toString)
                .orElseThrow(() ->
                        new BadInputException(
                                yaml.at(),
                                "%s is a whole number or one of the names %s, not %s%s"
                                        .formatted(
                                                what,
                                                Words.list(names),
                                                yaml.shown(),
                                                Words.didYouMean(text, names))));
    }

    /// A value that is held in the membrane, so a number must fit it.
    private String membraneValue(Yaml yaml, String what) {
        String text = value(yaml, what);
        Optional<BigInteger> number = Numbers.parse(text);
        if (number.isPresent() && !membraneType.fits(number.get())) {
            throw new BadInputException(
                    yaml.at(),
                    "%s is %s, which does not fit the membrane's %s (%s)"
                            .formatted(what, text, membraneType, membraneType.range()));
        }
        return text;
    }

    private Family.Leak leak(Yaml yaml) {
        if (isNone(yaml)) {
            return new Family.Leak.None();
        }
        Fields fields = Fields.of("'leak'", yaml);
        Family.Leak leak;
        if (fields.has("shift")) {
            String bits = shift(fields.required("shift"));
            leak = new Family.Leak.Shift(bits, rounded(fields));
        } else if (fields.has("shifts")) {
            leak = new Family.Leak.Shifts(shifts(fields.required("shifts")), rounded(fields));
        } else if (fields.has("decayed")) {
            Fields decayed = Fields.of("'decayed'", fields.required("decayed"));
            String factor = value(decayed.required("factor"), "'factor'");
            int fraction = Fields.integer(decayed.required("fraction"), "'fraction'", 0, MAX_SHIFT);
            decayed.finish();
            leak = new Family.Leak.Decayed(factor, fraction, rounded(fields));
        } else if (fields.has("subtract")) {
            leak =
                    new Family.Leak.Subtract(
                            value(fields.required("subtract"), "'subtract'"),
                            fields.optional("past")
                                    .map(y -> Fields.flag(y, "'past'"))
                                    .orElse(false));
        } else {
            throw new BadInputException(
                    yaml.at(),
                    "'leak' is none, {shift: k}, {shifts: [3, -5]}, {decayed: {factor: a, fraction: n}} or {subtract: n}");
        }
        fields.finish();
        return leak;
    }

    private String shift(Yaml yaml) {
        String text = value(yaml, "'shift'");
        return Numbers.parse(text).isPresent()
                ? Integer.toString(Fields.integer(yaml, "'shift'", 0, MAX_SHIFT))
                : text;
    }

    private static List<Integer> shifts(Yaml yaml) {
        List<Integer> shifts = new ArrayList<>();
        for (Yaml item : Fields.list(yaml, "'shifts'")) {
            shifts.add(Fields.integer(item, "a shift", -MAX_SHIFT, MAX_SHIFT));
        }
        if (shifts.isEmpty()) {
            throw new BadInputException(yaml.at(), "'shifts' is empty: write leak: none");
        }
        return shifts;
    }

    private Family.Rounded rounded(Fields fields) {
        List<String> words = Arrays.stream(Rounding.values()).map(Rounding::text).toList();
        Rounding rounding =
                fields.optional("rounding")
                        .map(y -> Fields.choice(y, "'rounding'", words))
                        .flatMap(Rounding::parse)
                        .orElse(Rounding.FLOOR);
        if (rounding != Rounding.STOCHASTIC) {
            return new Family.Rounded(rounding, "");
        }
        return new Family.Rounded(rounding, value(fields.required("random"), "'random'"));
    }

    private static Family.Overflow overflow(Fields fields) {
        List<String> words =
                Arrays.stream(Family.Overflow.values())
                        .map(o -> o.name().toLowerCase(Locale.ROOT).replace('_', '-'))
                        .toList();
        return fields.optional("overflow")
                .map(y -> Fields.choice(y, "'overflow'", words))
                .map(w -> Family.Overflow.valueOf(w.toUpperCase(Locale.ROOT).replace('-', '_')))
                .orElse(Family.Overflow.SAT);
    }

    private Family.Integrate integrate(
            Optional<Yaml> yaml, List<Declaration> declarations, Fields neuron) {
        List<String> inputs =
                declarations.stream()
                        .filter(d -> d instanceof Declaration.Input)
                        .map(Declaration::name)
                        .toList();
        Optional<Fields> fields = yaml.map(y -> Fields.of("'integrate'", y));
        Family.Overflow overflow = fields.map(FamilyReader::overflow).orElse(Family.Overflow.SAT);
        boolean writeBack =
                fields.flatMap(f -> f.optional("narrow"))
                        .map(y ->
                                Fields.choice(
                                        y, "'narrow'", List.of("each-addition", "write-back")))
                        .orElse("each-addition")
                        .equals("write-back");
        List<String> add =
                fields.flatMap(f -> f.optional("add"))
                        .map(y -> added(y, inputs))
                        .orElseGet(() -> inputs.stream().filter(i -> !named.contains(i)).toList());
        fields.ifPresent(Fields::finish);
        if (add.isEmpty()) {
            throw new BadInputException(
                    neuron.at(),
                    "no input is integrated: declare one, such as inputs: {current: s12}");
        }
        return new Family.Integrate(overflow, writeBack, add);
    }

    private static List<String> added(Yaml yaml, List<String> inputs) {
        List<String> add = Fields.words(yaml, "'add'");
        for (String term : add) {
            String input = term.startsWith("-") ? term.substring(1) : term;
            if (!inputs.contains(input)) {
                throw new BadInputException(
                        yaml.at(),
                        "'add' names inputs (%s), and '%s' is none%s"
                                .formatted(
                                        Words.list(inputs),
                                        input,
                                        Words.didYouMean(input, inputs)));
            }
        }
        return add;
    }

    private Family.Fire fire(Yaml yaml) {
        Fields fields = Fields.of("'fire'", yaml);
        Optional<Integer> bit =
                fields.optional("bit")
                        .map(y -> Fields.integer(y, "'bit'", 0, membraneType.bits() - 1));
        String when =
                fields.optional("when")
                        .map(y -> Fields.choice(y, "'when'", List.of(">=", ">", "==")))
                        .orElse(">=");
        String threshold =
                bit.isPresent() ? "0" : value(fields.required("threshold"), "'threshold'");
        if (bit.isPresent()
                && (fields.has("threshold") || fields.has("when") || fields.has("adaptive"))) {
            throw new BadInputException(
                    yaml.at(), "'fire' has either a bit or a threshold, not both");
        }
        boolean previous =
                fields.optional("on")
                        .map(y -> Fields.choice(y, "'on'", List.of("updated", "previous")))
                        .orElse("updated")
                        .equals("previous");
        boolean registered =
                fields.optional("output")
                        .map(y ->
                                Fields.choice(
                                        y, "'output'", List.of("combinational", "registered")))
                        .orElse("combinational")
                        .equals("registered");
        Optional<String> negative = fields.optional("negative").map(y -> value(y, "'negative'"));
        Optional<Family.Adaptive> adaptive = fields.optional("adaptive").map(this::adaptive);
        fields.finish();
        return new Family.Fire(when, threshold, bit, previous, registered, negative, adaptive);
    }

    private Family.Adaptive adaptive(Yaml yaml) {
        Fields fields = Fields.of("'adaptive'", yaml);
        var adaptive =
                new Family.Adaptive(
                        state(fields.required("state"), "'state'"),
                        value(fields.required("jump"), "'jump'"),
                        fields.optional("leak").map(this::leak).orElse(new Family.Leak.None()),
                        overflow(fields));
        fields.finish();
        return adaptive;
    }

    private Family.Synapse synapse(Yaml yaml) {
        Fields fields = Fields.of("'synapse'", yaml);
        var synapse =
                new Family.Synapse(
                        state(fields.required("state"), "'state'"),
                        fields.optional("leak").map(this::leak).orElse(new Family.Leak.None()),
                        overflow(fields),
                        fields.optional("use")
                                .map(y -> Fields.choice(y, "'use'", List.of("updated", "previous")))
                                .orElse("updated")
                                .equals("previous"));
        fields.finish();
        return synapse;
    }

    private Family.Reset reset(Yaml yaml) {
        if (isNone(yaml)) {
            return new Family.Reset.None();
        }
        Fields fields = Fields.of("'reset'", yaml);
        Family.Reset reset;
        if (fields.has("subtract")) {
            Fields.choice(fields.required("subtract"), "'subtract'", List.of("threshold"));
            reset = new Family.Reset.Subtract();
        } else if (fields.has("to")) {
            Yaml to = fields.required("to");
            boolean input = to instanceof Yaml.Scalar scalar && scalar.text().equals("input");
            reset =
                    input
                            ? new Family.Reset.ToInput()
                            : new Family.Reset.To(membraneValue(to, "'to'"));
        } else {
            throw new BadInputException(
                    yaml.at(),
                    "'reset' is {to: VALUE}, {to: input}, {subtract: threshold} or none");
        }
        fields.finish();
        return reset;
    }

    private static Family.Refractory refractory(Yaml yaml) {
        Fields fields = Fields.of("'refractory'", yaml);
        var refractory =
                new Family.Refractory(
                        Fields.integer(fields.required("steps"), "'steps'", 0, 1 << 20),
                        word(fields, "input", "ignored", "integrated").equals("ignored"),
                        word(fields, "leak", "on", "off").equals("on"),
                        word(fields, "counted", "after", "with").equals("with"));
        fields.finish();
        return refractory;
    }

    private static String word(Fields fields, String key, String first, String second) {
        return fields.optional(key)
                .map(y -> Fields.choice(y, "'" + key + "'", List.of(first, second)))
                .orElse(first);
    }

    private static List<Family.Stage> order(Yaml yaml) {
        List<Family.Stage> order = new ArrayList<>();
        for (Yaml item : Fields.list(yaml, "'order'")) {
            String word = Fields.choice(item, "a stage", List.of("leak", "integrate", "fire"));
            order.add(Family.Stage.valueOf(word.toUpperCase(Locale.ROOT)));
        }
        if (order.size() != 3 || new HashSet<>(order).size() != 3) {
            throw new BadInputException(
                    yaml.at(), "'order' names leak, integrate and fire, each once");
        }
        return order;
    }

    private String enable(Yaml yaml, List<Declaration> declarations) {
        String name = Fields.text(yaml, "'enable'");
        boolean bit =
                declarations.stream()
                        .anyMatch(d ->
                                d instanceof Declaration.Input input
                                        && input.name().equals(name)
                                        && input.type().equals(Type.BIT));
        if (!bit) {
            throw new BadInputException(
                    yaml.at(), "'enable' is the name of a u1 input, not '" + name + "'");
        }
        named.add(name);
        return name;
    }
}
