package io.lockspike.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lockspike.equation.BadInputException;
import io.lockspike.equation.Type;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TraceWriterTest {
    private static final List<Long[]> ROWS =
            List.of(new Long[] {-3L, null}, new Long[] {-3L, 1L}, new Long[] {127L, 0L});

    @TempDir Path folder;

    private static String text(Format format, TraceHead head) {
        return new String(Traces.write(format, head, ROWS), StandardCharsets.UTF_8);
    }

    @Test
    void writesCsv() {
        assertThat(text(Format.CSV, Traces.head("v:s8", "spike:u1")))
                .isEqualTo(
                        """
                        # spec halving-u8, hash 00112233aabbccdd, seed 42
                        step,v,spike
                        0,-3,x
                        1,-3,1
                        2,127,0
                        """);
    }

    @Test
    void writesBitsInColumnsThatAskForThem() {
        var columns =
                List.of(
                        new Written("v", Type.signed(9), true),
                        new Written("step", Type.unsigned(4), true));

        assertThat(text(Format.CSV, new TraceHead("", "", "", 1, columns)))
                .isEqualTo("step_,v,step\n0,0x1fd,x\n1,0x1fd,0x1\n2,0x07f,0x0\n");
    }

    @Test
    void writesJsonLines() {
        assertThat(text(Format.JSONL, Traces.head("v:s8", "spike:u1")))
                .isEqualTo(
                        """
                        {"schema":"lockspike-trace-1","spec":"halving-u8","hash":"00112233aabbccdd",\
                        "seed":"42","names":["step","v","spike"],"types":["u63","s8","u1"]}
                        {"step":0,"v":-3,"spike":null}
                        {"step":1,"v":-3,"spike":1}
                        {"step":2,"v":127,"spike":0}
                        """);
    }

    @Test
    void writesVcd() {
        assertThat(text(Format.VCD, Traces.head("v:s8", "spike:u1")))
                .isEqualTo(
                        """
                        $comment spec halving-u8, hash 00112233aabbccdd, seed 42 $end
                        $timescale 1 ns $end
                        $scope module halving-u8 $end
                        $var wire 1 ! clk $end
                        $var wire 8 " v [7:0] $end
                        $var wire 1 # spike $end
                        $upscope $end
                        $enddefinitions $end
                        #0
                        $dumpvars
                        1!
                        b11111101 "
                        x#
                        $end
                        #5
                        0!
                        #10
                        1!
                        #11
                        1#
                        #15
                        0!
                        #20
                        1!
                        #21
                        b1111111 "
                        0#
                        #25
                        0!
                        #30
                        1!
                        """);
    }

    @Test
    void keepsTheClockApartFromAColumnOfThatName() {
        var head = Traces.head("clk:u1", "v:u8");
        byte[] bytes = Traces.write(Format.VCD, head, List.<Long[]>of(new Long[] {0L, 1L}));

        assertThat(Traces.rows(Traces.read("t", bytes, Clock.ANY), "lane0.clk:u1", "v:u8"))
                .containsExactly("0 1");
    }

    @Test
    void writesNothingOfTheProvenanceThatCouldBeMoreThanText() {
        var head = new TraceHead("a\n$end b", "", "é,1", 1, List.of());

        assertThat(new String(Traces.write(Format.VCD, head, List.of()), StandardCharsets.UTF_8))
                .startsWith("$comment spec a__end_b, seed _,1 $end\n")
                .contains("$scope module a__end_b $end\n");
        assertThat(new String(Traces.write(Format.CSV, head, List.of()), StandardCharsets.UTF_8))
                .isEqualTo("# spec a__end_b, seed _,1\nstep\n");
    }

    @Test
    void givesAFileItsNameOnlyWhenItIsWhole() throws IOException {
        for (String name : List.of("t.csv", "t.jsonl", "t.vcd", "t.npz")) {
            Path file = folder.resolve(name);
            Files.writeString(file, "before");
            TraceWriter writer = TraceWriter.to(file, Traces.head("v:s8", "spike:u1"));
            Traces.write(writer, ROWS);
            assertThat(file).hasContent("before");

            writer.close();
            writer.close();
            writer.abandon();

            assertThat(Files.size(file)).isGreaterThan(6);
        }
        assertThat(files()).containsExactlyInAnyOrder("t.csv", "t.jsonl", "t.vcd", "t.npz");
    }

    @Test
    void leavesNothingOfAnAbandonedTrace() throws IOException {
        for (String name : List.of("t.csv", "t.jsonl", "t.vcd", "t.npz")) {
            TraceWriter writer = TraceWriter.to(folder.resolve(name), Traces.head("v:s8", "b:u1"));
            Traces.write(writer, ROWS);
            writer.abandon();
            writer.close();
        }
        assertThat(files()).isEmpty();
    }

    @Test
    void keepsALinkAndReplacesWhatItLeadsTo() throws IOException {
        Path real = Files.createDirectory(folder.resolve("real")).resolve("r.csv");
        Files.writeString(real, "before");
        Path link = Files.createSymbolicLink(folder.resolve("t.csv"), real);

        TraceWriter.to(link, Traces.head("v:s8")).close();

        assertThat(link).isSymbolicLink();
        assertThat(real).content().endsWith("step,v\n");
    }

    @Test
    void writesToADeviceAtOnce() {
        TraceWriter writer =
                new CsvWriter(Output.to(NewFile.at(Path.of("/dev/null"))), Traces.head("v:s8"));
        writer.close();

        assertThat(Files.isRegularFile(Path.of("/dev/null"))).isFalse();
        assertThat(Path.of("/dev/null")).exists();
    }

    @Test
    void makesTheFolder() {
        Path file = folder.resolve("no/such/t.csv");
        TraceWriter.to(file, Traces.head("v:s8")).close();

        assertThat(file).isRegularFile();
    }

    @Test
    void refusesAPlaceThatCannotBeWritten() throws IOException {
        var head = Traces.head("v:s8");

        Path inAFile = folder.resolve("file/t.csv");
        assertThat(inAFile.getParent().toFile().createNewFile()).isTrue();
        assertThatThrownBy(() -> TraceWriter.to(inAFile, head))
                .isInstanceOf(BadInputException.class)
                .hasMessageStartingWith(inAFile + ": its folder cannot be made (");
        assertThatThrownBy(() -> TraceWriter.to(folder.resolve("t.xls"), head))
                .hasMessageContaining("has no ending of a trace: write .csv, .jsonl, .vcd or .npz");
        Path taken = folder.resolve("taken.csv");
        assertThat(taken.toFile().mkdir()).isTrue();
        assertThatThrownBy(() -> TraceWriter.to(taken, head))
                .hasMessage(taken + ": a folder; name a file in it");
    }

    @Test
    void refusesNumPyArraysOnAStream() {
        assertThatThrownBy(() -> Traces.write(Format.NPZ, Traces.head("v:s8"), ROWS))
                .hasMessage("NumPy arrays go to a file, not to standard output");
    }

    @Test
    void saysThatAStreamCannotBeWritten() {
        var broken =
                new OutputStream() {
                    @Override
                    public void write(int b) throws IOException {
                        throw new IOException("Broken pipe");
                    }
                };
        TraceWriter writer = TraceWriter.to(broken, Format.CSV, Traces.head("v:s8"));

        assertThatThrownBy(writer::close)
                .isInstanceOf(BadInputException.class)
                .hasMessage("standard output: cannot be written: Broken pipe");
    }

    private List<String> files() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }
}
