package io.lockspike.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lockspike.equation.BadInputException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

class CsvReaderTest {

    @Test
    void readsTheSelectedColumnsInTheOrderOfThePicks() {
        var reader = Traces.read("t.csv", "step,v,spike\n0,-3,1\n1,4,0\n");

        assertThat(Traces.rows(reader, "spike:u1", "v:s8")).containsExactly("1 -3", "0 4");
    }

    @Test
    void namesTheColumnsWithoutAWidth() {
        var reader = Traces.read("t.csv", "v,w\n");

        assertThat(reader.columns()).containsExactly(new Column("v", 0), new Column("w", 0));
        assertThat(reader.find("w")).contains(new Column("w", 0));
        assertThat(reader.find("x")).isEmpty();
    }

    @Test
    void takesBitPatternsInHexadecimalAndBinary() {
        var reader = Traces.read("t.csv", "v\n0xFF\n0x0ff\n0b10000000\n0X7f\n0xx1\n0b1z\n");

        assertThat(Traces.rows(reader, "v:s8"))
                .containsExactly("-1", "-1", "-128", "127", "x", "x");
    }

    @Test
    void takesXAndZForUndefined() {
        var reader = Traces.read("t.csv", "v\nx\nX\nz\nZ\nxxxx\n");

        assertThat(Traces.rows(reader, "v:s8")).containsOnly("x").hasSize(5);
    }

    @Test
    void takesTheWholeRangeOfTheWidestTypes() {
        String text =
                "v,w\n18446744073709551615,-9223372036854775808\n0xFFFFFFFFFFFFFFFF,"
                        + "9223372036854775807\n+0,-0\n";

        assertThat(Traces.rows(Traces.read("t.csv", text), "v:u64", "w:s64"))
                .containsExactly(
                        "18446744073709551615 -9223372036854775808",
                        "18446744073709551615 9223372036854775807",
                        "0 0");
    }

    @Test
    void passesOverCommentsAndBlankLinesAndByteOrderMarkAndCrLf() {
        String text = "\ufeff# spec lif\r\n\r\nv , w\r\n 1 ,2\r\n  \r\n# end\r\n3,\t4\r\n";

        assertThat(Traces.rows(Traces.read("t.csv", text), "v:u8", "w:u8"))
                .containsExactly("1 2", "3 4");
    }

    @Test
    void takesQuotedCells() {
        var reader = Traces.read("t.csv", "\"a,b\",\"say \"\"hi\"\"\" , c\n\"1\",\"2\",3\n");

        assertThat(reader.columns().getFirst().name()).isEqualTo("a,b");
        assertThat(Traces.rows(reader, "say \"hi\":u8", "a,b:u8", "c:u8")).containsExactly("2 1 3");
    }

    @Test
    void takesALastLineWithoutALineEnd() {
        assertThat(Traces.rows(Traces.read("t.csv", "v,w\n1,2\n3,4"), "w:u8"))
                .containsExactly("2", "4");
    }

    @Test
    void leavesCellsThatNobodySelectedAlone() {
        assertThat(Traces.rows(Traces.read("t.csv", "v,note\n1,hello\n2,\n"), "v:u8"))
                .containsExactly("1", "2");
    }

    @Test
    void unpacksGzip() throws IOException {
        var packed = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(packed)) {
            gzip.write("v\n1\n2\n".getBytes(StandardCharsets.UTF_8));
        }
        var reader = Traces.read("t.csv.gz", packed.toByteArray(), Clock.ANY);

        assertThat(Traces.rows(reader, "v:u8")).containsExactly("1", "2");
    }

    @Test
    void refusesGzipThatIsCutOff() throws IOException {
        var packed = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(packed)) {
            gzip.write("v\n1\n2\n".getBytes(StandardCharsets.UTF_8));
        }
        byte[] half = java.util.Arrays.copyOf(packed.toByteArray(), packed.size() - 9);

        assertThatThrownBy(() -> Traces.rows(Traces.read("t.csv.gz", half, Clock.ANY), "v:u8"))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("gzip file is cut off");
    }

    @Test
    void saysWhereARowStandsAndWhatItSays() {
        var reader = Traces.read("t.csv", "# a\nv\n\n0x1x\n");
        reader.select(List.of(Traces.pick("v:u8")));
        reader.next();

        assertThat(reader.place(reader.position())).isEqualTo("line 4");
        assertThat(reader.where()).hasToString("t.csv:4");
        assertThat(reader.row()).isZero();
        assertThat(reader.text(0)).isEqualTo("0x1x");
        assertThat(reader.warnings()).isEmpty();
    }

    @Test
    void readsLinesLongerThanTheWindow() {
        var header = new StringBuilder("v");
        var row = new StringBuilder("7");
        for (int i = 0; i < 50_000; i++) {
            header.append(",c").append(i);
            row.append(",").append(i);
        }
        String text = header + "\n" + row + "\n" + row + "\n";

        assertThat(Traces.rows(Traces.read("t.csv", text), "v:u8", "c49999:u32"))
                .containsExactly("7 49999", "7 49999");
    }

    @Test
    void refusesAHugeLineInsteadOfKeepingIt() {
        String text = "v\n1\n" + "9".repeat(3 << 20) + "\n";

        assertThatThrownBy(() -> Traces.rows(Traces.read("t.csv", text), "v:u8"))
                .isInstanceOf(BadInputException.class)
                .hasMessage("t.csv:3: the line is longer than 1048576 bytes");
    }
}
