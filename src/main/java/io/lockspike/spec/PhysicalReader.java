package io.lockspike.spec;

import io.lockspike.equation.BadInputException;
import io.lockspike.equation.Equations;
import io.lockspike.equation.Place;
import io.lockspike.equation.Signal;
import io.lockspike.equation.Words;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/// Reads the block `physical` of a spec.
final class PhysicalReader {
    private final Fields fields;

    private PhysicalReader(Fields fields) {
        this.fields = fields;
    }

    static Physical read(Yaml yaml, Equations equations) {
        var reader = new PhysicalReader(Fields.of("'physical'", yaml));
        Physical physical = reader.physical(equations);
        reader.fields.finish();
        return physical;
    }

    private Physical physical(Equations equations) {
        Place at = fields.at();
        var physical =
                new Physical(
                        above0("dt", Quantity.Unit.SECOND, fields.required("dt")),
                        above0("tau", Quantity.Unit.SECOND),
                        above0("resistance", Quantity.Unit.OHM),
                        above0("capacitance", Quantity.Unit.FARAD),
                        step(),
                        above0(
                                "volts_per_lsb",
                                Quantity.Unit.VOLT,
                                fields.required("volts_per_lsb")),
                        above0(
                                "amperes_per_lsb",
                                Quantity.Unit.AMPERE,
                                fields.required("amperes_per_lsb")),
                        any("threshold"),
                        any("reset"),
                        any("rest"),
                        fields.optional("refractory").map(this::refractory),
                        signal("membrane", equations),
                        signal("current", equations),
                        signal("spike", equations),
                        at);
        boolean all =
                Stream.of(physical.tau(), physical.resistance(), physical.capacitance())
                        .allMatch(Optional::isPresent);
        if (all) {
            throw new BadInputException(
                    at,
                    "'physical' has 'tau', 'resistance' and 'capacitance': leave one out, as tau = R·C");
        }
        return physical;
    }

    private Physical.Step step() {
        return fields.optional("step")
                .map(y -> Fields.choice(y, "'step'", List.of("exact", "euler")))
                .map(word -> Physical.Step.valueOf(word.toUpperCase(Locale.ROOT)))
                .orElse(Physical.Step.EXACT);
    }

    private Optional<BigDecimal> above0(String key, Quantity.Unit unit) {
        return fields.optional(key).map(yaml -> above0(key, unit, yaml));
    }

    private static BigDecimal above0(String key, Quantity.Unit unit, Yaml yaml) {
        BigDecimal value = quantity(key, unit, yaml);
        if (value.signum() <= 0) {
            throw new BadInputException(
                    yaml.at(), "'%s' is more than 0, not %s".formatted(key, yaml.shown()));
        }
        return value;
    }

    private Optional<BigDecimal> any(String key) {
        return fields.optional(key).map(yaml -> quantity(key, Quantity.Unit.VOLT, yaml));
    }

    private BigDecimal refractory(Yaml yaml) {
        BigDecimal value = quantity("refractory", Quantity.Unit.SECOND, yaml);
        if (value.signum() < 0) {
            throw new BadInputException(
                    yaml.at(), "'refractory' is 0 s or more, not " + yaml.shown());
        }
        return value;
    }

    private static BigDecimal quantity(String key, Quantity.Unit unit, Yaml yaml) {
        String what = "'" + key + "'";
        return Quantity.parse(Fields.text(yaml, what), unit, what, yaml.at());
    }

    /// The name of a signal of the equations.
    private Optional<String> signal(String key, Equations equations) {
        return fields.optional(key)
                .map(yaml -> {
                    String name = Fields.text(yaml, "'" + key + "'");
                    List<String> names = equations.signals().stream().map(Signal::name).toList();
                    if (!names.contains(name)) {
                        throw new BadInputException(
                                yaml.at(),
                                "'%s' names an input, state or wire of the neuron, and '%s' is none%s"
                                        .formatted(key, name, Words.didYouMean(name, names)));
                    }
                    return name;
                });
    }
}
