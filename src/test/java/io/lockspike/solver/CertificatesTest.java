package io.lockspike.solver;

import static org.assertj.core.api.Assertions.assertThat;

import io.lockspike.equation.Interval;
import io.lockspike.equation.Type;
import io.lockspike.spec.Library;
import io.lockspike.spec.Spec;
import io.lockspike.spec.SpecFile;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CertificatesTest {

    /// (m + 1)P - 1, and θ - 1 - ⌊(θ - 1)/P⌋ + M before the comparison: numerics T5 for the floor.
    @Test
    void isTheClosedFormForTheNeuronToStartFrom() {
        Reach reach = Reach.of(Library.spec("lif")).value().orElseThrow();
        assertThat(reach.held()).isEqualTo(Interval.of((-2048 + 1) * 16 - 1, 999));
        assertThat(reach.peak()).contains(Interval.of(-32753, 999 - 62 + 2047));
        assertThat(reach.needed()).contains(Type.signed(16));
        assertThat(reach.overflows()).isFalse();
    }

    @Test
    void addsTheErrorOfTheCurrent() {
        Spec cuba = Library.spec("cuba");
        ErrorBound error = ErrorBound.of(cuba).value().orElseThrow();
        assertThat(error.high()).isEqualTo(31 + 32 * 7);
        assertThat(error.low()).isEqualTo(-error.high());
        Reach current = Reach.ofSynapse(cuba).value().orElseThrow();
        assertThat(current.held()).isEqualTo(Interval.of(-2048 * 8, 2047 * 8));
        assertThat(current.method()).isEqualTo(Reach.Method.EXACT);
    }

    @ParameterizedTest
    @CsvSource({
        "lif-subtract, VARIES",
        "alif,         LONG_FORM",
        "loihi-cuba,   LONG_FORM",
    })
    void saysWhichPremiseIsMissing(String name, Unmet why) {
        Certificates certificates = Certificates.of(Library.spec(name));
        assertThat(certificates.reach().unmet()).contains(why);
        assertThat(certificates.error().unmet()).contains(why);
        assertThat(certificates.spikes().unmet()).contains(why);
    }

    @Test
    void followsTheSpikesOfOneNeuronOnly() {
        Certificates layer =
                Certificates.of(
                        SpecFile.parse(
                                """
                                lockspike: 1
                                neuron:
                                  inputs:    {current: s8}
                                  membrane:  {v: s12 = 0}
                                  leak:      {shift: 3, rounding: floor}
                                  fire:      {threshold: 100}
                                  replicate: 3
                                """,
                                "layer.yaml",
                                Path.of(""),
                                Map.of()));
        assertThat(layer.reach().unmet()).isEmpty();
        assertThat(layer.spikes().unmet()).contains(Unmet.LAYER);
    }

    @Test
    void answersForTheWholeLibrary() {
        for (String name : Library.names()) {
            assertThat(Certificates.of(Library.spec(name))).isNotNull();
        }
    }
}
