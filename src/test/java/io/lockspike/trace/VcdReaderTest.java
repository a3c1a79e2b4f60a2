package io.lockspike.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lockspike.equation.BadInputException;
import java.util.List;
import org.junit.jupiter.api.Test;

class VcdReaderTest {
    private static final String HEADER =
            """
            $date today $end
            $timescale 10 ns $end
            $scope module tb $end
            $var wire 1 ! clk $end
            $var reg 8 " v [7:0] $end
            $scope module dut $end
            $var wire 1 ! clk $end
            $var wire 8 # v[7:0] $end
            $var reg 4 $ up [0:3] $end
            $var reg 8 % off [15:8] $end
            $upscope $end
            $upscope $end
            $enddefinitions $end
            """;

    private static TraceReader vcd(String changes) {
        return Traces.read("t.vcd", HEADER + changes);
    }

    @Test
    void takesTheValuesStrictlyBeforeTheEdge() {
        var reader = vcd("#0 $dumpvars 0! b1 \" $end #5 b10 \" 1! #6 b11 \" 0! #9 1! ");

        assertThat(Traces.rows(reader, "tb.v:u8")).containsExactly("1", "3");
    }

    @Test
    void takesAChangeBeforeTheClockInTheFileAtTheSameTimeAsNotYetDone() {
        assertThat(Traces.rows(vcd("#0 0! b1 \" #5 b10 \" 1! "), "tb.v:u8")).containsExactly("1");
    }

    @Test
    void givesNoRowForAnEdgeAtTheFirstTime() {
        assertThat(Traces.rows(vcd("$dumpvars 0! b1 \" $end #0 1! #1 0! "), "tb.v:u8")).isEmpty();
        assertThat(Traces.rows(vcd("#7 1! b1 \" #8 0! #9 1! "), "tb.v:u8")).containsExactly("1");
    }

    @Test
    void takesAChangeFromXToOneForAnEdgeAndToXForNone() {
        String changes = "#0 x! b1 \" #1 1! #2 x! b10 \" #3 z! #4 1! #5 1! ";

        assertThat(Traces.rows(vcd(changes), "tb.v:u8")).containsExactly("1", "2");
    }

    @Test
    void takesTwoEdgesAtOneTimeForOne() {
        assertThat(Traces.rows(vcd("#0 0! b1 \" #1 1! 0! 1! #1 0! 1! #2 0! "), "tb.v:u8"))
                .containsExactly("1");
    }

    @Test
    void samplesAtFallingEdgesWhereTheClockSaysSo() {
        var reader =
                Traces.read(
                        "t.vcd",
                        HEADER + "#0 1! b1 \" #1 0! #2 b10 \" 1! #3 0! ",
                        new Clock("clk", true));

        assertThat(Traces.rows(reader, "tb.v:u8")).containsExactly("1", "2");
    }

    @Test
    void extendsShortValuesByZeroOrXOrZ() {
        String changes = "#0 0! b1 \" b10 # #1 1! #2 0! bx1 \" #3 1! #4 0! bz \" b01x # #5 1! ";
        var reader = vcd(changes);
        reader.select(List.of(Traces.pick("tb.v:u8"), Traces.pick("dut.v:u8")));

        assertThat(reader.next()).isTrue();
        assertThat(reader.raw(0)).isEqualTo(1);
        assertThat(reader.text(0)).isEqualTo("b00000001");
        assertThat(reader.next()).isTrue();
        assertThat(reader.defined(0)).isFalse();
        assertThat(reader.text(0)).isEqualTo("bxxxxxxx1");
        assertThat(reader.next()).isTrue();
        assertThat(reader.text(0)).isEqualTo("bzzzzzzzz");
        assertThat(reader.text(1)).isEqualTo("b0000001x");
        assertThat(reader.next()).isFalse();
    }

    @Test
    void takesSlicesInTheDeclaredNumbering() {
        var reader = vcd("#0 0! b11000101 \" b0011 $ b10000001 % #1 1! ");

        assertThat(
                        Traces.rows(
                                reader,
                                "tb.v[7:4]:u4",
                                "tb.v[2:0]:s3",
                                "up[0:1]:u2",
                                "up[2:3]:u2",
                                "off[15:9]:u7",
                                "off[8:8]:u1"))
                .containsExactly("12 -3 0 3 64 1");
    }

    @Test
    void leavesASliceDefinedWhoseOtherBitsAreNot() {
        assertThat(Traces.rows(vcd("#0 0! bxxxx0101 \" #1 1! "), "tb.v[3:0]:u4", "tb.v:u8"))
                .containsExactly("5 x");
    }

    @Test
    void readsSignalsWiderThan64BitsInSlices() {
        String header =
                "$var wire 1 ! clk $end $var wire 130 wide bus [129:0] $end $enddefinitions $end\n";
        String bits = "1" + "0".repeat(64) + "1" + "0".repeat(60) + "1011";
        var reader = Traces.read("t.vcd", header + "#0 0! b" + bits + " wide #1 1! ");

        assertThat(Traces.rows(reader, "bus[3:0]:u4", "bus[129:66]:u64", "bus[65:62]:u4"))
                .containsExactly("11 9223372036854775808 4");
    }

    @Test
    void mergesBitsThatAreDeclaredOneByOne() {
        String header =
                "$scope module tb $end $var wire 1 ! clk $end $var wire 1 a s [2] $end "
                        + "$var wire 1 b s [1] $end $var wire 1 c s [0] $end $upscope $end "
                        + "$enddefinitions $end\n";
        var reader = Traces.read("t.vcd", header + "#0 0! 1a 0b 1c #1 1! #2 0! 0a xc #3 1! ");

        assertThat(reader.columns()).contains(new Column("tb.s", 3));
        assertThat(Traces.rows(reader, "s:s3", "s[2:1]:u2")).containsExactly("-3 2", "x 0");
    }

