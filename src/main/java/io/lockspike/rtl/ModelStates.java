package io.lockspike.rtl;

import io.lockspike.equation.CheckException;
import io.lockspike.equation.Expr;
import io.lockspike.equation.Rst;
import io.lockspike.equation.State;
import io.lockspike.model.Engine;
import io.lockspike.spec.Spec;
import io.lockspike.vector.Pins;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/// The states of the model: numbered from 0 as they are met, and gone back to.
final class ModelStates {
    private final Spec spec;
    private final Engine engine;
    private final int[] slots;
    private final boolean[] given;
    private final List<Pins.Out> outs;
    private final Map<Held, Integer> numbers = new HashMap<>();
    private final List<Held> kept = new ArrayList<>();

    /// What the model says of each output in the last row.
    final long[] expected;

    /// Whether it says anything.
    final boolean[] defined;

    /// A state: values, and a bit for each that is defined.
    private record Held(List<Long> raw, List<Boolean> defined) {}

    ModelStates(Spec spec, Pins pins) {
        this.spec = spec;
        this.engine = Engine.of(spec.equations(), 0);
        this.slots = spec.equations().states().stream().mapToInt(s -> s.signal().slot()).toArray();
        this.given = new boolean[spec.equations().inputs().size()];
        Arrays.fill(given, true);
        this.outs = pins.outputs();
        this.expected = new long[outs.size()];
        this.defined = new boolean[outs.size()];
    }

    /// The state behind some rows from power-up.
    int start(boolean hasRst, List<long[]> rows) {
        engine.start(hasRst);
        for (long[] row : rows) {
            engine.row(row, given);
            engine.edge();
        }
        return number();
    }

    private int number() {
        var held =
                new Held(
                        Arrays.stream(slots)
                                .mapToObj(slot -> engine.defined(slot) ? engine.raw(slot) : 0L)
                                .toList(),
                        Arrays.stream(slots).mapToObj(engine::defined).toList());
        Integer before = numbers.putIfAbsent(held, kept.size());
        if (before == null) {
            kept.add(held);
        }
        return before == null ? kept.size() - 1 : before;
    }

    /// Runs a row from a state; gives the one that it leads to, -1 where the spec does not allow
    /// it.
    int next(int from, long[] inputs) {
        boolean loads = spec.equations().rst() == Rst.ASYNC && inputs[0] == 1;
        engine.start(true);
        // Not row 0, in which a rst that is asserted loads nothing yet; the engine has not seen the
        // row before, so what rst loads is put there by hand.
        engine.skipTo(1);
        Held held = kept.get(from);
        List<State> states = spec.equations().states();
        for (int i = 0; i < slots.length; i++) {
            boolean loaded = loads && states.get(i).rst().isPresent();
            long raw = loaded ? states.get(i).rst().get() : held.raw.get(i);
            engine.poke(slots[i], raw, loaded || held.defined.get(i));
        }
        try {
            engine.row(inputs, given);
            IntStream.range(0, expected.length).forEach(this::sample);
            engine.edge();
        } catch (CheckException refused) {
            return -1;
        }
        return number();
    }

    private void sample(int i) {
        Pins.Out out = outs.get(i);
        if (out.expression() instanceof Expr.Value value) {
            expected[i] = engine.raw(value.signal().slot());
            defined[i] = engine.defined(value.signal().slot());
        } else {
            BigInteger value = engine.evaluate(out.expression());
            expected[i] = value == null ? 0 : out.type().wrap(value);
            defined[i] = value != null;
        }
    }
}
