package io.lockspike.solver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.lockspike.equation.BadInputException;
import io.lockspike.spec.Spec;
import io.lockspike.spec.SpecFile;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The continuous neuron that a spec stands for.
class PhysicalMapTest {
    private static final String SHORT =
            """
            lockspike: 1
            neuron:
              rst: sync
              inputs: {current: s12}
              membrane: {v: s16 = 0}
              leak: {shift: 4}
              fire: {when: ">=", threshold: 1000}
              reset: {to: -100}
              refractory: {steps: 3}
            """;
    private static final String UNITS =
            """
            physical:
              dt: 1 ms
              volts_per_lsb: 15 uV
              amperes_per_lsb: 10 pA
            """;
    private static final String LONG =
            """
            lockspike: 1
            neuron:
              inputs: {x: s12}
              state: {u: s16 = 0}
              equations: |
                s: s16 sat = u - (u >> 4) + x
                fires: u1 = s >= 1000
                u' = fires ? 0 : s
              outputs: [fires]
            """;

    static Spec spec(String yaml) {
        return SpecFile.parse(yaml, "spec.yaml", Path.of("."), Map.of());
    }

    private static PhysicalMap map(String yaml) {
        return PhysicalMap.of(spec(yaml));
    }

    @Test
    void isInStepsAndLsbWithoutTheBlock() {
        var map = map(SHORT);

        assertThat(map.isPhysical()).isFalse();
        assertThat(map.dt()).isEqualTo(1);
        assertThat(map.neuron().tau()).isCloseTo(-1 / Math.log(15.0 / 16), within(1e-12));
        assertThat(map.neuron().resistance()).isCloseTo(16, within(1e-12));
        assertThat(map.gain()).isCloseTo(1, within(1e-15));
        assertThat(map.neuron().threshold()).isEqualTo(1000);
        assertThat(map.neuron().reset()).isEqualTo(-100);
        assertThat(map.neuron().rest()).isZero();
        assertThat(map.neuron().refractory()).isEqualTo(3);
        assertThat(map.notes()).containsExactly(PhysicalMap.Note.REFRACTORY_LEAK);
    }

    @Test
    void takesWhatTheBlockLeavesOutFromTheIntegers() {
        var map = map(SHORT + UNITS);

        assertThat(map.neuron().tau()).isCloseTo(-1e-3 / Math.log(15.0 / 16), within(1e-15));
        assertThat(map.neuron().threshold()).isCloseTo(15e-3, within(1e-15));
        assertThat(map.neuron().reset()).isCloseTo(-1.5e-3, within(1e-15));
        assertThat(map.neuron().refractory()).isCloseTo(3e-3, within(1e-15));
        // An LSB of 10 pA, held for a step, adds 15 uV: R (1 - α) = 15 uV / 10 pA.
        assertThat(map.neuron().resistance()).isCloseTo(1.5e6 * 16, within(1e-3));
        assertThat(map.gain()).isCloseTo(1, within(1e-12));
    }

    /// T9: exact and Euler differ by half a step of tau.
    @ParameterizedTest
    @CsvSource({"exact, 15.4947", "euler, 16"})
    void readsTheLeakByTheRuleThatTheSpecStates(String step, double tau) {
        var map = map(SHORT + UNITS + "  step: " + step + "\n");

        assertThat(map.neuron().tau()).isCloseTo(tau * 1e-3, within(1e-7));
        assertThat(map.gain()).isCloseTo(1, within(1e-12));
    }

    @ParameterizedTest
    @CsvSource({
        "'tau: 20 ms', 20e-3, 30.7562e6",
        "'resistance: 100 Mohm', 15.4947e-3, 100e6",
        "'capacitance: 200 pF', 15.4947e-3, 77.4735e6",
        "'resistance: 100 Mohm|capacitance: 200 pF', 20e-3, 100e6",
        "'tau: 20 ms|capacitance: 200 pF', 20e-3, 100e6",
    })
    void takesTauAndResistanceFromTheBlock(String lines, double tau, double resistance) {
        var map = map(SHORT + UNITS + "  " + lines.replace("|", "\n  ") + "\n");

        assertThat(map.neuron().tau()).isCloseTo(tau, within(tau * 1e-5));
        assertThat(map.neuron().resistance()).isCloseTo(resistance, within(resistance * 1e-5));
        assertThat(map.leakTau().orElseThrow()).isCloseTo(15.4947e-3, within(1e-7));
    }

    /// With a rest of -65 mV the integer 0 is -65 mV, and all else is counted from there.
    @Test
    void putsTheIntegersAroundRest() {
        var map = map(SHORT + UNITS + "  rest: -65 mV\n");

        assertThat(map.volts(0)).isCloseTo(-65e-3, within(1e-15));
        assertThat(map.neuron().threshold()).isCloseTo(-50e-3, within(1e-15));
        assertThat(map.neuron().reset()).isCloseTo(-66.5e-3, within(1e-15));
        assertThat(map.lsb(map.volts(123))).isCloseTo(123, within(1e-9));
    }

    @ParameterizedTest
    @CsvSource({
        "'', 0, 5",
        "'  output: registered', 1, 4",
        "'  on: previous', 1, 4",
        "'  on: previous|  output: registered', 2, 3",
    })
    void knowsWhenASpikeOfAStepWas(String fire, int latency, double time) {
        var map =
                map(
                        SHORT.replace(
                                "threshold: 1000}",
                                "threshold: 1000"
                                        + fire.replace("|", "").replace("  ", ", ")
                                        + "}"));

        assertThat(map.spikeLatency()).isEqualTo(latency);
        assertThat(map.spikeTime(4)).isEqualTo(time);
    }

    @Test
    void readsALongFormWithItsNames() {
        var map =
                map(
                        LONG
                                + UNITS
                                + "  threshold: 15 mV\n  membrane: u\n  current: x\n  spike: fires\n");

        assertThat(map.membrane().name()).isEqualTo("u");
        assertThat(map.spike().name()).isEqualTo("fires");
        assertThat(map.neuron().tau()).isCloseTo(15.4947e-3, within(1e-7));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    leak: {shift: 4}   | leak: none                    | no leak that decays it by a known factor
                    leak: {shift: 4}   | leak: {subtract: 1}           | no leak that decays it by a known factor
                    reset: {to: -100}  | reset: none                   | the reset is none
                    reset: {to: -100}  | reset: {to: 1000}             | reset 1000.0 V; it must be below the threshold
                    threshold: 1000    | threshold: v                  | the threshold is 'v', which may change
                    threshold: 1000    | threshold: 9, adaptive: {state: {w: u8 = 0}, jump: 1, leak: none} | the threshold adapts
                    neuron:            | 'neuron:
                      replicate: 3'                                    | the spec is a layer
                    """)
    void refusesWhatStandsForNoContinuousNeuron(String from, String to, String message) {
        String yaml = SHORT.replace(from, to);

        assertThatThrownBy(() -> map(yaml))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining(message);
    }

    @Test
    void refusesALongFormWithoutNames() {
        for (String yaml : new String[] {LONG, LONG + UNITS}) {
            assertThatThrownBy(() -> map(yaml))
                    .isInstanceOf(BadInputException.class)
                    .hasMessageContaining("write a block 'physical' with 'dt'")
                    .hasMessageContaining("the names of 'membrane', 'current' and 'spike'");
        }
    }
}
