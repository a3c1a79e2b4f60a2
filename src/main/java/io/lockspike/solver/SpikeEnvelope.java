package io.lockspike.solver;

import io.lockspike.equation.Equations;
import io.lockspike.equation.Interval;
import io.lockspike.spec.Family;
import io.lockspike.spec.Spec;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/// Follows, row by row, every neuron whose step is v' = αv + I + δ with some δ that the rounding
/// can add: the neuron of the spec is one, its ideal (δ = 0) another. Where all of them fire, or
/// none, both do the same (numerics T7).
///
/// Values are fixed-point numbers, rounded outwards, so that no enclosure is ever too narrow. Where
/// some fire and some do not, both ways are followed, each with its number of spikes, until they
/// fall together again.
public final class SpikeEnvelope {
    private static final int MOST_WAYS = 64;
    private static final int MOST_GUARD = 40;
    private static final int USED = 61;

    public enum Step {
        /// Both fire.
        FIRES,
        /// Neither fires.
        SILENT,
        /// One may fire and the other not.
        AMBIGUOUS,
        /// Nothing is claimed of this row.
        NO_CLAIM
    }

    /// Neurons with so many spikes and refractory steps left, their membranes in `low … high`.
    private record Way(int waiting, long spikes, long low, long high) {}

    /// Those within one row.
    private record Part(long low, long high, boolean fired) {}

    private final Circuit circuit;
    private final Decay.Linear decay;
    private final Equations equations;
    private final Circuit.Fire fire;
    private final Noise noise;
    private final long factor;
    private final int guard;
    private final long rest;
    private final boolean overflows;
    private final Optional<SpikeEnvelope> synapse;
    private final int rst;
    private final int enable;
    private final int[] slots;
    private Map<Long, Way> ways = new HashMap<>();
    private final List<long[]> windows = new ArrayList<>();
    private long row;
    private long firstDoubt = -1;
    private long clamped = -1;
    private long lost = -1;

    private SpikeEnvelope(
            Circuit circuit,
            Decay.Linear decay,
            Noise noise,
            int guard,
            boolean overflows,
            Optional<SpikeEnvelope> synapse,
            Equations equations) {
        this.circuit = circuit;
        this.decay = decay;
        this.equations = equations;
        this.fire = circuit.fire().orElse(null);
        this.noise = noise;
        this.factor = decay.factor();
        this.guard = guard;
        this.rest = decay.rest() << guard;
        this.overflows = overflows;
        this.synapse = synapse;
        this.rst = equations.find("rst").map(s -> s.slot()).orElse(-1);
        this.enable =
                circuit.family().enable().flatMap(equations::find).map(s -> s.slot()).orElse(-1);
        this.slots =
                circuit.terms().stream()
                        .mapToInt(t -> equations.find(t.name()).orElseThrow().slot())
                        .toArray();
        start();
    }

    public static Claim<SpikeEnvelope> of(Spec spec) {
        return of(spec, false);
    }

    /// Of the ideal alone: as narrow as the guard bits make it. Where it is not ambiguous it is the
    /// ideal's train, to hold against the one that a run of the spec shows.
    public static Claim<SpikeEnvelope> ofIdeal(Spec spec) {
        return of(spec, true);
    }

    private static Claim<SpikeEnvelope> of(Spec spec, boolean ideal) {
        return switch (Circuit.of(spec)) {
            case Claim.Open<Circuit>(Unmet why) -> new Claim.Open<>(why);
            case Claim.Holds<Circuit>(Circuit circuit) -> {
                Circuit.Fire fire = circuit.fire().orElseThrow();
                if (circuit.family().replicate() > 0) {
                    yield new Claim.Open<>(Unmet.LAYER);
                }
                yield fire.equal()
                        ? new Claim.Open<>(Unmet.FIRES_WHEN_EQUAL)
                        : fire.negative().isPresent()
                                ? new Claim.Open<>(Unmet.NEGATIVE_THRESHOLD)
                                : circuit.family().synapse().isEmpty()
                                        ? of(
                                                circuit,
                                                Reach.of(spec).value(),
                                                Optional.empty(),
                                                spec,
                                                ideal)
                                        : driven(spec, circuit, ideal);
            }
        };
    }

    private static Claim<SpikeEnvelope> driven(Spec spec, Circuit circuit, boolean ideal) {
        Claim<SpikeEnvelope> current =
                switch (Circuit.ofSynapse(spec)) {
                    case Claim.Open<Circuit>(Unmet why) -> new Claim.Open<>(why);
                    case Claim.Holds<Circuit>(Circuit c) ->
                            of(c, Reach.ofSynapse(spec).value(), Optional.empty(), spec, ideal);
                };
        return switch (current) {
            case Claim.Open<SpikeEnvelope> open -> open;
            case Claim.Holds<SpikeEnvelope>(SpikeEnvelope c) ->
                    of(circuit, Reach.of(spec).value(), Optional.of(c), spec, ideal);
        };
    }

