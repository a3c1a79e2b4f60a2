package io.lockspike.vector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lockspike.equation.BadInputException;
import io.lockspike.equation.Interval;
import io.lockspike.equation.Signal;
import io.lockspike.equation.Type;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class StimulusTest {
    private static final Recordings NO_RECORDINGS =
            (file, column, input, lane) -> {
                throw new AssertionError("opened " + file);
            };

    @ParameterizedTest
    @ValueSource(
            strings = {
                "7",
                "values:1,-2,3,then=repeat",
                "ramp:0..200,rows=5",
                "step:5..1,at=37",
                "step:5..1,at=0",
                "pulse:9,period=4",
                "poisson:64,rate=0.3",
                "corners",
                "uniform",
                "uniform:hold=3",
                "uniform:7..7",
                "boundary:hold=2",
                "octaves",
                "octaves:hold=8"
            })
    void fillsWhatNextGives(String text) {
        var input = new Signal("i", Type.signed(12), Signal.Kind.INPUT, 0);
        var one = Stimulus.parse(text, input).stream(new Lane(input, 1, 0, NO_RECORDINGS));
        var many = Stimulus.parse(text, input).stream(new Lane(input, 1, 0, NO_RECORDINGS));
        for (int rows : List.of(1, 7, 0, 64, 2, 300)) {
            var values = new long[rows];
            assertThat(many.fill(values, rows)).isEqualTo(rows);
            for (long value : values) {
                assertThat(value).isEqualTo(one.next());
            }
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "s12 | 100                         | 100 100 100",
                "s12 | -0x1F                       | -31 -31",
                "u8  | 0b1010_0101                 | 165 165",
                "s12 | min                         | -2048 -2048",
                "s12 | constant:max                | 2047 2047",
                "u64 | max                         | 18446744073709551615",
                "s64 | min                         | -9223372036854775808",
                "s12 | values:1,-2,3               | 1 -2 3 3 3",
                "s12 | values:1,-2,3,then=hold     | 1 -2 3 3 3",
                "s12 | values:1,-2,3,then=repeat   | 1 -2 3 1 -2 3 1",
                "u8  | values:7                    | 7 7",
                "u8  | ramp:0..200,rows=5          | 0 50 100 150 200 200 200",
                "u8  | ramp:200..0,rows=3          | 200 100 0 0",
                "u8  | ramp:0..10,rows=4           | 0 3 6 10 10",
                "u8  | ramp:10..0,rows=4           | 10 7 4 0 0",
                "s12 | ramp:-5..5,rows=3           | -5 0 5 5",
                "s12 | ramp:0..2,rows=2,then=repeat | 0 2 0 2 0",
                "u8  | ramp:7..7,rows=9            | 7 7",
                "u64 | ramp:0..max,rows=2          | 0 18446744073709551615 18446744073709551615",
                "u64 | ramp:max..0,rows=4 | 18446744073709551615 12297829382473034410"
                        + " 6148914691236517205 0",
                "s64 | ramp:min..max,rows=3 | -9223372036854775808 -1 9223372036854775807",
                "u8  | step:0..100,at=2            | 0 0 100 100",
                "u8  | step:5..1,at=0              | 1 1",
                "u8  | pulse:100,period=3          | 100 0 0 100 0 0 100",
                "u8  | pulse:9,period=4,width=2,start=1,base=5 | 5 9 9 5 5 9 9 5",
                "u1  | pulse:1,period=1            | 1 1 1",
                "u8  | poisson:64,rate=1           | 64 64 64",
                "u8  | poisson:rate=1.0            | 255 255",
                "u8  | poisson,rate=1              | 255 255",
                "s1  | poisson:rate=1              | -1 -1",
                "u8  | poisson:64,rate=0           | 0 0 0",
                "u8  | uniform:7..7                | 7 7 7",
                "u8  | octaves:0..1,count=1,hold=3 | ? ? ?",
            })
    void saysEachRow(String type, String text, String rows) {
        var input = input(type);
        var expected = List.of(rows.split(" ", -1));
        var stream = stream(text, input);

        for (var value : expected) {
            String seen = input.type().format(stream.next());
            assertThat(value.equals("?") ? "?" : seen).isEqualTo(value);
        }
        assertThat(stream.hasNext()).isTrue();
        assertThat(stream.defined()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "s12 | 100                       | constant:100",
                "s12 | max                       | constant:2047",
                "s12 | values:0x10,-2,then=repeat | values:16,-2,then=repeat",
                "s12 | ramp:0..200,rows=5        | ramp:0..200,rows=5",
                "s12 | ramp:0..1,then=repeat,rows=5 | ramp:0..1,rows=5,then=repeat",
                "s12 | step:-1..5,at=20          | step:-1..5,at=20",
                "s12 | pulse:100,width=2,period=10 | pulse:100,period=10,width=2",
                "s12 | pulse:1,period=5,base=-1,start=7 | pulse:1,period=5,start=7,base=-1",
                "s12 | poisson:64,rate=0.1       | poisson:64,rate=0.1",
                "s12 | poisson:64,rate=.00000001 | poisson:64,rate=0.00000001",
                "u1  | poisson:rate=0.50         | poisson:1,rate=0.50",
                "s12 | corners                   | corners:-2048..2047",
                "s12 | corners,near=7,near=-9    | corners:-2048..2047,near=7,near=-9",
                "s12 | corners:0..9,hold=4       | corners:0..9,hold=4",
                "s12 | uniform:hold=4            | uniform:-2048..2047,hold=4",
                "u8  | uniform:0..20             | uniform:0..20",
                "u8  | boundary,hold=2,near=200  | boundary:0..255,near=200,hold=2",
                "u8  | octaves                   | octaves:0..255",
                "u8  | octaves,count=8           | octaves:0..255,count=8",
                "u8  | file:a,b:c=d#e.csv#col    | file:a,b:c=d#e.csv#col",
                "u8  | file:trace.csv            | file:trace.csv#current",
            })
    void writesWhatItReads(String type, String text, String written) {
        var stimulus = Stimulus.parse(text, input(type));

        assertThat(stimulus.text()).isEqualTo(written);
        assertThat(Stimulus.parse(written, input(type))).isEqualTo(stimulus);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''                  | '' is no stimulus; write a number, or one of constant,"
                        + " values",
                "unifrom             | 'unifrom' is no stimulus (did you mean 'uniform'?)",
                "1,2,3               | '1' is no stimulus",
                "0..20               | '0..20' is no stimulus",
                "constant            | a value is missing; write constant:VALUE",
                "constant:           | a value is missing",
                "constant:5000       | 5000 is outside -2048 … 2047, the range of s12",
                "-2049               | -2049 is outside -2048 … 2047",
                "0x800               | 2048 is outside",
                "constant:1e3        | '1e3' is no whole number such as 100, -5, 0x1F",
                "constant:010        | '010' is no whole number",
                "constant:+5         | '+5' is no whole number",
                "constant: 5         | ' 5' is no whole number",
                "constant:٣          | '٣' is no whole number",
                "constant:5,6        | '6' has no meaning here; write constant:VALUE",
                "constant:5,hold=2   | 'hold=2' has no meaning here",
                "values:             | a value is missing; write values:VALUE,VALUE",
                "values:1,,2         | '' is no whole number",
                "values:1,2,then=back | then=back is neither hold nor repeat",
                "values:then=hold,1  | a value is missing",
                "ramp:0..200         | rows= is missing; write ramp:FROM..TO,rows=N",
                "ramp:rows=5         | a range is missing",
                "ramp:200,rows=5     | '200' is no range A..B",
                "ramp:0..9,rows=1    | rows=1 is no whole number in 2 … 2147483647",
                "ramp:0..9,rows=2147483648 | is no whole number in 2 … 2147483647",
                "ramp:0..9,rows=5,rows=6   | 'rows=6' has no meaning here",
                "ramp:0..,rows=5     | '' is no whole number",
                "step:0..100         | at= is missing",
                "step:0..100,at=-1   | at=-1 is no whole number in 0 … 2147483647",
                "step:0..4096,at=1   | 4096 is outside -2048 … 2047",
                "pulse:100           | period= is missing",
                "pulse:100,period=0  | period=0 is no whole number in 1",
                "pulse:100,period=5,width=6 | width=6 is no whole number in 1 … 5",
                "pulse:100,period=5,base=9999 | 9999 is outside",
                "poisson:64          | rate= is missing",
                "poisson:64,rate=1.5 | rate=1.5 is no probability, a decimal number from 0 to 1",
                "poisson:64,rate=-1  | rate=-1 is no probability",
                "poisson:64,rate=10% | rate=10% is no probability",
                "poisson:64,rate=1e-1 | rate=1e-1 is no probability",
                "poisson:64,rate=.   | rate=. is no probability",
                "poisson:64,rate=0.000000000000000000001 | is no probability",
                "poisson:9999,rate=0.5 | 9999 is outside",
                "uniform:20..0       | the range 20..0 is empty; turned round it is 0..20",
                "uniform:0..9999     | 9999 is outside -2048 … 2047",
                "uniform:0..9,hold=0 | hold=0 is no whole number in 1",
                "uniform:near=5      | 'near=5' has no meaning here; write uniform[:LOW..HIGH]",
                "corners:near=5000   | 5000 is outside",
                "boundary:5          | '5' is no range A..B",
                "octaves:100..200    | octaves shrink towards 0, which is outside 100 … 200",
                "octaves:count=65    | count=65 is no whole number in 1 … 64",
                "file                | the path is missing; write file:PATH[#COLUMN]",
                "file:#v             | the path is missing",
                "file:a.csv#         | the column is missing",
            })
    void refusesWithTheValueTheRangeAndWhatToWrite(String text, String message) {
        var input = input("s12");

        assertThatThrownBy(() -> Stimulus.parse(text, input))
                .isInstanceOf(BadInputException.class)
                .hasMessageStartingWith("input current=" + text + ": ")
                .hasMessageContaining(message);
    }

    @Test
    void refusesAnythingElseAsBadInputToo() {
        var random = new SplitMix64(11);
        String letters = "constanvluerpmiygkfdhb:,=.#-_0129x @\u0000é";
        for (int i = 0; i < 20_000; i++) {
            var text = new StringBuilder(i % 2 == 0 ? "ramp:" : "");
            for (long left = random.upTo(15); left > 0; left--) {
                text.append(letters.charAt((int) random.upTo(letters.length() - 1)));
            }
            try {
                assertThat(Stimulus.parse(text.toString(), input("s12")).text()).isNotEmpty();
            } catch (BadInputException expected) {
                assertThat(expected).hasMessageContaining("; write ");
            }
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "-8..7    |        | -8 -7 -1 0 1 6 7",
                "0..255   | 200    | 0 1 199 200 201 254 255",
                "0..255   | 255    | 0 1 254 255",
                "0..1     |        | 0 1",
                "-1..0    |        | -1 0",
                "5..5     |        | 5",
                "10..20   | 15 -3  | 10 11 14 15 16 19 20",
            })
    void hasTheCornersOfARange(String range, String near, String corners) {
        var ends = range.split("\\.\\.", -1);
        var interval = new Interval(new BigInteger(ends[0]), new BigInteger(ends[1]));
        var around = near == null ? List.<BigInteger>of() : numbers(near);

        assertThat(Stimulus.corners(interval, around)).isEqualTo(numbers(corners));
    }

    @Test
    void asksForTheColumnOfItsLane() {
        var input = input("s12");
        var opened = new ArrayList<String>();
        Recordings recordings =
                (file, column, signal, lane) -> {
                    opened.add(file + " " + column + " " + signal.name() + " " + lane);
                    return () -> 5;
                };

        var stream =
                Stimulus.parse("file:t.csv#i", input).stream(new Lane(input, 0, 3, recordings));

        assertThat(stream.next()).isEqualTo(5);
        assertThat(opened).containsExactly("t.csv i current 3");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "u1  | uniform:0..1",
                "s1  | uniform:-1..0",
                "u2  | octaves:0..3,hold=8",
                "s2  | octaves:0..1,hold=8",
                "u8  | octaves:0..255,hold=8",
                "s12 | octaves:-512..2047,hold=8",
                "u64 | octaves:0..18446744073709551615,hold=8",
                "s64 | octaves:-2305843009213693952..9223372036854775807,hold=8",
            })
    void choosesByTheTypeWhereNothingIsSaid(String type, String text) {
        var stimulus = Stimulus.byDefault(input(type));

        assertThat(stimulus.text()).isEqualTo(text);
        assertThat(Stimulus.parse(text, input(type))).isEqualTo(stimulus);
    }

    @Test
    void assertsRstInTheFirstTwoRows() {
        var rst = new Signal("rst", Type.BIT, Signal.Kind.INPUT, 0);

        var stream = Stimulus.byDefault(rst).stream(new Lane(rst, 0, 0, NO_RECORDINGS));

        assertThat(List.of(stream.next(), stream.next(), stream.next(), stream.next()))
                .containsExactly(1L, 1L, 0L, 0L);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 8, 12, 16, 31, 32, 33, 63, 64})
    void keepsEveryRandomValueInItsType(int bits) {
        for (var type : List.of(Type.unsigned(bits), Type.signed(bits))) {
            var input = new Signal("i", type, Signal.Kind.INPUT, 0);
            for (var text :
                    List.of("corners", "uniform", "boundary", "octaves", "poisson:rate=0.5")) {
                var stream = stream(text, input);
                for (int row = 0; row < 500; row++) {
                    long raw = stream.next();
                    assertThat(type.fits(type.value(raw))).as("%s of %s", raw, type).isTrue();
                }
            }
        }
    }

    @Test
    void refusesAValueThatTheTypeOfTheInputDoesNotHold() {
        var stimulus = new Stimulus.Constant(BigInteger.valueOf(300));
        var input = input("u8");

        assertThatThrownBy(() -> stimulus.stream(new Lane(input, 0, 0, NO_RECORDINGS)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("300 is outside 0 … 255 (u8)");
    }

    private static List<BigInteger> numbers(String text) {
        var numbers = new ArrayList<BigInteger>();
        for (var number : text.split(" ", -1)) {
            numbers.add(new BigInteger(number));
        }
        return numbers;
    }

    private static Stream stream(String text, Signal input) {
        return Stimulus.parse(text, input).stream(new Lane(input, 1, 0, NO_RECORDINGS));
    }

    private static Signal input(String type) {
        return new Signal("current", Type.parse(type).orElseThrow(), Signal.Kind.INPUT, 0);
    }
}
