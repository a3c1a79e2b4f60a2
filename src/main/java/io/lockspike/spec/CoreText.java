package io.lockspike.spec;

import io.lockspike.equation.BadInputException;
import io.lockspike.equation.Declaration;
import io.lockspike.equation.EquationText;
import io.lockspike.equation.Equations;
import io.lockspike.equation.Place;
import io.lockspike.equation.Rst;
import io.lockspike.equation.Type;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The equations of a core while they are written: what is declared, wires from the top, next
/// values below them.
///
/// Next values stand in one of three places: under `clear`, where that is 0, or both.
final class CoreText {
    private final Place at;
    private final Rst rst;
    private final boolean clear;

    /// The input without which all stands still, or empty.
    private final String enable;

    /// Where the spec itself says a name.
    private final Map<String, Place> said;

    private final Set<String> taken = new HashSet<>();
    private final List<Declaration> declared = new ArrayList<>();
    private final List<String> wires = new ArrayList<>();
    private final List<String> cleared = new ArrayList<>();
    private final List<String> goingOn = new ArrayList<>();
    private final List<String> always = new ArrayList<>();
    private final List<String> last = new ArrayList<>();
    private final List<String> outputs = new ArrayList<>();

    /// @param said where the spec itself says a name
    CoreText(Core core, Family family, Map<String, Place> said) {
        this.at = family.at();
        this.rst = family.rst();
        this.clear = core.clear();
        this.enable = family.enable().orElse("");
        this.said = said;
    }

    /// Behind a condition: unless this clock resets all at its end. (An asynchronous rst has done
    /// so before.)
    String unlessReset() {
        return (clear ? " and not clear" : "") + (rst == Rst.SYNC ? " and not rst" : "");
    }

    // ---- declarations

    void add(Declaration declaration) {
        take(declaration.name());
        declared.add(declaration);
    }

    /// Refuses a name that is there already.
    void take(String name) {
        if (!taken.add(name)) {
            throw new BadInputException(
                    said.getOrDefault(name, at),
                    "'%s' is a name that the core takes for itself: call it otherwise"
                            .formatted(name));
        }
    }

    void input(String name, Type type) {
        input(name, 0, type);
    }

    void input(String name, int count, Type type) {
        add(new Declaration.Input(name, count, type, at));
    }

    /// A register that rst and `clear` set to `value`.
    void cleared(String name, Type type, long value) {
        held(name, type, value);
        cleared.add(name + "' = " + value);
    }

    /// A register that rst sets to `value`, and `clear` leaves alone.
    void held(String name, Type type, long value) {
        register(name, 0, type, Optional.of(List.of(BigInteger.valueOf(value))));
    }

    /// A register that nothing resets.
    void word(String name, Type type) {
        register(name, 0, type, Optional.empty());
    }

    /// The same for each of `count` neurons.
    void words(String name, int count, Type type) {
        register(name, count, type, Optional.empty());
    }

    void register(String name, int count, Type type, Optional<List<BigInteger>> rst) {
        add(new Declaration.Register(name, count, type, false, rst, Optional.empty(), at));
    }

    void memory(
            String name,
            Type type,
            int bits,
            Optional<List<BigInteger>> rst,
            Optional<List<BigInteger>> init) {
        add(new Declaration.Table(name, 0, type, 1 << bits, rst, init, at));
    }

    // ---- equations

    void wire(String name, Type type, String value) {
        wire(name, type, "", value);
    }

    void wire(String name, Type type, String mode, String value) {
        line(name + ": " + type + (mode.isEmpty() ? "" : " " + mode) + " = " + value);
    }

    void bit(String name, String value) {
        wire(name, Type.BIT, value);
    }

    /// A wire, `NAME: TYPE MODE = …`.
    void line(String line) {
        take(line.substring(0, line.indexOf(':')));
        wires.add(line);
    }

    /// Wires and next values of each of `count` neurons; the latter hold under `clear`, too.
    void each(int count, List<String> lines, List<String> nexts) {
        wires.add("replicate " + count + " {");
        lines.forEach(this::line);
        wires.addAll(enabled(nexts));
        wires.add("}");
    }

    /// What happens to each of `count` cells in a clock with `clear`.
    void eachOnClear(int count, String next) {
        last.add("replicate " + count + " {");
        last.addAll(enabled(List.of("when clear { " + next + " }")));
        last.add("}");
    }

    private List<String> enabled(List<String> nexts) {
        if (enable.isEmpty() || nexts.isEmpty()) {
            return nexts;
        }
        List<String> lines = new ArrayList<>(nexts);
        lines.addFirst("when " + enable + " {");
        lines.add("}");
        return lines;
    }

    /// A wire of a handshake: 0 without the enable.
    void offered(String name, String value) {
        bit(name, enable.isEmpty() ? value : enable + " and (" + value + ")");
    }

    void onClear(String line) {
        cleared.add(line);
    }

    /// Where `clear` is 0.
    void next(String line) {
        goingOn.add(line);
    }

    /// Whether `clear` is 0 or not.
    void always(String line) {
        always.add(line);
    }

    void output(String... names) {
        outputs.addAll(List.of(names));
    }

    // ---- the whole

    Neuron neuron(List<Lfsr> lfsrs) {
        List<Declaration> all = new ArrayList<>(declared);
        List<EquationText> texts = new ArrayList<>();
        for (Lfsr lfsr : lfsrs) {
            all.add(lfsr.state());
            texts.addAll(lfsr.equations());
        }
        texts.add(EquationText.of(String.join("\n", body()) + "\n", at + " (lowered)"));
        List<Equations.Output> named =
                outputs.stream()
                        .map(name -> new Equations.Output(name, new Place(at.file(), 0, 0)))
                        .toList();
        return new Neuron(rst, all, texts, named);
    }

    private List<String> body() {
        List<String> nexts = new ArrayList<>(always);
        if (clear) {
            nexts.add("when clear {");
            nexts.addAll(cleared);
            nexts.add("} else {");
        }
        nexts.addAll(goingOn);
        if (clear) {
            nexts.add("}");
        }
        List<String> body = new ArrayList<>(wires);
        body.addAll(enabled(nexts));
        body.addAll(last);
        return body;
    }

    /// `a or b`; 0 of none.
    static String any(List<String> conditions) {
        return conditions.isEmpty() ? "0" : String.join(" or ", conditions);
    }
}
