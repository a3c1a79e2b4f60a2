package io.lockspike.equation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.math.BigInteger;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TypeTest {

    @ParameterizedTest
    @CsvSource({
        "u1, 0, 1",
        "s1, -1, 0",
        "u8, 0, 255",
        "s8, -128, 127",
        "u63, 0, 9223372036854775807",
        "s63, -4611686018427387904, 4611686018427387903",
        "u64, 0, 18446744073709551615",
        "s64, -9223372036854775808, 9223372036854775807",
    })
    void hasARange(String text, BigInteger low, BigInteger high) {
        Type type = Type.parse(text).orElseThrow();

        assertThat(type.range()).isEqualTo(new Interval(low, high));
        assertThat(type).hasToString(text);
        assertThat(type.fits(low)).isTrue();
        assertThat(type.fits(high)).isTrue();
        assertThat(type.fits(low.subtract(BigInteger.ONE))).isFalse();
        assertThat(type.fits(high.add(BigInteger.ONE))).isFalse();
        assertThat(type.format(low.longValue())).isEqualTo(low.toString());
        assertThat(type.format(high.longValue())).isEqualTo(high.toString());
        assertThat(type.value(high.longValue())).isEqualTo(high);
        assertThat(Type.holding(type.range())).contains(type);
    }

    @Test
    void wrapsModuloAndClampsToTheRange() {
        for (int bits = 1; bits <= 5; bits++) {
            for (Type type : List.of(Type.signed(bits), Type.unsigned(bits))) {
                for (long x = -100; x <= 100; x++) {
                    BigInteger value = BigInteger.valueOf(x);
                    long wrapped = type.wrap(x);
                    assertThat(type.fits(BigInteger.valueOf(wrapped))).isTrue();
                    assertThat(Math.floorMod(wrapped - x, 1L << bits)).isZero();
                    assertThat(type.wrap(value)).isEqualTo(wrapped);
                    assertThat(type.saturate(value))
                            .isEqualTo(
                                    Math.clamp(x, type.min().longValue(), type.max().longValue()));
                }
            }
        }
    }

    @Test
    void holdsTheUpperHalfOfU64AsNegativeNumbers() {
        Type u64 = Type.unsigned(64);
        BigInteger most = u64.max();

        assertThat(u64.wrap(most)).isEqualTo(-1);
        assertThat(u64.wrap(most.add(BigInteger.TWO))).isEqualTo(1);
        assertThat(u64.saturate(most.add(BigInteger.ONE))).isEqualTo(-1);
        assertThat(u64.saturate(BigInteger.ONE.negate())).isZero();
        assertThat(u64.value(Long.MIN_VALUE)).isEqualTo(BigInteger.ONE.shiftLeft(63));
    }

    @ParameterizedTest
    @CsvSource({"0, 0, u1", "0, 1, u1", "-1, 0, s1", "-1, 1, s2", "0, 256, u9", "-129, 0, s9"})
    void isTheNarrowestThatHoldsAnInterval(long low, long high, String type) {
        assertThat(Type.holding(Interval.of(low, high)).orElseThrow()).hasToString(type);
    }

    @Test
    void doesNotHoldMoreThan64Bits() {
        BigInteger beyond = BigInteger.ONE.shiftLeft(64);

        assertThat(Type.holding(Interval.of(beyond))).isEmpty();
        assertThat(Type.holding(new Interval(BigInteger.ONE.negate(), beyond.shiftRight(1))))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "u", "u0", "u08", "8", "x8", "U8", "u8 ", "u-8", "s1234567890"})
    void isNothingElse(String text) {
        assertThat(Type.parse(text)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"u65", "s100", "u999999999"})
    void hasNoMoreThan64Bits(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> Type.parse(text));
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "200, 200",
        "-3, -3",
        "-0, 0",
        "0xC8, 200",
        "0xfF, 255",
        "-0x10, -16",
        "0b1100_1000, 200",
        "1_000_000, 1000000",
        "18446744073709551616, 18446744073709551616",
    })
    void knowsNumbers(String text, BigInteger value) {
        assertThat(Numbers.parse(text)).contains(value);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "", "-", "--1", "+1", "010", "00", "-01", "1.0", "1e3", "0x", "0b", "0b2", "0xG",
                "0X1", "0B1", "0o7", "_1", "1_", "1__0", "0x_1", "0x1_", "1 ", " 1", "١", "x"
            })
    void knowsNothingElseAsANumber(String text) {
        assertThat(Numbers.parse(text)).isEmpty();
    }
}
