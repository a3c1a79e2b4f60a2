package io.lockspike.spec;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PhysicalTest {
    private static final String SPEC =
            """
            lockspike: 1
            neuron:
              inputs: {x: s8}
              state: {v: s16 = 0}
              equations: |
                spike: u1 = v >= 100
            """;

    private static Spec spec(String physical) {
        return SpecFile.parse(SPEC + physical, "a.yaml", Path.of("."), Map.of());
    }

    @Test
    void isReadInBaseUnits() {
        Physical physical =
                spec("""
                physical:
                  dt: 1 ms
                  resistance: 100 Mohm
                  capacitance: 200 pF
                  step: euler
                  volts_per_lsb: 15 uV
                  amperes_per_lsb: 10 pA
                  rest: -65 mV
                  refractory: 2 ms
                  membrane: v
                  current: x
                  spike: spike
                """)
                        .physical()
                        .orElseThrow();

        assertThat(physical.dt()).isEqualByComparingTo("0.001");
        assertThat(physical.tau()).isEmpty();
        assertThat(physical.resistance().orElseThrow()).isEqualByComparingTo("1e8");
        assertThat(physical.capacitance().orElseThrow()).isEqualByComparingTo("2e-10");
        assertThat(physical.step()).isEqualTo(Physical.Step.EULER);
        assertThat(physical.voltsPerLsb()).isEqualByComparingTo("0.000015");
        assertThat(physical.amperesPerLsb()).isEqualByComparingTo("1e-11");
        assertThat(physical.threshold()).isEmpty();
        assertThat(physical.reset()).isEmpty();
        assertThat(physical.rest().orElseThrow()).isEqualByComparingTo("-0.065");
        assertThat(physical.refractory().orElseThrow()).isEqualByComparingTo("0.002");
        assertThat(physical.membrane()).contains("v");
        assertThat(physical.current()).contains("x");
        assertThat(physical.spike()).contains("spike");
    }

    @Test
    void changesNothingInWhatTheHardwareDoes() {
        Spec without = spec("");
        Spec with = spec("physical: {dt: 1 ms, volts_per_lsb: 1 mV, amperes_per_lsb: 1 nA}");

        assertThat(without.physical()).isEmpty();
        assertThat(with.physical().orElseThrow().dt()).isEqualTo(new BigDecimal("0.001"));
        assertThat(with.hash()).isEqualTo(without.hash());
    }
}
