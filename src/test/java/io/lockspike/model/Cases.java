package io.lockspike.model;

import io.lockspike.equation.Signal;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// One step from each case of a spec of the family: every value of every state and input where
/// there are few enough of them; else every membrane with every current, and the others drawn.
final class Cases {

    private static final Set<String> MAIN = Set.of("v", "v@0", "current", "current@0");

    private final Stepped twins;
    private final Draw draw;
    private final List<Signal> walked = new ArrayList<>();
    private final List<Signal> drawn = new ArrayList<>();

    private Cases(Stepped twins, Draw draw) {
        this.twins = twins;
        this.draw = draw;
        for (Signal signal : twins.equations().signals()) {
            if (signal.kind() != Signal.Kind.WIRE && !signal.name().equals("rst")) {
                walked.add(signal);
            }
        }
    }

    /// @param most as many bits of states and inputs are walked through completely
    /// @param sampled where there are more, 2^sampled cases are looked at
    static void run(Stepped twins, Draw draw, int most, int sampled) {
        Cases cases = new Cases(twins, draw);
        if (cases.bits() <= most) {
            cases.all(1);
        } else {
            cases.split();
            cases.all(1 << Math.max(0, sampled - cases.bits()));
        }
    }

    private int bits() {
        return walked.stream().mapToInt(signal -> signal.type().bits()).sum();
    }

    private void split() {
        for (Signal signal : List.copyOf(walked)) {
            if (!MAIN.contains(signal.name())) {
                walked.remove(signal);
                drawn.add(signal);
            }
        }
    }

    private void all(int times) {
        twins.start(false);
        twins.equations().find("rst").ifPresent(rst -> twins.input(rst, 0, true));
        for (long code = 0; code < 1L << bits(); code++) {
            for (int i = 0; i < times; i++) {
                one(code);
            }
        }
    }

    private void one(long code) {
        long rest = code;
        for (Signal signal : walked) {
            set(signal, signal.type().wrap(rest));
            rest >>= signal.type().bits();
        }
        drawn.forEach(signal -> set(signal, draw.raw(signal.type())));
        twins.step();
    }

    private void set(Signal signal, long raw) {
        if (signal.kind() == Signal.Kind.INPUT) {
            twins.input(signal, raw, true);
        } else {
            twins.poke(signal, raw, true);
        }
    }
}
