package io.lockspike.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lockspike.equation.BadInputException;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class BadRecordingTest {
    private static final String HEADER =
            """
            $timescale 1ps $end $scope module tb $end $var wire 1 ! clk $end
            $var wire 8 v v [7:0] $end $var real 64 r r $end $upscope $end
            $enddefinitions $end
            """;

    static Stream<Arguments> csv() {
        return Stream.of(
                Arguments.of("", "t: no header: the file is empty; write a line with the names"),
                Arguments.of("# v\n", "t: no header"),
                Arguments.of("1,2\n", "t:1:1: '1' is a number; write a line with the names first"),
                Arguments.of("v,-1\n", "t:1:3: '-1' is a number"),
                Arguments.of("v,\n1,2\n", "t:1:3: column 2 has no name; write one"),
                Arguments.of("v,w,v\n", "t:1:5: two columns are called 'v'; rename one"),
                Arguments.of("v;w\n", "t:1:1: the names are not separated by commas"),
                Arguments.of("v\tw\n", "t:1:1: the names are not separated by commas"),
                Arguments.of("w\n1\n", "t: no column 'v'; it has w"),
                Arguments.of("v,w\n1,2\n3\n", "t:3: 1 cells, but the header has 2 columns"),
                Arguments.of("v,w\n1,2,3\n", "t:2: 3 cells, but the header has 2 columns"),
                Arguments.of("v,w\n1,2\n3", "t:3: the file ends in the middle of this line"),
                Arguments.of("v,w\n,2\n", "t:2:1: column 'v': is empty; write a number, or x"),
                Arguments.of("w,v\n1,300\n", "t:2:3: column 'v': 300 is outside u8, 0 … 255;"),
                Arguments.of("v\n-1\n", "t:2:1: column 'v': -1 is outside u8, 0 … 255;"),
                Arguments.of("v\n99999999999999999999999\n", "is outside u8"),
                Arguments.of("v\n18446744073709551617\n", "is outside u8"),
                Arguments.of("v\n0x100\n", "0x100 has more than the 8 bits of u8;"),
                Arguments.of("v\n0x10000000000000001\n", "has more than the 8 bits of u8;"),
                Arguments.of("v\n0b100000000\n", "has more than the 8 bits of u8;"),
                Arguments.of("v\n1.0\n", "'1.0' is not a whole number; write it in decimal"),
                Arguments.of("v\n1e3\n", "'1e3' is not a whole number"),
                Arguments.of("v\n0x\n", "'0x' is not a whole number"),
                Arguments.of("v\n0b12\n", "'0b12' is not a whole number"),
                Arguments.of("v\n-\n", "'-' is not a whole number"),
                Arguments.of("v\nx1\n", "'x1' is not a whole number"),
                Arguments.of("v\ntrue\n", "'true' is not a whole number"),
                Arguments.of("v\n\u001b[2J\n", "'?[2J' is not a whole number"),
                Arguments.of("v\n\"1\n2\"\n", "t:2:1: the quotes that begin here do not end"),
                Arguments.of("v\n\"1\"2\n", "t:2:4: expected a comma after the quotes, found '2'"),
                Arguments.of("v\r1\r2\r", "t:1:2: a carriage return inside a line"),
                Arguments.of("v\n1\u0000\n", "t:2:2: a zero byte: this is not a text file"));
    }

    static Stream<Arguments> vcd() {
        return Stream.of(
                Arguments.of("$comment a", "the file ends before the $end of $comment"),
                Arguments.of("$end\n", "expected a declaration ($var …), found '$end'"),
                Arguments.of("$scope module tb $end\n", "the file ends before $enddefinitions"),
                Arguments.of("$var wire 1 !", "the file ends before $var"),
                Arguments.of("$var wire", "the file ends before a $var"),
                Arguments.of("$var wire 1 $end\n", "t:1: a $var is not whole; write $var wire 8"),
                Arguments.of("$var wire 1 ! $end\n", "t:1: a $var has no name"),
                Arguments.of("$var wire one ! v $end\n", "the width of a $var is 'one', not a"),
                Arguments.of("$comment $end\n#0\n", "t:2: expected a declaration ($var …), found"),
                Arguments.of(
                        "$var wire 1 ! v $end $enddefinitions $end\n",
                        "t: no signal is called clk or clock; say which one is the clock: v"),
                Arguments.of(
                        "$scope module a $end $var wire 1 ! clk $end $upscope $end "
                                + "$scope module b $end $var wire 1 # clk $end $upscope $end "
                                + "$enddefinitions $end\n",
                        "several signals may be the clock; say which one is the clock: a.clk,"),
                Arguments.of(
                        "$var wire 1 ! clk $end $var wire 8 ! v $end $enddefinitions $end\n",
                        "'v' is declared twice, with different widths, for one signal"),
                Arguments.of(
                        "$var wire 1 ! clk $end $var wire 99 # v $end $enddefinitions $end\n",
                        "'v' has 99 bits, more than 64; bind some of them"),
                Arguments.of(
                        "$var wire 1 ! clk $end $var real 64 # v $end $enddefinitions $end\n",
                        "'v' is a real number or a text; bind one made of bits"),
                Arguments.of(
                        "$var wire 1 ! clk $end $var wire 1 # V $end $enddefinitions $end\n",
                        "t: no signal 'v'; it has V"),
                Arguments.of(HEADER + "#0\n0!\n#5\n1!\n#4\n", "t:8: time goes back from 5 to 4"),
                Arguments.of(HEADER + "#-1\n", "'#-1' is no time; write #0 … #9223372036854775807"),
                Arguments.of(HEADER + "# 1\n", "'#' is no time"),
                Arguments.of(
                        HEADER + "#9223372036854775808\n", "'#9223372036854775808' is no time"),
                Arguments.of(HEADER + "#0\n1?\n", "t:5: no $var declares the signal '?'"),
                Arguments.of(
                        HEADER + "#0\nb12 v\n", "t:5: '12' is no value of 8 bits; write 0, 1,"),
                Arguments.of(HEADER + "#0\nb101010101 v\n", "'101010101' is no value of 8 bits"),
                Arguments.of(HEADER + "#0\nb v\n", "t:5: '' is no value of 8 bits"),
                Arguments.of(HEADER + "#0\nvalue\n", "expected a value change (1!, b101 !) or a"),
                Arguments.of(HEADER + "#0\npH 6 0 !\n", "found 'pH'; it must be a 4-state VCD"),
                Arguments.of(HEADER + "#0\n$dumpports\n", "'$dumpports' is not known here"),
                Arguments.of(HEADER + "#0\n$comment a\n", "in the middle of a value change"),
                Arguments.of(HEADER + "#0\n0!\nb101", "the file ends in the middle of a value"),
                Arguments.of(HEADER + "#0\n0!\nb101 v", "t:6: the file ends in the middle of a"));
    }

    static Stream<Arguments> jsonLines() {
        return Stream.of(
                Arguments.of("{", "t:1:2: expected \", but the line ends"),
                Arguments.of("{\"v\":1} {}\n", "t:1:9: something stands behind the object"),
                Arguments.of("{\"v\":{}}\n", "t:1:6: expected a number, a text, true, false or"),
                Arguments.of("{\"v\":[1]}\n", "value 'v': is a list; write one number"),
                Arguments.of("{\"v\":1,\"v\":2}\n", "t:1: two values are called 'v'; rename one"),
                Arguments.of("{\"v\":1}\n{\"w\":1}\n", "t:2: no value 'v'; write null where it is"),
                Arguments.of("{\"v\":1}\n{}\n", "t:2: 0 values, where 1 are expected (v)"),
                Arguments.of("{\"v\":300}\n", "t:1:6: value 'v': 300 is outside u8, 0 … 255"),
                Arguments.of("{\"v\":1.5}\n", "value 'v': '1.5' is not a whole number"),
                Arguments.of("{\"v\":\"none\"}\n", "value 'v': 'none' is not a whole number"),
                Arguments.of("{\"v\":\"a", "the line ends in the middle of a text"),
                Arguments.of("{\"w\":1}\n", "t: no value is called 'v'; there is w"),
                Arguments.of(
                        "{\"schema\":\"2\"}\n", "the schema '2' is not known; lockspike-trace"),
                Arguments.of(
                        "{\"schema\":\"lockspike-trace-1\",\"names\":[\"v\"],\"types\":[]}\n",
                        "t:1: 1 names, but 0 types"),
                Arguments.of(
                        "{\"schema\":\"lockspike-trace-1\",\"names\":[\"v\"],\"types\":[\"f9\"]}\n",
                        "t:1: 'f9' is no type; write u1 … u64 or s1 … s64"));
    }

    @ParameterizedTest
    @MethodSource({"csv", "vcd", "jsonLines"})
    void saysWhereItIsWrongAndWhatToWrite(String text, String message) {
        assertThatThrownBy(() -> Traces.rows(Traces.read("t", text), "v:u8"))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining(message);
    }

    @Test
    void namesTheRangeOfASlice() {
        assertThatThrownBy(() -> Traces.rows(Traces.read("t", HEADER), "v[8:0]:u9"))
                .hasMessage("t: 'tb.v' has no bit 8: it is declared [7:0], 8 bits");
        assertThatThrownBy(() -> Traces.rows(Traces.read("t", HEADER), "v[0:7]:u8"))
                .hasMessage("t: 'tb.v' is declared [7:0]; write its bits that way");
        assertThatThrownBy(() -> Traces.rows(Traces.read("t", "v\n1\n"), "v[3:0]:u4"))
                .hasMessageStartingWith("t: 'v[3:0]': a CSV column says no width");
    }

    @Test
    void refusesToGuessTheSignOfANarrowSignal() {
        assertThatThrownBy(() -> Traces.rows(Traces.read("t", HEADER), "v:s9"))
                .hasMessage(
                        "t: 'tb.v' has 8 bits and s9 more: its sign is not known; bind it to s8");
    }

    @Test
    void refusesAClockOfSeveralBits() {
        assertThatThrownBy(() -> Traces.read("t", HEADER, Clock.rising("v")))
                .hasMessage("t: the clock 'tb.v' has 8 bits; name a signal of 1 bit");
    }

    @Test
    void refusesWhatIsNoTrace() {
        assertThatThrownBy(() -> Traces.read("t.npz", "PK"))
                .hasMessageContaining("NumPy arrays are written but not read");
        assertThatThrownBy(() -> Traces.read("t.fst", "?"))
                .hasMessageContaining("FST is not read; convert it: fst2vcd");
        byte[] utf16 = {(byte) 0xff, (byte) 0xfe, 'v', 0};
        assertThatThrownBy(() -> Traces.read("t.csv", utf16, Clock.ANY))
                .hasMessage("t.csv: the text is UTF-16; save it as UTF-8");
    }

    @Test
    void saysThatAFileIsNotThereOrIsAFolder(@TempDir Path folder) {
        Path missing = folder.resolve("no.csv");

        assertThatThrownBy(() -> TraceFile.open(missing))
                .isInstanceOf(BadInputException.class)
                .hasMessage(missing + ": no such file; name a recording (.csv, .jsonl or .vcd)");
        assertThatThrownBy(() -> TraceFile.open(folder))
                .isInstanceOf(BadInputException.class)
                .hasMessage(folder + ": a folder; name a file in it");
    }

    @Test
    void knowsAFormatByItsContentOrItsName() {
        assertThat(format("t", "$date")).isEqualTo(Format.VCD);
        assertThat(format("t.vcd", "")).isEqualTo(Format.VCD);
        assertThat(format("t.VCD.gz", "")).isEqualTo(Format.VCD);
        assertThat(format("t.csv", "\n {")).isEqualTo(Format.JSONL);
        assertThat(format("t.jsonl", "")).isEqualTo(Format.JSONL);
        assertThat(format("t.txt", "v")).isEqualTo(Format.CSV);
    }

    private static Format format(String name, String text) {
        var bytes = new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
        return TraceFile.of(name, bytes).format();
    }
}