    private static Claim<SpikeEnvelope> of(
            Circuit circuit,
            Optional<Reach> reach,
            Optional<SpikeEnvelope> synapse,
            Spec spec,
            boolean ideal) {
        return switch (circuit.linear()) {
            case Claim.Open<Decay.Linear>(Unmet why) -> new Claim.Open<>(why);
            case Claim.Holds<Decay.Linear>(Decay.Linear decay) -> {
                int guard = synapse.map(s -> s.guard).orElse(guard(spec, decay));
                yield guard < decay.bits() || guard > guard(circuit, decay)
                        ? new Claim.Open<>(Unmet.TOO_WIDE)
                        : new Claim.Holds<>(
                                new SpikeEnvelope(
                                        circuit,
                                        decay,
                                        ideal
                                                ? new Noise(0, 0, decay.bits(), decay.lost())
                                                : Noise.of(decay, ErrorBound.range(reach)),
                                        guard,
                                        reach.map(Reach::overflows).orElse(true),
                                        synapse,
                                        spec.equations()));
            }
        };
    }

    /// Another one for the same spec, before its first row.
    public SpikeEnvelope again() {
        return new SpikeEnvelope(
                circuit,
                decay,
                noise,
                guard,
                overflows,
                synapse.map(SpikeEnvelope::again),
                equations);
    }

    /// Bits behind the point that leave room for the membrane and for the current.
    private static int guard(Spec spec, Decay.Linear decay) {
        int guard = MOST_GUARD;
        for (Claim<Circuit> one : List.of(Circuit.of(spec), Circuit.ofSynapse(spec))) {
            if (one instanceof Claim.Holds<Circuit>(Circuit circuit)) {
                var linear = circuit.decay() instanceof Decay.Linear own ? own : decay;
                guard = Math.min(guard, guard(circuit, linear));
            }
        }
        return guard;
    }

    private static int guard(Circuit circuit, Decay.Linear decay) {
        int product = shifts(decay.factor(), decay.bits()) ? 0 : decay.bits();
        int value = Math.max(circuit.type().bits(), decay.bits()) + 3;
        return Math.min(MOST_GUARD, USED - value - product);
    }

    private static boolean shifts(long factor, int bits) {
        return factor == (1L << bits) - 1;
    }

    private void start() {
        ways = new HashMap<>();
        long spikes = windows.size();
        put(new Way(0, spikes, circuit.start() << guard, circuit.start() << guard));
    }

    private void put(Way way) {
        long key = (way.spikes() << 24) | way.waiting();
        ways.merge(
                key,
                way,
                (a, b) ->
                        new Way(
                                a.waiting(),
                                a.spikes(),
                                Math.min(a.low(), b.low()),
                                Math.max(a.high(), b.high())));
    }

    /// The next row.
    ///
    /// @param inputs raw values by slot
    public Step step(long[] inputs) {
        row++;
        if (lost >= 0) {
            return Step.NO_CLAIM;
        }
        if (rst >= 0 && inputs[rst] == 1) {
            restart();
            return Step.NO_CLAIM;
        }
        if (enable >= 0 && inputs[enable] == 0) {
            return Step.SILENT;
        }
        Step step = follow(inputs);
        if (ways.size() > MOST_WAYS) {
            lost = row - 1;
        }
        if (lost >= 0) {
            return Step.NO_CLAIM;
        }
        if (step == Step.AMBIGUOUS && firstDoubt < 0) {
            firstDoubt = row - 1;
        }
        return step;
    }

    /// After rst both are at the start; a spike that only one of them had stays open for ever.
    private void restart() {
        boolean agreed = ways.values().stream().map(Way::spikes).distinct().count() == 1;
        if (!agreed) {
            lost = row - 1;
        }
        start();
        synapse.ifPresent(SpikeEnvelope::start);
    }

    private Step follow(long[] inputs) {
        Interval before = synapse.map(SpikeEnvelope::value).orElse(null);
        synapse.ifPresent(s -> s.step(inputs));
        if (synapse.isPresent() && synapse.get().lost >= 0) {
            lost = row - 1;
            return Step.NO_CLAIM;
        }
        if (synapse.isPresent() && synapse.get().clamped >= 0 && clamped < 0) {
            clamped = row - 1;
        }
        boolean previous = circuit.family().synapse().map(s -> s.usePrevious()).orElse(false);
        Interval current = previous ? before : synapse.map(SpikeEnvelope::value).orElse(null);
        List<Way> now = List.copyOf(ways.values());
        ways = new HashMap<>();
        boolean fires = false;
        boolean silent = false;
        for (Way way : now) {
            for (Part part : through(way, inputs, current)) {
                if (part.fired()) {
                    fires = true;
                    note(way.spikes());
                } else {
                    silent = true;
                }
                put(next(way, part));
            }
        }
        return fires && silent ? Step.AMBIGUOUS : fires ? Step.FIRES : Step.SILENT;
    }

    private Way next(Way way, Part part) {
        return part.fired()
                ? new Way(circuit.refractory(), way.spikes() + 1, part.low(), part.high())
                : new Way(Math.max(way.waiting() - 1, 0), way.spikes(), part.low(), part.high());
    }

