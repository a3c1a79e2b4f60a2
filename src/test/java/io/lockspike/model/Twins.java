package io.lockspike.model;

import io.lockspike.equation.CheckException;
import io.lockspike.equation.EquationText;
import io.lockspike.equation.Equations;
import io.lockspike.equation.Expr;
import io.lockspike.equation.Memory;
import io.lockspike.equation.Signal;
import io.lockspike.equation.State;
import io.lockspike.equation.Type;
import io.lockspike.slow.SlowCheckException;
import io.lockspike.slow.SlowModel;
import io.lockspike.spec.SpecFile;
import java.math.BigInteger;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// One spec run twice, by the product's engine and by the slow model; whatever both have a name for
/// must be equal after every row and after every edge.
final class Twins implements Stepped {

    private static final Path FOLDER = Path.of("");

    private final String yaml;
    private final Equations equations;
    private final Engine engine;
    private final SlowModel slow;
    private final Bounds bounds;
    private final List<Signal> shared = new ArrayList<>();
    private final Map<String, List<Expr>> cells = new LinkedHashMap<>();
    private final long[] raws;
    private final boolean[] known;
    private final Map<String, Optional<BigInteger>> given = new LinkedHashMap<>();
    private final Tally tally;
    private Map<String, Optional<BigInteger>> sampled = Map.of();
    private boolean hasRst;
    private long row;

    private Twins(String yaml, Equations equations, Tally tally) {
        this.yaml = yaml;
        this.equations = equations;
        this.engine = Engine.interpreted(equations, 0);
        this.slow = SlowModel.read(yaml, FOLDER, Map.of(), 0);
        this.bounds = new Bounds(equations);
        this.raws = new long[equations.inputs().size()];
        this.known = new boolean[raws.length];
        this.tally = tally;
        start(true);
        slow.types().forEach(this::share);
        equations.memories().forEach(this::shareCells);
    }

    /// @throws io.lockspike.equation.BadInputException where the product refuses the spec
    static Twins of(String yaml, Tally tally) {
        return new Twins(
                yaml, SpecFile.parse(yaml, "twins.yaml", FOLDER, Map.of()).equations(), tally);
    }

    private void share(String name, String type) {
        Signal signal =
                equations
                        .find(name)
                        .orElseThrow(() -> new AssertionError("no " + name + " in\n" + yaml));
        if (!signal.type().toString().equals(type)) {
            throw new AssertionError(name + " is " + signal.type() + ", not " + type + "\n" + yaml);
        }
        shared.add(signal);
    }

    private void shareCells(Memory memory) {
        List<Expr> reads = new ArrayList<>();
        for (int address = 0; address < memory.depth(); address++) {
            String cell = memory.name() + "[" + address + "]";
            reads.add(equations.expression(EquationText.of(cell, "twins")));
        }
        cells.put(memory.name(), reads);
    }

    @Override
    public Equations equations() {
        return equations;
    }

    @Override
    public boolean hasRst() {
        return hasRst;
    }

    @Override
    public void start(boolean withRst) {
        hasRst = withRst && equations.inputs().stream().anyMatch(i -> i.name().equals("rst"));
        engine.start(withRst);
        slow.start(withRst);
        row = 0;
    }

    @Override
    public void input(Signal input, long raw, boolean isKnown) {
        raws[input.slot()] = raw;
        known[input.slot()] = isKnown;
        given.put(input.name(), value(input.type(), raw, isKnown));
    }

    @Override
    public void poke(Signal state, long raw, boolean isKnown) {
        engine.poke(state.slot(), raw, isKnown);
        slow.poke(state.name(), value(state.type(), raw, isKnown));
    }

    private static Optional<BigInteger> value(Type type, long raw, boolean isKnown) {
        return isKnown ? Optional.of(type.value(raw)) : Optional.empty();
    }

    @Override
    public boolean step() {
        tally.step();
        var theirs = attempt(() -> sampled = slow.row(given));
        var ours = attempt(() -> engine.row(raws, known));
        if (ours.isEmpty() && theirs.isEmpty()) {
            compare(sampled);
            bounds.check(engine).ifPresent(this::differ);
        }
        return ended(ours.or(() -> attempt(engine::edge)), theirs.or(() -> attempt(slow::edge)));
    }

    private static Optional<RuntimeException> attempt(Runnable action) {
        try {
            action.run();
            return Optional.empty();
        } catch (CheckException | SlowCheckException e) {
            return Optional.of(e);
        }
    }

    private boolean ended(Optional<RuntimeException> ours, Optional<RuntimeException> theirs) {
        if (ours.isPresent() != theirs.isPresent()) {
            differ("a check: the engine says %s, the slow model says %s".formatted(ours, theirs));
        }
        if (ours.isPresent()) {
            tally.stopped();
            return false;
        }
        compare(slow.states());
        compareCells();
        row++;
        return true;
    }

    private void compare(Map<String, Optional<BigInteger>> values) {
        for (Signal signal : shared) {
            Optional<BigInteger> expected = values.get(signal.name());
            if (expected != null) {
                compare(signal, expected);
            }
        }
    }

    private void compare(Signal signal, Optional<BigInteger> expected) {
        boolean defined = engine.defined(signal.slot());
        long raw = engine.raw(signal.slot());
        boolean equal =
                defined
                        ? expected.isPresent() && signal.type().value(raw).equals(expected.get())
                        : expected.isEmpty();
        tally.value(defined);
        if (!equal) {
            differ(
                    "%s: the engine says %s, the slow model says %s"
                            .formatted(
                                    signal.name(),
                                    defined ? signal.type().format(raw) : "x",
                                    shown(expected)));
        }
    }

    private void compareCells() {
        cells.forEach((name, reads) -> {
            List<Optional<BigInteger>> expected = slow.memory(name);
            for (int address = 0; address < reads.size(); address++) {
                var ours = Optional.ofNullable(engine.evaluate(reads.get(address)));
                tally.value(ours.isPresent());
                if (!ours.equals(expected.get(address))) {
                    differ(
                            "%s[%d]: the engine says %s, the slow model says %s"
                                    .formatted(
                                            name,
                                            address,
                                            shown(ours),
                                            shown(expected.get(address))));
                }
            }
        });
    }

    private static String shown(Optional<BigInteger> value) {
        return value.map(BigInteger::toString).orElse("x");
    }

    private void differ(String what) {
        StringBuilder states = new StringBuilder();
        for (State state : equations.states()) {
            Signal signal = state.signal();
            String value =
                    engine.defined(signal.slot())
                            ? signal.type().format(engine.raw(signal.slot()))
                            : "x";
            states.append(' ').append(signal.name()).append('=').append(value);
        }
        StringBuilder inputs = new StringBuilder();
        given.forEach((name, value) -> inputs.append(' ').append(name + "=" + shown(value)));
        throw new AssertionError(
                "row %d, %s\ninputs:%s\nthe engine's states now:%s\nrst: %s\n%s"
                        .formatted(row, what, inputs, states, hasRst, yaml));
    }
}
