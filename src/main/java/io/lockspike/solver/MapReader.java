package io.lockspike.solver;

import io.lockspike.equation.BadInputException;
import io.lockspike.equation.Numbers;
import io.lockspike.equation.Place;
import io.lockspike.equation.Signal;
import io.lockspike.spec.Family;
import io.lockspike.spec.LeakFacts;
import io.lockspike.spec.Physical;
import io.lockspike.spec.Spec;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleSupplier;
import java.util.function.Supplier;

/// Finds the continuous neuron that a spec stands for.
///
/// | of the neuron | from the block `physical` | where that leaves it out |
/// |---|---|---|
/// | tau | `tau`, or R·C | the leak: `-dt / ln α` (exact), `dt / (1 - α)` (euler) |
/// | R | `resistance`, or tau / C | one LSB of current, held for a step, adds one LSB |
/// | threshold, reset, rest | themselves | the integers, times `volts_per_lsb` |
/// | refractory | itself | the steps, times `dt` |
final class MapReader {
    private final Spec spec;
    private final Optional<Physical> physical;
    private final Optional<Family> family;
    private final double dt;
    private final double voltsPerLsb;
    private final double amperesPerLsb;
    private final Physical.Step step;

    private MapReader(Spec spec) {
        this.spec = spec;
        physical = spec.physical();
        family = spec.family();
        dt = physical.map(p -> p.dt().doubleValue()).orElse(1.0);
        voltsPerLsb = physical.map(p -> p.voltsPerLsb().doubleValue()).orElse(1.0);
        amperesPerLsb = physical.map(p -> p.amperesPerLsb().doubleValue()).orElse(1.0);
        step = physical.map(Physical::step).orElse(Physical.Step.EXACT);
    }

    /// The map of a spec.
    ///
    /// @throws BadInputException if the spec does not say enough, or is no neuron with a time
    ///   constant
    static PhysicalMap read(Spec spec) {
        return new MapReader(spec).map();
    }

    private PhysicalMap map() {
        family.ifPresentOrElse(this::refuseFamily, this::requireNames);
        Signal membrane = signal(physical.flatMap(Physical::membrane), this::familyMembrane);
        Signal spike = signal(physical.flatMap(Physical::spike), () -> "spike");
        Optional<LeakFacts> leak = leak(membrane.name());
        double tau = tau(leak);
        double share = step.lost(dt / tau);
        double resistance = resistance(tau, share);
        double rest = volts(physical.flatMap(Physical::rest), 0, this::familyRest);
        double zero =
                physical.flatMap(Physical::rest).isPresent()
                        ? rest - voltsPerLsb * familyRest()
                        : 0;
        var neuron =
                new ContinuousNeuron(
                        tau,
                        resistance,
                        volts(physical.flatMap(Physical::threshold), zero, this::familyThreshold),
                        volts(physical.flatMap(Physical::reset), zero, this::familyReset),
                        rest,
                        refractory());
        return new PhysicalMap(
                neuron,
                physical.isPresent(),
                dt,
                voltsPerLsb,
                amperesPerLsb,
                zero,
                leak,
                step,
                resistance * share * amperesPerLsb / voltsPerLsb,
                family.map(f -> f.reset() instanceof Family.Reset.Subtract).orElse(false),
                membrane,
                current(),
                family.flatMap(Family::synapse).map(this::synapse),
                spike,
                PhysicalMap.latency(spec.equations(), spike),
                spec.equations().find("rst").filter(s -> s.kind() == Signal.Kind.INPUT),
                family.flatMap(Family::enable).map(this::named),
                family.map(this::notes).orElse(List.of()));
    }

    private double tau(Optional<LeakFacts> leak) {
        Optional<Double> written =
                number(physical.flatMap(Physical::tau))
                        .or(() ->
                                number(physical.flatMap(Physical::resistance))
                                        .flatMap(r ->
                                                number(physical.flatMap(Physical::capacitance))
                                                        .map(c -> r * c)));
        return written.or(() -> leak.map(facts -> PhysicalMap.leakTau(facts, dt, step)))
                .orElseThrow(() ->
                        bad(
                                "the membrane has no leak that decays it by a known factor, so it has no time constant: write 'tau' in the block 'physical', or a leak by shifts"));
    }

    private double resistance(double tau, double share) {
        return number(physical.flatMap(Physical::resistance))
                .or(() -> number(physical.flatMap(Physical::capacitance)).map(c -> tau / c))
                .orElse(voltsPerLsb / (amperesPerLsb * share));
    }

    private static Optional<Double> number(Optional<BigDecimal> quantity) {
        return quantity.map(BigDecimal::doubleValue);
    }

    /// What is written, or what the integers say.
    private double volts(Optional<BigDecimal> written, double zero, DoubleSupplier integer) {
        return written.isPresent()
                ? written.get().doubleValue()
                : zero + voltsPerLsb * integer.getAsDouble();
    }

    private double refractory() {
        double steps = family.map(Family::refractory).map(MapReader::waits).orElse(0);
        return number(physical.flatMap(Physical::refractory)).orElse(steps * dt);
    }

    /// The steps after the one of a spike in which nothing fires.
    private static int waits(Family.Refractory refractory) {
        return refractory.countedWith() ? Math.max(0, refractory.steps() - 1) : refractory.steps();
    }

