package io.lockspike.report;

import io.lockspike.solver.NirImport;
import io.lockspike.solver.NirImport.Level;
import io.lockspike.solver.NirLeak;
import io.lockspike.spec.Quantity;
import io.lockspike.spec.Quantity.Unit;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;

/// What an imported neuron lost, for people.
public final class ImportText {
    private ImportText() {}

    /// The graph, the convention, then a line for each value: asked, achieved, lost.
    public static List<String> lines(NirImport imported) {
        List<String> lines = new ArrayList<>();
        boolean cuba = imported.synapseLeak().isPresent();
        lines.add(
                "NIR %s: %s"
                        .formatted(
                                imported.neuron().version(),
                                String.join(" -> ", imported.neuron().path())));
        lines.add(
                "  step       v' = v_leak + a (v - v_leak) + R (1 - a) I, %s, dt %s"
                        .formatted(
                                switch (imported.wish().step()) {
                                    case EXACT ->
                                            "a = e^(-dt/tau) (exact for an input held for the step)";
                                    case EULER -> "a = 1 - dt/tau (forward Euler)";
                                },
                                Quantity.text(imported.wish().dt(), Unit.SECOND)));
        if (cuba) {
            lines.add(
                    "  synapse    I' = a_syn I + (1 - a_syn) w_in·input, then v' with the new I; kept as i = R (1 - a) I");
        }
        lines.add(
                "  gain       an input of 1 with a weight of 1 adds %s to %s; an LSB of current is %s"
                        .formatted(
                                volts(imported.gain()),
                                cuba ? "i" : "v",
                                quantity(imported.amperesPerLsb(), Unit.AMPERE)));
        lines.add("  lsb        " + Quantity.text(imported.voltsPerLsb(), Unit.VOLT));
        lines.add(tau("tau", imported.neuron().tau(), imported.leak(), imported));
        imported.synapseLeak()
                .ifPresent(leak ->
                        lines.add(
                                tau(
                                        "tau_syn",
                                        imported.neuron().tauSyn().orElseThrow(),
                                        leak,
                                        imported)));
        imported.levels().forEach(level -> lines.add(level(level)));
        return lines;
    }

    private static String tau(String name, BigDecimal asked, NirLeak leak, NirImport imported) {
        double achieved = imported.tau(leak);
        return "  %-10s %s, achieved %s (%s %%) by %s"
                .formatted(
                        name,
                        Quantity.text(asked, Unit.SECOND),
                        quantity(achieved, Unit.SECOND),
                        signed(100 * (achieved / asked.doubleValue() - 1)),
                        leak.yaml());
    }

    private static String level(Level level) {
        String share =
                level.asked() == 0
                        ? ""
                        : " (%s %%)"
                                .formatted(signed(100 * (level.achieved() / level.asked() - 1)));
        return "  %-10s %s, achieved %s = %d LSB, off by %s LSB%s"
                .formatted(
                        level.name(),
                        volts(level.asked()),
                        volts(level.achieved()),
                        level.raw(),
                        signed(level.lost()),
                        share);
    }

    private static String volts(double value) {
        return quantity(value, Unit.VOLT);
    }

    private static String quantity(double value, Unit unit) {
        return Quantity.text(new BigDecimal(value).round(new MathContext(6)), unit);
    }

    private static String signed(double value) {
        String text = "%+.3f".formatted(value);
        return text.matches("[+-]0\\.0+") ? "0" : text;
    }
}
