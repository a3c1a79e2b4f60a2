package io.lockspike.emit;

import static org.assertj.core.api.Assertions.assertThat;

import io.lockspike.spec.Library;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The Verilog of a spec does what the interpreter does, in every output, state, wire and cell of
/// every row, and no tool has anything to say about it.
final class VerilogTest {
    @TempDir Path folder;

    @Test
    void doesInIcarusWhatTheModelDoes() {
        compare("Icarus, library", Cases.library(1000), Bench.ICARUS);
        compare("Icarus, corners", Cases.corners(300), Bench.ICARUS);
        compare("Icarus, family, one choice at a time", Cases.familyAlone(4, 400), Bench.ICARUS);
        compare("Icarus, family, every three", Cases.familyInThrees(4, 40), Bench.ICARUS);
        compare("Icarus, random specs", Cases.random(0, 2000, 40), Bench.ICARUS);
        compare("Icarus, cores, every two choices", Cases.cores(400), Bench.ICARUS);
    }

    @Test
    void doesInEveryStepOfTheFamilyWhatTheModelDoes() {
        compare(
                "Icarus, every step, one choice at a time",
                Cases.familyAloneEverything(4, 13),
                Bench.ICARUS);
        compare(
                "Icarus, every step, every two choices",
                Cases.familyInPairsEverything(3, 11),
                Bench.ICARUS);
    }

    @Test
    void doesInVerilatorWhatTheModelDoes() {
        compare("Verilator, library", Cases.library(1000), Bench.VERILATOR);
        compare("Verilator, corners", Cases.corners(300), Bench.VERILATOR);
        compare("Verilator, random specs", Cases.random(0, 100, 40), Bench.VERILATOR);
    }

    @Test
    void doesInYosysWhatTheModelDoes() {
        compare(
                "yosys, library",
                Cases.library(200).stream().filter(Case::isFirstLane).toList(),
                Bench.YOSYS);
        compare("yosys, corners", Cases.corners(300), Bench.YOSYS);
        compare("yosys, random specs", Cases.random(0, 200, 40), Bench.YOSYS);
    }

    @Test
    @Tag("long")
    void doesInVerilatorWhatTheModelDoesForManySpecs() {
        compare(
                "Verilator, family, one choice at a time",
                Cases.familyAlone(4, 400),
                Bench.VERILATOR);
        compare("Verilator, family, every three", Cases.familyInThrees(4, 40), Bench.VERILATOR);
        compare("Verilator, many random specs", Cases.random(0, 2000, 40), Bench.VERILATOR);
    }

    @Test
    @Tag("long")
    void doesInYosysWhatTheModelDoesForManySpecs() {
        compare("yosys, family, one choice at a time", Cases.familyAlone(4, 400), Bench.YOSYS);
        compare("yosys, family, every three", Cases.familyInThrees(4, 40), Bench.YOSYS);
        compare("yosys, many random specs", Cases.random(0, 2000, 40), Bench.YOSYS);
    }

    @Test
    void leavesVerilatorNothingToWarnOf() {
        new VerilogBench(Cases.library(1), folder, text -> text, true).lint();
        new VerilogBench(Cases.corners(1), folder, text -> text, true).lint();
    }

    @Test
    void isNotWhatTheModelDoesWhereAShiftLosesItsSign() {
        Tally tally =
                Bench.run(
                        Cases.library(300),
                        folder,
                        Bench.ICARUS,
                        text -> text.replace(">>>", ">>"));

        assertThat(tally.differences()).isNotEmpty();
    }

    @Test
    void readsAsADesignerWouldWriteIt() {
        assertThat(Verilog.of(Library.spec("tt-halving")).text())
                .isEqualTo(
                        """
                        // tt-halving [ed6b840f9f5bbdd1]: written from its spec by lif.
                        // A row of time: rising edge, the inputs change, falling edge, sample.
                        `default_nettype none
                        /* verilator lint_off UNUSED */ // all names of the spec, used or not
                        module tt_halving #(
                            parameter [7:0] theta = 8'd200
                        ) (
                            input  wire clk,
                            input  wire rst,
                            input  wire [7:0] current,
                            output wire spike
                        );

                            // States.
                            reg [7:0] v;

                            // Wires: what the sample of a row shows.
                            // next: u8 wrap = (v >> 1) + current
                            wire [7:0] next = (v >> 1) + current;
                            // spike: u1 = next >= theta
                            assign spike = next >= theta;

                            // Rising edge: what rst loads.
                            always @(posedge clk or posedge rst)
                                if (rst) begin
                                    v <= 8'd0;
                                end else begin
                                    v <= spike ? 8'd0 : next;
                                end
                        endmodule
                        `default_nettype wire
                        """);
    }

    private void compare(String title, List<Case> cases, Bench bench) {
        Tally tally = Bench.run(cases, folder, bench, text -> text);
        tally.report(title);
        assertThat(tally.designs()).isEqualTo(cases.size());
    }
}
