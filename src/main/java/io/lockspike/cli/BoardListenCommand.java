package io.lockspike.cli;

import io.lockspike.board.BoardCheck;
import io.lockspike.board.BoardListen;
import io.lockspike.check.OnDivergence;
import io.lockspike.equation.BadInputException;
import io.lockspike.spec.SpecFile;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/// `lif board listen SPEC --port PORT --format csv`: a board that runs by itself and prints.
final class BoardListenCommand implements Command {
    private static final long MOST_RECORDS = 1L << 40;

    @Override
    public CommandSpec options() {
        CommandSpec spec =
                Options.command(
                                "board listen",
                                "Reads what a board prints, and checks it as a recording. Nothing is sent to the board.",
                                "Columns bind to the spec as those of a CSV recording do. Exit codes as of 'lif board check'.")
                        .addPositional(Options.argument(0, "SPEC", "the spec file"));
        return BoardOptions.port(spec)
                .addOption(
                        Options.value(
                                "--format",
                                "FORMAT",
                                "csv (the default), or 'binary:u16=0xA55A,i16 v,u8 spike'"))
                .addOption(
                        Options.value("--columns", "NAMES", "of CSV, where the board prints none"))
                .addOption(Options.value("-n|--records", "N", "how many are read (1000)"))
                .addOption(Options.value("--silence", "S", "seconds that nothing may come (5)"))
                .addOption(Options.bind())
                .addOption(Options.set())
                .addOption(
                        Options.value(
                                "--on-divergence",
                                "HOW",
                                "stop, continue=N (10) or adopt: take the board's state over and go on"))
                .addOption(Options.json())
                .addOption(Options.value("--junit", "FILE", "write the verdict as JUnit XML too"))
                .addOption(Options.flag("-q|--quiet", "print nothing where all agrees"));
    }

    @Override
    public int run(ParseResult options, Console console) {
        if (BoardOptions.portName(options).startsWith("emulated:")) {
            throw new BadInputException(
                    "an emulated board prints nothing by itself, it answers: step it by 'lif board check'");
        }
        console.catchInterrupts();
        long records = Options.number(options, "--records", 1000, 1, MOST_RECORDS);
        String columns = options.matchedOptionValue("--columns", "");
        BoardCheck.Result result;
        try (var progress = console.progress("records")) {
            result =
                    BoardListen.run(
                            new BoardListen.Request(
                                    BoardOptions.spec(options),
                                    Optional.ofNullable(
                                                    options.matchedOptionValue(
                                                            "--bind", (String) null))
                                            .map(file -> SpecFile.readBinding(Options.path(file))),
                                    BoardOptions.portName(options),
                                    BoardOptions.baud(options),
                                    options.matchedOptionValue("--format", "csv"),
                                    columns.isEmpty() ? List.of() : List.of(columns.split(",", -1)),
                                    records,
                                    Duration.ofSeconds(
                                            Options.number(options, "--silence", 5, 1, 86_400)),
                                    Optional.ofNullable(
                                                    options.matchedOptionValue(
                                                            "--on-divergence", (String) null))
                                            .map(OnDivergence::parse)
                                            .orElse(OnDivergence.DEFAULT),
                                    CheckCommand.replay("board listen", options),
                                    rows -> progress.at(rows, records),
                                    console::isInterrupted));
        }
        CheckCommand.print("board listen", result.verdict(), result.exitCode(), options, console);
        return result.exitCode();
    }
}
