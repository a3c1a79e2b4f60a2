package io.lockspike.solver;

import io.lockspike.spec.Spec;
import io.lockspike.vector.Recordings;
import io.lockspike.vector.Stimuli;
import java.util.List;

/// How far a fixed-point neuron is from the continuous neuron that it stands for.
///
/// @param stimuli `NAME=STIMULUS` of every input
/// @param continuous the model and the continuous neuron on this stimulus
/// @param stepped the model and the same neuron in real numbers, but in steps: what rounding does
/// @param rates all three under constant currents
/// @param certified what is proven of rounding
public record CrossCheck(
        Spec spec,
        PhysicalMap map,
        List<String> stimuli,
        long seed,
        SideBySide continuous,
        SideBySide stepped,
        RateCurve rates,
        Certified certified) {

    /// Runs them for so many rows, or until a recording that gives an input ends.
    ///
    /// @param window s; spikes that are so far apart or farther are never one
    /// @throws io.lockspike.equation.BadInputException if nothing can be compared
    public static CrossCheck run(
            Spec spec,
            PhysicalMap map,
            Stimuli stimuli,
            long seed,
            long rows,
            double window,
            Recordings recordings) {
        var model = ModelTrace.record(spec, map, stimuli, seed, rows, recordings);
        double steps = window / map.dt();
        return new CrossCheck(
                spec,
                map,
                stimuli.assignments(),
                seed,
                new SideBySide(map, model, SideBySide.continuous(map, model), steps),
                new SideBySide(map, model, SideBySide.stepped(map, model), steps),
                RateCurve.of(spec, map, stimuli, seed, recordings),
                Certified.of(spec, stimuli, seed, rows, recordings));
    }
}
