package io.lockspike.rtl;

import io.lockspike.check.Check;
import io.lockspike.check.Verdict;
import io.lockspike.equation.BadInputException;
import io.lockspike.equation.Rst;
import io.lockspike.equation.Signal;
import io.lockspike.spec.EventStream;
import io.lockspike.spec.Family;
import io.lockspike.spec.Spec;
import io.lockspike.vector.Pins;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What inputs do where events are compared whenever they come: what is no part of an event must
/// not change, because when it did would count.
record EventStimuli(Spec spec, Verdict.Level level) {

    private boolean ofEvents() {
        return level != Verdict.Level.CYCLE;
    }

    /// @throws BadInputException where events cannot be compared
    void refuse(Cosim.Request request, Pins pins) {
        if (!ofEvents()) {
            return;
        }
        Check.refuse(spec, level);
        refuse(
                pins.ready().isPresent(),
                "the device says itself when a row counts ('when'), and events move in clocks");
        refuse(
                spec.equations().rst() != Rst.NONE && !request.hasRst(),
                "rst says where device and model both start: leave --no-rst out");
    }

    private void refuse(boolean refused, String why) {
        if (refused) {
            throw new BadInputException("--level %s: %s".formatted(level, why));
        }
    }

    /// What is given for inputs, and for those that must not change.
    List<String> given(Cosim.Request request) {
        List<String> given = new ArrayList<>(request.given());
        held(request).forEach(input -> given.add(input + "=constant:" + rest(input)));
        return given;
    }

    /// Inputs that hold, because they are no part of an event and nothing else is given for them.
    private List<String> held(Cosim.Request request) {
        if (!ofEvents()) {
            return List.of();
        }
        Set<String> others = new HashSet<>(Pins.tied(spec).keySet());
        request.given().forEach(one -> others.add(one.split("=", 2)[0]));
        for (EventStream stream : spec.events()) {
            others.add(stream.valid().name());
            stream.ready().ifPresent(ready -> others.add(ready.name()));
            stream.data().forEach(field -> others.add(field.name()));
        }
        if (spec.equations().rst() != Rst.NONE) {
            others.add("rst");
        }
        return spec.equations().inputs().stream()
                .map(Signal::name)
                .filter(name -> !others.contains(name) && !others.contains(name.split("@", 2)[0]))
                .toList();
    }

    /// An enable enables; anything else is 0.
    private int rest(String input) {
        Optional<String> enable = spec.choices().flatMap(Family::enable);
        return enable.equals(Optional.of(input)) ? 1 : 0;
    }

    /// Says which inputs hold.
    Optional<Verdict.About> told(Cosim.Request request) {
        List<String> held = held(request).stream().map(name -> name + "=" + rest(name)).toList();
        return held.isEmpty()
                ? Optional.empty()
                : Optional.of(new Verdict.About("held", String.join(" ", held)));
    }
}