    @Test
    void findsSignalsByTheEndOfTheirPath() {
        var reader = vcd("");

        assertThat(reader.find("tb.dut.v")).contains(new Column("tb.dut.v", 8));
        assertThat(reader.find("dut.v")).contains(new Column("tb.dut.v", 8));
        assertThat(reader.find("v")).contains(new Column("tb.v", 8));
        assertThat(reader.find("clk")).contains(new Column("tb.clk", 1));
        assertThat(reader.find("ut.v")).isEmpty();
    }

    @Test
    void listsTheCandidatesOfAnAmbiguousName() {
        String header =
                """
                $var wire 1 ! clk $end
                $scope module a $end $var wire 1 1 v $end $upscope $end
                $scope module b $end $var wire 1 2 v $end $upscope $end
                $enddefinitions $end
                """;

        assertThatThrownBy(() -> Traces.read("t.vcd", header).find("v"))
                .isInstanceOf(BadInputException.class)
                .hasMessage("t.vcd: 'v' is the end of several paths; write one of a.v, b.v");
    }

    @Test
    void choosesTheHighestClock() {
        String header =
                """
                $scope module tb $end
                $var wire 8 b clk [7:0] $end
                $var wire 1 ! CLOCK $end
                $scope module dut $end $var wire 1 x clk $end $var wire 1 v v $end $upscope $end
                $upscope $end
                $enddefinitions $end
                #0 0! 0x 1v
                #1 1x
                #2 0v
                #3 1!
                """;

        assertThat(Traces.rows(Traces.read("t.vcd", header), "v:u1")).containsExactly("0");
    }

    @Test
    void passesOverRealsAndTextsAndComments() {
        String text =
                """
                $comment made by hand $end
                $var wire 1 ! clk $end
                $var real 64 r temp $end
                $var string 0 s name $end
                $var wire 1 v v $end
                $enddefinitions $end
                #0 $dumpvars 0! r1.5 r sidle s 1v $end
                #1 $comment half way $end 1!
                r2e-3 r
                """;

        assertThat(Traces.rows(Traces.read("t.vcd", text), "v:u1")).containsExactly("1");
    }

    @Test
    void warnsOfGapsAndMakesNoEdgeOfThem() {
        String changes =
                "#0 0! b1 \" #1 $dumpoff x! bx \" $end #8 $dumpon 1! b11 \" $end #9 0! #10 $dumpall"
                        + " 0! b11 \" $end 1! ";
        var reader = vcd(changes);

        assertThat(Traces.rows(reader, "tb.v:u8")).containsExactly("3");
        assertThat(reader.warnings())
                .containsExactly(
                        "the recording was switched off ($dumpoff) once, first at time 10 ns: the"
                                + " rows until $dumpon are missing");
    }

    @Test
    void warnsOfInputsThatChangeAtTheTimeOfAnEdge() {
        var reader = vcd("#0 0! b1 \" b1 # #1 1! b10 \" b10 # #2 0! b11 \" #3 1! b11 \" ");
        reader.select(List.of(Traces.pick("tb.v:u8").asInput(), Traces.pick("dut.v:u8")));
        while (reader.next()) {
            assertThat(reader.defined(0)).isTrue();
        }

        assertThat(reader.warnings())
                .containsExactly(
                        "the input 'tb.v' changes at the very time of the clock's edge (1 of 2"
                                + " edges, first at time 10 ns): the value before it is taken");
    }

    @Test
    void takesWideSignalsForNarrowTypesIfTheValueFits() {
        String header =
                "$var wire 1 ! clk $end $var integer 32 i n [31:0] $end $enddefinitions $end\n";
        String minusThree = "b" + "1".repeat(30) + "01 i ";

        assertThat(
                        Traces.rows(
                                Traces.read("t.vcd", header + "#0 0! " + minusThree + "#1 1! "),
                                "n:s4"))
                .containsExactly("-3");
        assertThatThrownBy(() ->
                        Traces.rows(Traces.read("t.vcd", header + "#0 0! b1000 i #1 1! "), "n:s4"))
                .isInstanceOf(BadInputException.class)
                .hasMessage(
                        "t.vcd:2: time 1: 'n' is 8, outside s4, -8 … 7; bind the bits that are"
                                + " meant, or a wider type");
    }

    @Test
    void saysTheTimeOfARow() {
        var reader = vcd("#0\n0!\n#3\n1!\n");
        reader.select(List.of());
        reader.next();

        assertThat(reader.place(reader.position())).isEqualTo("time 30 ns");
        assertThat(reader.where()).hasToString("t.vcd:17");
    }

    @Test
    void endsWhereAKilledSimulatorEnded() {
        assertThat(Traces.rows(vcd("#0 0! b1 \" #5 1! #1"), "tb.v:u8")).containsExactly("1");
        assertThat(Traces.rows(vcd("#0 0! b1 \" #5 1! "), "tb.v:u8")).containsExactly("1");
    }

    @Test
    void takesLongIdentifiersAndWordsSplitAnywhere() {
        String id = "q".repeat(200);
        String header =
                "$var wire 1 c clk $end $var wire 8 " + id + " v $end $enddefinitions $end\n";
        var changes = new StringBuilder("#0 0c ");
        for (int i = 1; i < 2000; i++) {
            changes.append("#").append(i).append(i % 2 == 0 ? " 0c b" : " 1c b");
            changes.append(Integer.toBinaryString(i % 256)).append("\n  ").append(id).append(" ");
        }
        List<String> rows = Traces.rows(Traces.read("t.vcd", header + changes), "v:u8");

        assertThat(rows).hasSize(1000).startsWith("x", "2", "4").endsWith("204", "206");
    }
}