    private void note(long spike) {
        if (spike == windows.size()) {
            windows.add(new long[] {row - 1, row - 1});
        }
        windows.get((int) spike)[1] = row - 1;
    }

    private Interval value() {
        Way way = ways.values().iterator().next();
        return Interval.of(way.low(), way.high());
    }

    // ---- one row

    private List<Part> through(Way way, long[] inputs, Interval current) {
        boolean waits = way.waiting() > 0;
        Family.Refractory refractory = circuit.family().refractory();
        List<Part> parts = List.of(new Part(way.low(), way.high(), false));
        boolean early = fire != null && fire.onPrevious();
        if (early && !waits) {
            parts = decided(parts.getFirst());
        }
        for (Family.Stage stage : circuit.order()) {
            List<Part> next = new ArrayList<>();
            for (Part part : parts) {
                switch (stage) {
                    case LEAK -> next.add(waits && !refractory.leakOn() ? part : leaked(part));
                    case INTEGRATE ->
                            next.add(
                                    waits && refractory.inputIgnored()
                                            ? part
                                            : added(part, inputs, current));
                    case FIRE -> {
                        List<Part> decided = waits || early ? List.of(part) : decided(part);
                        decided.forEach(d -> next.add(d.fired() ? reset(d) : d));
                    }
                }
            }
            parts = next;
        }
        return circuit.atWriteBack() ? parts.stream().map(this::narrowed).toList() : parts;
    }

    private Part leaked(Part part) {
        long low = rest + down(part.low() - rest) + (noise.low() << (guard - noise.bits()));
        long high = rest + up(part.high() - rest) + (noise.high() << (guard - noise.bits()));
        return new Part(low, high, part.fired());
    }

    /// αx, rounded down.
    private long down(long x) {
        return shifts(factor, noise.bits())
                ? x + (-x >> noise.bits())
                : (x * factor) >> noise.bits();
    }

    private long up(long x) {
        return -down(-x);
    }

    private Part added(Part part, long[] inputs, Interval current) {
        if (current != null) {
            return narrowedEach(
                    new Part(
                            part.low() + current.low().longValueExact(),
                            part.high() + current.high().longValueExact(),
                            part.fired()));
        }
        Part sum = part;
        for (int i = 0; i < slots.length; i++) {
            long value = inputs[slots[i]] << guard;
            long term = circuit.terms().get(i).negative() ? -value : value;
            sum = narrowedEach(new Part(sum.low() + term, sum.high() + term, sum.fired()));
        }
        return sum;
    }

    private Part narrowedEach(Part part) {
        return circuit.atWriteBack() ? part : narrowed(part);
    }

    /// Clamps both neurons where the one of the spec may clamp.
    private Part narrowed(Part part) {
        Family.Overflow overflow = circuit.overflow();
        boolean zero = overflow == Family.Overflow.CLAMP_AT_ZERO;
        if (!overflows && !zero) {
            return part;
        }
        long bottom = zero ? 0 : circuit.type().min().longValueExact() << guard;
        long top = circuit.type().max().longValueExact() << guard;
        if (bottom <= part.low() && part.high() <= top) {
            return part;
        }
        if (overflow == Family.Overflow.WRAP || overflow == Family.Overflow.CHECKED) {
            lost = row - 1;
            return part;
        }
        clamped = clamped < 0 ? row - 1 : clamped;
        return new Part(
                Math.clamp(part.low(), bottom, top),
                Math.clamp(part.high(), bottom, top),
                part.fired());
    }

    /// Those that fire and those that do not.
    private List<Part> decided(Part part) {
        long threshold = fire.value() << guard;
        boolean all = fire.strict() ? part.low() > threshold : part.low() >= threshold;
        boolean none = fire.strict() ? part.high() <= threshold : part.high() < threshold;
        if (all || none) {
            return List.of(new Part(part.low(), part.high(), all));
        }
        return List.of(
                new Part(Math.max(part.low(), threshold), part.high(), true),
                new Part(part.low(), Math.min(part.high(), threshold), false));
    }

    private Part reset(Part part) {
        if (fire.reset().isPresent()) {
            long value = fire.reset().get() << guard;
            return narrowedEach(new Part(value, value, true));
        }
        long less = fire.subtracts() ? fire.value() << guard : 0;
        return narrowedEach(new Part(part.low() - less, part.high() - less, true));
    }

    /// Of the rows so far.
    public SpikeCertificate certificate() {
        long fewest = ways.values().stream().mapToLong(Way::spikes).min().orElse(0);
        List<SpikeCertificate.Window> spikes = new ArrayList<>();
        for (int i = 0; i < windows.size(); i++) {
            long[] window = windows.get(i);
            boolean open = i >= fewest || (lost >= 0 && window[1] >= lost);
            spikes.add(new SpikeCertificate.Window(window[0], open ? row : window[1]));
        }
        return new SpikeCertificate(
                List.copyOf(spikes), number(firstDoubt), number(clamped), number(lost), row);
    }

    private static OptionalLong number(long row) {
        return row < 0 ? OptionalLong.empty() : OptionalLong.of(row);
    }
}
