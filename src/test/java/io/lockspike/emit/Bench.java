package io.lockspike.emit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;

/// What runs emitted code.
enum Bench {
    ICARUS(200),
    VERILATOR(100),
    YOSYS(200),
    C(100);

    /// How many designs go into one build.
    private final int batch;

    Bench(int batch) {
        this.batch = batch;
    }

    /// @param fault what to do to each text that was emitted
    static Tally run(List<Case> cases, Path folder, Bench bench, UnaryOperator<String> fault) {
        var tally = new Tally();
        for (int from = 0; from < cases.size(); from += bench.batch) {
            int to = Math.min(from + bench.batch, cases.size());
            bench.build(cases.subList(from, to), own(folder), fault, tally);
        }
        return tally;
    }

    private void build(List<Case> cases, Path folder, UnaryOperator<String> fault, Tally tally) {
        switch (this) {
            case ICARUS -> new VerilogBench(cases, folder, fault, true).icarus(tally);
            case VERILATOR -> new VerilogBench(cases, folder, fault, true).verilator(tally);
            // A netlist has registers of its own where a memory was.
            case YOSYS -> new VerilogBench(cases, folder, fault, false).yosys(tally);
            case C -> new CBench(cases, folder, fault).run(tally);
        }
    }

    private static Path own(Path folder) {
        try {
            return Files.createTempDirectory(folder, "bench");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
