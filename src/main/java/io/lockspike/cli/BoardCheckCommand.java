package io.lockspike.cli;

import io.lockspike.board.BoardCheck;
import io.lockspike.equation.BadInputException;
import io.lockspike.trace.Format;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/// `lif board check SPEC --port PORT` and `lif board record SPEC --port PORT -o FILE`.
final class BoardCheckCommand implements Command {
    private static final long MOST_STEPS = 1_000_000_000_000L;

    private final boolean records;

    BoardCheckCommand(boolean records) {
        this.records = records;
    }

    private String name() {
        return records ? "board record" : "board check";
    }

    @Override
    public CommandSpec options() {
        CommandSpec spec =
                Options.command(
                                name(),
                                "Steps a board over its serial line beside the model, and says where the two part.",
                                "The board speaks the link of docs/protocol.md. The rows first meet the traps of the design, then",
                                "they are random. Exit code 0: all agrees. 1: it does not. 2: bad input, or the board holds another",
                                "spec. 3: the port or the board is missing or was lost. 4: not all was compared.")
                        .addPositional(Options.argument(0, "SPEC", "the spec file"));
        if (records) {
            spec.addOption(
                    Options.value(
                            "-o|--output",
                            "FILE",
                            "what was asked and said: .csv, .vcd or .jsonl"));
        }
        return BoardOptions.session(spec)
                .addOption(Options.value("-n|--steps", "N", "steps in all, at least (100000)"))
                .addOption(
                        Options.values(
                                "-i|--input",
                                "NAME=STIMULUS",
                                "what an input does, in place of a free choice"))
                .addOption(
                        Options.flag(
                                "--states", "ask for the states, too, where the board has them"))
                .addOption(
                        Options.value(
                                "--restarts",
                                "N",
                                "take a board that began anew or comes back up again, so often (0)"))
                .addOption(
                        Options.value(
                                "--on-divergence",
                                "HOW",
                                "stop (the default), continue=N, or adopt: take the board's state over and go on"))
                .addOption(Options.json())
                .addOption(Options.value("--junit", "FILE", "write the verdict as JUnit XML too"))
                .addOption(Options.flag("-q|--quiet", "print nothing where all agrees"));
    }

    @Override
    public int run(ParseResult options, Console console) {
        console.catchInterrupts();
        long most = records ? BoardCheck.MOST_STEPS : MOST_STEPS;
        long steps = Options.number(options, "--steps", 100_000, 1, most);
        Optional<Path> file = output(options);
        BoardCheck.Result result;
        try (var progress = console.progress("steps")) {
            result =
                    BoardCheck.run(
                            BoardOptions.request(name(), options, steps, file, console, progress));
        }
        CheckCommand.print(name(), result.verdict(), result.exitCode(), options, console);
        if (file.isPresent()
                && !options.hasMatchedOption("--json")
                && !options.hasMatchedOption("--quiet")) {
            console.print("wrote " + file.get());
        }
        return result.exitCode();
    }

    private Optional<Path> output(ParseResult options) {
        if (!records) {
            return Optional.empty();
        }
        String file = options.matchedOptionValue("--output", "");
        if (file.isEmpty()) {
            throw new BadInputException("-o is missing: the file to write, such as session.csv");
        }
        if (Format.ofName(file) == Format.NPZ) {
            throw new BadInputException(
                    file + ": NumPy arrays cannot be replayed: write .csv, .jsonl or .vcd");
        }
        return Optional.of(Options.path(file));
    }
}
