package io.lockspike.spec;

import io.lockspike.equation.Declaration;
import io.lockspike.equation.Place;
import io.lockspike.equation.Type;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Turns the choices of a core into equations with memories. The step of its neuron is lowered as
/// that of a neuron alone; only where its states are is another matter.
final class CoreLowering {
    private CoreLowering() {}

    static Neuron lower(Core core, Family family) {
        Step step = Lowering.step(family);
        var text = new CoreText(core, family, said(family, step));
        family.lfsrs().forEach(lfsr -> text.take(lfsr.name()));
        List<Declaration.Input> currents = currents(family);
        for (Declaration declared : family.declarations()) {
            if (!currents.contains(declared)) {
                text.add(declared);
            }
        }
        if (core.clear()) {
            text.input("clear", Type.BIT);
        }
        boolean outside = core.source() instanceof Core.Currents;
        List<Declaration.Input> given = outside ? currents : List.of();
        switch (core.schedule()) {
            case Core.TimeMultiplexed schedule ->
                    new TimeMultiplexed(
                                    core,
                                    schedule,
                                    step,
                                    text,
                                    given.stream().map(Declaration.Input::name).toList())
                            .lower(i -> given.get(i).type());
            case Core.Parallel schedule -> new Parallel(core, schedule, step, text, given).lower();
        }
        return text.neuron(family.lfsrs());
    }

    private static Map<String, Place> said(Family family, Step step) {
        Map<String, Place> said = new HashMap<>();
        family.declarations().forEach(d -> said.put(d.name(), d.at()));
        step.states().forEach(state -> said.put(state.name(), state.at()));
        family.lfsrs().forEach(lfsr -> said.put(lfsr.name(), lfsr.at()));
        return said;
    }

    /// The inputs that are added.
    private static List<Declaration.Input> currents(Family family) {
        List<Declaration.Input> currents = new ArrayList<>();
        for (String term : family.integrate().add()) {
            String name = term.startsWith("-") ? term.substring(1) : term;
            for (Declaration declared : family.declarations()) {
                if (declared instanceof Declaration.Input input
                        && input.name().equals(name)
                        && !currents.contains(input)) {
                    currents.add(input);
                }
            }
        }
        return currents;
    }

    /// The word with the spikes of all neurons.
    static String vector(String spike) {
        return spike.equals("spike") ? "spikes" : "spikes_negative";
    }

    /// What the commit port says of the step of one neuron, beside which neuron it is: a wire, type
    /// and value, for each name.
    static Map<String, String> commit(Step step, Optional<Core.Events> events) {
        Map<String, String> port = new LinkedHashMap<>();
        Declaration.Register membrane = step.states().getFirst();
        String v = membrane.name();
        port.put("commit_v_before", membrane.type() + " = " + v);
        port.put("commit_v_after", membrane.type() + " = " + Step.after(v));
        events.map(Core.Events::current)
                .ifPresent(i -> port.put("commit_input", i.type() + " = " + i.name()));
        step.spikes().forEach(spike -> port.put("commit_" + spike, "u1 = " + spike));
        String lost = CoreText.any(step.lost());
        port.put("commit_saturated", "u1 = " + (step.wraps() ? "0" : lost));
        port.put("commit_wrapped", "u1 = " + (step.wraps() ? lost : "0"));
        port.put("commit_refractory", "u1 = " + (step.waiting().isEmpty() ? "0" : step.waiting()));
        return port;
    }
}
