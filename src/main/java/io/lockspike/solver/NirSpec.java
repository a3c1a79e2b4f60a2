package io.lockspike.solver;

import io.lockspike.spec.Quantity;
import io.lockspike.spec.Quantity.Unit;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;

/// Writes the spec of an imported neuron: the short form where the input is the weighted current,
/// the long form where it is the spike before the weight, or where there is a bias.
final class NirSpec {
    private final NirImport imported;
    private final NirNeuron neuron;
    private final List<String> lines = new ArrayList<>();
    private final long rest;
    private final String v;

    private NirSpec(NirImport imported) {
        this.imported = imported;
        neuron = imported.neuron();
        rest = imported.raw("rest");
        v = "{v: s%d = %d}".formatted(imported.wish().bits(), rest);
    }

    static String of(NirImport imported) {
        return new NirSpec(imported).text();
    }

    private String text() {
        boolean isShort = !imported.wish().spikes() && neuron.bias().signum() == 0;
        add("# Imported from a NIR graph (%s): %s".formatted(neuron.version(), path()));
        add("# tau dv/dt = v_leak - v + R·I, a spike where v > v_threshold, then v = v_reset.");
        add("# Lost: %s; the rest is exact.".formatted(lost()));
        add("lockspike: 1");
        add("name: nir-%s".formatted(neuron.tauSyn().isPresent() ? "cubalif" : "lif"));
        add("neuron:");
        add("  rst: async");
        if (isShort) {
            shortForm();
        } else {
            longForm();
        }
        physical(isShort);
        return String.join("\n", lines) + "\n";
    }

    private void shortForm() {
        int weightBits = imported.wish().weightBits();
        add(
                "  # An input of 1 in the graph is a current of %d here."
                        .formatted(imported.raw("weight")));
        add("  inputs:    {current: s%d}".formatted(weightBits));
        imported.synapseLeak()
                .ifPresent(leak ->
                        add(
                                "  synapse:   {state: {i: s%d = 0}, leak: %s, overflow: sat, use: updated}"
                                        .formatted(imported.wish().bits(), leak.yaml())));
        add("  membrane:  %s".formatted(v));
        if (rest != 0) {
            add("  rest:      %d".formatted(rest));
        }
        add("  leak:      %s".formatted(imported.leak().yaml()));
        add("  integrate: {overflow: sat}");
        add("  fire:      {when: \">\", threshold: %d}".formatted(imported.raw("threshold")));
        add("  reset:     {to: %d}".formatted(imported.raw("reset")));
        add("  order:     [leak, integrate, fire]");
    }

    private void longForm() {
        boolean spikes = imported.wish().spikes();
        boolean cuba = imported.synapseLeak().isPresent();
        int bits = imported.wish().bits();
        int wide = imported.wish().weightBits() + 1;
        String bias = neuron.bias().signum() == 0 ? "" : " + " + imported.raw("bias");
        add((spikes ? "  inputs:     {in: u1}" : "  inputs:     {in: s%d}").formatted(wide - 1));
        if (spikes) {
            add("  parameters: {weight: %d}".formatted(imported.raw("weight")));
        } else {
            add("  # An input of 1 in the graph is %d here.".formatted(imported.raw("weight")));
        }
        add(
                "  state:      {%sv: s%d = %d}"
                        .formatted(cuba ? "i: s" + bits + " = 0, " : "", bits, rest));
        add("  equations: |");
        add("    current: s%d = %s%s".formatted(wide, spikes ? "in * weight" : "in", bias));
        imported.synapseLeak()
                .ifPresent(leak ->
                        add("    i_new: s%d sat = %s + current".formatted(bits, leak.of("i", 0))));
        add(
                "    v_new: s%d sat = %s + %s"
                        .formatted(
                                bits, imported.leak().of("v", rest), cuba ? "i_new" : "current"));
        add("    spike: u1 = v_new > %d".formatted(imported.raw("threshold")));
        if (cuba) {
            add("    i' = i_new");
        }
        add("    v' = spike ? %d : v_new".formatted(imported.raw("reset")));
        add("  outputs: [spike, v]");
    }

    private void physical(boolean isShort) {
        boolean cuba = imported.synapseLeak().isPresent();
        add("physical:");
        add("  dt:              %s".formatted(exactly(imported.wish().dt(), Unit.SECOND)));
        add("  tau:             %s".formatted(exactly(neuron.tau(), Unit.SECOND)));
        add("  resistance:      %s".formatted(exactly(neuron.resistance(), Unit.OHM)));
        add("  step:            %s".formatted(imported.step()));
        add("  volts_per_lsb:   %s".formatted(exactly(imported.voltsPerLsb(), Unit.VOLT)));
        var amperes = new BigDecimal(imported.amperesPerLsb(), new MathContext(12));
        add("  amperes_per_lsb: %s".formatted(exactly(amperes, Unit.AMPERE)));
        add("  threshold:       %s".formatted(exactly(neuron.threshold(), Unit.VOLT)));
        add("  reset:           %s".formatted(exactly(neuron.reset(), Unit.VOLT)));
        if (neuron.rest().signum() != 0) {
            add("  rest:            %s".formatted(exactly(neuron.rest(), Unit.VOLT)));
        }
        if (!isShort) {
            add("  membrane:        v");
            add("  current:         %s".formatted(cuba ? "i" : "current"));
            add("  spike:           spike");
        }
    }

    /// In the short way if that is the very number.
    private static String exactly(BigDecimal value, Unit unit) {
        String text = Quantity.text(value, unit);
        boolean same = Quantity.parse(text, unit).filter(v -> v.compareTo(value) == 0).isPresent();
        String sign = Quantity.text(BigDecimal.ZERO, unit).substring(2);
        var digits = new BigDecimal(value.unscaledValue(), value.precision() - 1);
        int exponent = value.precision() - value.scale() - 1;
        return same ? text : "%se%d %s".formatted(digits.toPlainString(), exponent, sign);
    }

    /// What the report says in a table.
    private String lost() {
        List<String> lost = new ArrayList<>();
        lost.add(tau("tau", neuron.tau(), imported.leak()));
        imported.synapseLeak()
                .ifPresent(leak -> lost.add(tau("tau_syn", neuron.tauSyn().orElseThrow(), leak)));
        for (NirImport.Level level : imported.levels()) {
            if (Math.abs(level.lost()) >= 0.0005) {
                lost.add("%s %+.3f LSB".formatted(level.name(), level.lost()));
            }
        }
        return String.join(", ", lost);
    }

    private String tau(String name, BigDecimal asked, NirLeak leak) {
        return "%s %+.3f %%".formatted(name, 100 * (imported.tau(leak) / asked.doubleValue() - 1));
    }

    private String path() {
        return String.join(" -> ", neuron.path());
    }

    private void add(String line) {
        lines.add(line);
    }
}
