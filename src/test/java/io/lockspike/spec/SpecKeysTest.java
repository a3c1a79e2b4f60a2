package io.lockspike.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.lockspike.equation.BadInputException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The keys that the schema offers are those that the reader knows, in every mapping of a spec.
class SpecKeysTest {
    private static final Yaml SCHEMA = YamlReader.read(Library.schema(), "schema");

    /// Each makes a spec long; they are then keys of the long form.
    private static final Set<String> LONG = Set.of("state", "memory");

    /// What the word in front of a place in the table stands for; `…` is that place.
    private static final Map<String, String> SPECS =
            Map.of(
                    "SPEC",
                    "{lockspike: 1, neuron: {}, …}",
                    "LONG",
                    "{lockspike: 1, neuron: {equations: '', …}}",
                    "PORTS",
                    "{lockspike: 1, neuron: {equations: ''}, ports: {…}}",
                    "PHYSICAL",
                    "{lockspike: 1, neuron: {equations: ''}, physical: {dt: 1 s,"
                            + " volts_per_lsb: 1 V, amperes_per_lsb: 1 A, …}}",
                    "SHORT",
                    "{lockspike: 1, neuron: {inputs: {x: s8}, membrane: {v: s16 = 0},"
                            + " fire: {threshold: 9}, …}}",
                    "CORE",
                    "{lockspike: 1, neuron: {inputs: {x: s8}, membrane: {v: s16 = 0},"
                            + " fire: {threshold: 9}}, core: {neurons: 2, …}}",
                    "EVENTS",
                    "{lockspike: 1, neuron: {state: {v: u1 = 0}, equations: ''}, events: {…}}",
                    "FIRE",
                    "{lockspike: 1, neuron: {inputs: {x: s8}, membrane: {v: s16 = 0},"
                            + " fire: {threshold: 9, …}}}");

    /// `§` stands where a key is added.
    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "properties                                   | SPEC §",
                "$defs/equations/properties                   | LONG §",
                "$defs/family/properties                      | SHORT §",
                "$defs/leak/anyOf/1/properties                | SHORT leak: {shift: 4, §}",
                "$defs/leak/anyOf/2/properties                | SHORT leak: {shifts: [4], §}",
                "$defs/leak/anyOf/3/properties                | SHORT leak: {decayed: {factor: 1, fraction: 1}, §}",
                "$defs/leak/anyOf/3/properties/decayed/properties | SHORT leak: {decayed: {factor: 1, fraction: 1, §}}",
                "$defs/leak/anyOf/4/properties                | SHORT leak: {subtract: 4, §}",
                "$defs/family/properties/integrate/properties | SHORT integrate: {§}",
                "$defs/family/properties/fire/properties      | FIRE §",
                "$defs/family/properties/fire/properties/adaptive/properties | FIRE adaptive: {state: {w: u8 = 0}, jump: 1, §}",
                "$defs/family/properties/reset/anyOf/1/properties | SHORT reset: {to: 0, §}",
                "$defs/family/properties/reset/anyOf/2/properties | SHORT reset: {subtract: threshold, §}",
                "$defs/family/properties/refractory/properties | SHORT refractory: {steps: 1, §}",
                "$defs/family/properties/synapse/anyOf/1/properties | SHORT synapse: {state: {i: s16 = 0}, §}",
                "$defs/lfsr/properties                        | SHORT lfsr: {n: {width: 8, taps: [8, 4], seed: 1, §}}",
                "$defs/core/properties                        | CORE in: currents, §",
                "$defs/core/properties/in/anyOf/1/properties  | CORE in: {axon: u1, weights: 's8[4] = 1', §}",
                "$defs/core/properties/out/anyOf/1/properties | CORE in: currents, out: {§}",
                "$defs/events/properties                      | EVENTS e: {valid: v, data: [], §}",
                "properties/ports/properties                  | PORTS §",
                "properties/physical/properties               | PHYSICAL §",
                "$defs/binding/properties                     | PORTS csv: {§}",
                "$defs/binding/properties/clock/anyOf/1/properties | PORTS vcd: {clock: {signal: c, §}}",
                "$defs/binding/properties/rst/anyOf/1/properties | PORTS vcd: {rst: {signal: c, §}}",
                "$defs/binding/properties/sample/properties   | PORTS rtl: {sample: {§}}",
                "$defs/binding/properties/commit/properties   | PORTS rtl: {commit: {§}}",
            })
    void areThoseOfTheSchema(String pointer, String place) {
        Set<String> keys = keys(pointer);
        String spec = spec(place);

        for (String key : keys) {
            String before = key.equals("random") ? "rounding: stochastic, " : "";
            BadInputException refused = refused(spec.replace("§", before + key + ": [[]]"));
            String message = refused == null ? "" : refused.getMessage();
            assertThat(message).doesNotContain("has no key '" + key + "'");
        }
        String message = refused(spec.replace("§", "zzz: 1")).getMessage();
        assertThat(message).contains("has no key 'zzz'; its keys are ");
        String list = message.substring(message.indexOf("keys are ") + 9).replace(", …", "");
        assertThat(List.of(list.split(", ", -1)))
                .allMatch(key -> keys.contains(key) || LONG.contains(key));
    }

    @Test
    void areTheSameMappingsAsThoseOfTheSchema() {
        assertThat(mappings(SCHEMA)).isEqualTo(27);
    }

    private static String spec(String place) {
        int end = place.indexOf(' ');
        return SPECS.get(place.substring(0, end)).replace("…", place.substring(end + 1));
    }

    private static BadInputException refused(String spec) {
        return catchThrowableOfType(
                BadInputException.class,
                () -> SpecFile.parse(spec, "a.yaml", Path.of("."), Map.of()));
    }

    private static Set<String> keys(String pointer) {
        Yaml node = SCHEMA;
        for (String step : pointer.split("/", -1)) {
            node =
                    switch (node) {
                        case Yaml.Mapping mapping -> mapping.entries().get(step).value();
                        case Yaml.Sequence list -> list.items().get(Integer.parseInt(step));
                        case Yaml.Scalar scalar -> throw new AssertionError(scalar.text());
                    };
        }
        return ((Yaml.Mapping) node).entries().keySet();
    }

    /// The mappings whose keys the schema lists; each of them takes no others.
    private static int mappings(Yaml node) {
        return switch (node) {
            case Yaml.Scalar _ -> 0;
            case Yaml.Sequence list -> list.items().stream().mapToInt(SpecKeysTest::mappings).sum();
            case Yaml.Mapping mapping -> {
                int own = 0;
                if (isObject(mapping)) {
                    assertThat(mapping.entries()).containsKey("additionalProperties");
                    own = 1;
                }
                yield own
                        + mapping.entries().values().stream()
                                .mapToInt(entry -> mappings(entry.value()))
                                .sum();
            }
        };
    }

    private static boolean isObject(Yaml.Mapping mapping) {
        Yaml.Entry keys = mapping.entries().get("properties");
        return keys != null && keys.value() instanceof Yaml.Mapping;
    }
}