    /// What a leak does to a state, if its equations say that in one way only.
    private Optional<LeakFacts> leak(String state) {
        List<LeakFacts> leaks =
                LeakFacts.of(spec.equations()).stream()
                        .filter(facts -> facts.state().equals(state))
                        .toList();
        return leaks.size() == 1 ? Optional.of(leaks.getFirst()) : Optional.empty();
    }

    // ---- names

    private Signal named(String name) {
        return spec.equations().find(name).orElseThrow();
    }

    private Signal signal(Optional<String> written, Supplier<String> otherwise) {
        return named(written.orElseGet(otherwise));
    }

    private String familyMembrane() {
        return family.orElseThrow().membrane().name();
    }

    private List<PhysicalMap.Term> current() {
        Optional<String> written = physical.flatMap(Physical::current);
        if (written.isPresent()) {
            return List.of(new PhysicalMap.Term(named(written.get()), 1));
        }
        List<PhysicalMap.Term> terms = new ArrayList<>();
        for (String text : family.orElseThrow().integrate().add()) {
            boolean minus = text.startsWith("-");
            terms.add(
                    new PhysicalMap.Term(named(minus ? text.substring(1) : text), minus ? -1 : 1));
        }
        return terms;
    }

    private PhysicalMap.Synapse synapse(Family.Synapse synapse) {
        String register = synapse.state().name();
        double factor =
                leak(register)
                        .map(LeakFacts::factor)
                        .orElseThrow(() ->
                                bad(
                                        "the synapse has no leak that decays it by a known factor, so it has no time constant: write a leak by shifts"));
        return new PhysicalMap.Synapse(named(register), factor, synapse.usePrevious());
    }

    // ---- integers

    private double familyRest() {
        return family.map(f -> integer(f.rest(), "rest")).orElse(0.0);
    }

    private double familyThreshold() {
        return integer(family.orElseThrow().fire().threshold(), "threshold");
    }

    private double familyReset() {
        return family.map(f ->
                        switch (f.reset()) {
                            case Family.Reset.To(String value) -> integer(value, "reset");
                            case Family.Reset.Subtract(),
                                    Family.Reset.ToInput(),
                                    Family.Reset.None() ->
                                    0.0;
                        })
                .orElse(0.0);
    }

    /// A whole number, or a parameter.
    private double integer(String text, String what) {
        return Numbers.parse(text)
                .or(() ->
                        spec.equations().parameters().stream()
                                .filter(p -> p.name().equals(text))
                                .map(p -> p.value(0))
                                .findFirst())
                .map(BigInteger::doubleValue)
                .orElseThrow(() ->
                        bad(
                                "the %s is '%s', which may change: write '%s' in the block 'physical'"
                                        .formatted(what, text, what)));
    }

    // ---- what cannot be compared

    private void refuseFamily(Family family) {
        boolean unsaid = physical.flatMap(Physical::threshold).isEmpty();
        if (family.replicate() > 0) {
            throw bad("the spec is a layer, and one neuron is compared: leave 'replicate' out");
        }
        if (family.fire().adaptive().isPresent()) {
            throw bad(
                    "the threshold adapts, that of the continuous neuron does not: leave 'adaptive' out");
        }
        if (family.reset() instanceof Family.Reset.None) {
            throw bad(
                    "the reset is none, and the continuous neuron has one: write a 'reset', such as {to: 0}");
        }
        if (family.fire().bit().isPresent() && unsaid) {
            throw bad(
                    "a bit of the membrane fires, which is no threshold: write 'threshold' in the block 'physical'");
        }
    }

    private void requireNames() {
        boolean named =
                physical.map(p ->
                                p.membrane().isPresent()
                                        && p.current().isPresent()
                                        && p.spike().isPresent()
                                        && p.threshold().isPresent())
                        .orElse(false);
        if (!named) {
            throw bad(
                    "equations do not say which physical neuron they stand for: write a block 'physical' with 'dt', 'volts_per_lsb', 'amperes_per_lsb', 'threshold', and the names of 'membrane', 'current' and 'spike'");
        }
    }

    private List<PhysicalMap.Note> notes(Family family) {
        List<PhysicalMap.Note> notes = new ArrayList<>();
        boolean waits = waits(family.refractory()) > 0;
        if (family.fire().negative().isPresent()) {
            notes.add(PhysicalMap.Note.NEGATIVE_SPIKES);
        }
        if (family.reset() instanceof Family.Reset.ToInput) {
            notes.add(PhysicalMap.Note.RESET_TO_INPUT);
        }
        if (waits && !family.refractory().inputIgnored()) {
            notes.add(PhysicalMap.Note.REFRACTORY_INPUT);
        }
        if (waits && family.refractory().leakOn() && familyReset() != familyRest()) {
            notes.add(PhysicalMap.Note.REFRACTORY_LEAK);
        }
        if (Math.abs(refractory() - waits(family.refractory()) * dt) > dt * 1e-9) {
            notes.add(PhysicalMap.Note.OTHER_REFRACTORY);
        }
        List<Family.Stage> order = family.order();
        if (order.indexOf(Family.Stage.INTEGRATE) < order.indexOf(Family.Stage.LEAK)) {
            notes.add(PhysicalMap.Note.LEAK_AFTER_INPUT);
        }
        return notes;
    }

    private BadInputException bad(String message) {
        return new BadInputException(Place.of(spec.file()), message);
    }
}
