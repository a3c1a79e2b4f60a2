package io.lockspike.solver;

import io.lockspike.equation.Rounding;
import io.lockspike.spec.Physical;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// The leak that an imported neuron gets: each step leaves `factor` of the distance to rest. Shifts
/// round to the floor, a multiplication toward zero, as hardware has them most cheaply.
public record NirLeak(LeakForm form, Rounding rounding) {

    /// What one may ask for. AUTO is the first of the others that is near enough.
    public enum Kind {
        AUTO,
        SHIFT,
        SHIFTS,
        DECAYED
    }

    private NirLeak(LeakForm form) {
        this(form, form instanceof LeakForm.Decayed ? Rounding.TOWARD_ZERO : Rounding.FLOOR);
    }

    /// What one step leaves, 0 < factor < 1.
    public double factor() {
        return form.factor();
    }

    /// As the short form has it.
    public String yaml() {
        return "{" + form.text() + ", rounding: " + rounding.text() + "}";
    }

    /// What is left of `v`, as an equation.
    String of(String v, long rest) {
        String above =
                rest == 0 ? v : "(%s %s %d)".formatted(v, rest < 0 ? "+" : "-", Math.abs(rest));
        return switch (form) {
            case LeakForm.Shift(int bits) -> "%s - (%s >> %d)".formatted(v, above, bits);
            case LeakForm.Shifts(int first, int second) ->
                    "%s - (%s >> %d) %s (%s >> %d)"
                            .formatted(
                                    v,
                                    above,
                                    first,
                                    second < 0 ? "+" : "-",
                                    above,
                                    Math.abs(second));
            case LeakForm.Decayed(long multiplier, int fraction) ->
                    "%sshr(%s * %d, %d, toward-zero)"
                            .formatted(rest == 0 ? "" : rest + " + ", above, multiplier, fraction);
        };
    }

    /// tau, in steps, that the factor stands for.
    ///
    /// @param step what the factor stands for
    public double tau(Physical.Step step) {
        return step.tau(factor());
    }

    /// How far tau is off, as a share of what was asked.
    ///
    /// @param asked tau, in steps
    public double error(double asked, Physical.Step step) {
        return tau(step) / asked - 1;
    }

    /// The leak of a kind whose tau is nearest; of equals the one that shifts less.
    ///
    /// @param tau asked, in steps
    /// @param limit the error that is near enough for AUTO, such as 0.05
    static NirLeak nearest(Kind kind, double tau, Physical.Step step, int fraction, double limit) {
        return switch (kind) {
            case SHIFT -> nearest(LeakForm.singles(), tau, step);
            case SHIFTS -> nearest(Stream.concat(LeakForm.singles(), LeakForm.pairs()), tau, step);
            case DECAYED -> nearest(multipliers(tau, step, fraction), tau, step);
            case AUTO -> {
                Optional<NirLeak> good =
                        Stream.of(Kind.SHIFT, Kind.SHIFTS)
                                .map(k -> nearest(k, tau, step, fraction, limit))
                                .filter(leak -> Math.abs(leak.error(tau, step)) <= limit)
                                .findFirst();
                yield good.orElseGet(() -> nearest(Kind.DECAYED, tau, step, fraction, limit));
            }
        };
    }

    private static NirLeak nearest(Stream<LeakForm> forms, double tau, Physical.Step step) {
        List<NirLeak> all = forms.map(NirLeak::new).toList();
        NirLeak best = all.getFirst();
        for (NirLeak leak : all) {
            if (Math.abs(leak.error(tau, step)) < Math.abs(best.error(tau, step))) {
                best = leak;
            }
        }
        return best;
    }

    /// The two around the wanted one.
    private static Stream<LeakForm> multipliers(double tau, Physical.Step step, int fraction) {
        double factor = step.alpha(1 / tau);
        long below = (long) Math.floor(Math.scalb(factor, fraction));
        long most = (1L << fraction) - 1;
        return Stream.of(below, below + 1)
                .map(m -> new LeakForm.Decayed(Math.clamp(m, 1, most), fraction));
    }
}
