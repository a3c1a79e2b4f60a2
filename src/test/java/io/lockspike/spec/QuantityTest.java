package io.lockspike.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lockspike.equation.BadInputException;
import io.lockspike.equation.Place;
import java.math.BigDecimal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QuantityTest {

    @ParameterizedTest
    @CsvSource({
        "20 ms, SECOND, 0.02",
        "20ms, SECOND, 0.02",
        "1 s, SECOND, 1",
        "-70 mV, VOLT, -0.07",
        "+.5 V, VOLT, 0.5",
        "5. uV, VOLT, 0.000005",
        "5 µV, VOLT, 0.000005",
        "5 μV, VOLT, 0.000005",
        "1.5e-3 A, AMPERE, 0.0015",
        "10 fA, AMPERE, 1e-14",
        "100 Mohm, OHM, 1e8",
        "100 MΩ, OHM, 1e8",
        "3 kohm, OHM, 3000",
        "2 GΩ, OHM, 2e9",
        "200 pF, FARAD, 2e-10",
        "1 nF, FARAD, 1e-9",
        "1 TV, VOLT, 1e12",
    })
    void readsAnExactNumberOfTheBaseUnit(String text, Quantity.Unit unit, BigDecimal value) {
        assertThat(Quantity.parse(text, unit).orElseThrow()).isEqualByComparingTo(value);
    }

    @ParameterizedTest
    @CsvSource({
        "20, SECOND",
        "20 m, SECOND",
        "20 mV, SECOND",
        "ms, SECOND",
        "'', SECOND",
        "20  ms, SECOND",
        "1e400 s, SECOND",
        "0x14 ms, SECOND",
        "NaN s, SECOND",
        "1 MS, SECOND",
        "1 xs, SECOND",
        "1_0 ms, SECOND",
    })
    void takesNothingElse(String text, Quantity.Unit unit) {
        assertThat(Quantity.parse(text, unit)).isEmpty();
    }

    @Test
    void saysWhatAQuantityLooksLike() {
        assertThatThrownBy(() ->
                        Quantity.parse(
                                "20", Quantity.Unit.SECOND, "--tau", Place.of("command line")))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("--tau is a number and a unit, such as 20 ms, not '20'");
    }

    @ParameterizedTest
    @CsvSource({
        "0.02, SECOND, 20 ms",
        "0, VOLT, 0 V",
        "-0.07, VOLT, -70 mV",
        "1, SECOND, 1 s",
        "1000, OHM, 1 kohm",
        "999999.9, OHM, 1 Mohm",
        "123456, OHM, 123.456 kohm",
        "1e8, OHM, 100 Mohm",
        "0.0000000151234567, AMPERE, 15.1235 nA",
        "1e-20, AMPERE, 0.00001 fA",
        "1e15, OHM, 1000 Tohm",
    })
    void writesThePrefixThatFits(BigDecimal value, Quantity.Unit unit, String text) {
        assertThat(Quantity.text(value, unit)).isEqualTo(text);
    }
}
