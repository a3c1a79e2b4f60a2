package io.lockspike.cli;

import java.util.List;
import java.util.Optional;

/// All commands.
final class Commands {

    /// What a command is called and what it does, for the list of commands.
    record Entry(String name, String summary) {}

    static final List<Entry> ALL =
            List.of(
                    new Entry("init", "write a spec to start from; --list shows the library"),
                    new Entry(
                            "explain",
                            "show the equations, types, intervals, latency and what the leak really does"),
                    new Entry("run", "run a stimulus; trace to CSV, VCD, JSON lines or NPZ"),
                    new Entry("check", "hold a recording against the model"),
                    new Entry("vectors", "write test vectors and the benches that use them"),
                    new Entry("cosim", "run your RTL or C beside the model, row by row"),
                    new Entry("board", "step a board over its serial line beside the model"),
                    new Entry(
                            "prove",
                            "prove your RTL right for every stimulus, or show a wrong one"),
                    new Entry(
                            "emit",
                            "write the spec as Verilog, C, SMT-LIB, a board's firmware, or a scoreboard"),
                    new Entry("diff", "prove two specs equal, or tell them apart"),
                    new Entry(
                            "solve", "hold the model against the continuous neuron it stands for"),
                    new Entry("fit", "find fixed-point neurons for a physical one"),
                    new Entry(
                            "import",
                            "turn a neuron of a NIR graph into a spec, and say what is lost"),
                    new Entry("doctor", "say what works here, and what mends the rest"));

    private Commands() {}

    static Optional<Command> find(String name) {
        return switch (name) {
            case "init" -> Optional.of(new InitCommand());
            case "explain" -> Optional.of(new ExplainCommand());
            case "run" -> Optional.of(new RunCommand());
            case "check" -> Optional.of(new CheckCommand());
            case "vectors" -> Optional.of(new VectorsCommand());
            case "cosim" -> Optional.of(new CosimCommand());
            case "prove" -> Optional.of(new ProveCommand());
            case "emit" -> Optional.of(new EmitCommand());
            case "diff" -> Optional.of(new DiffCommand());
            case "solve" -> Optional.of(new SolveCommand());
            case "fit" -> Optional.of(new FitCommand());
            case "import" -> Optional.of(new ImportCommand());
            case "doctor" -> Optional.of(new DoctorCommand());
            default -> Optional.empty();
        };
    }

    static List<String> names() {
        return ALL.stream().map(Entry::name).toList();
    }
}
