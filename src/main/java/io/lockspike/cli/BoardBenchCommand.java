package io.lockspike.cli;

import io.lockspike.board.LinkBench;
import io.lockspike.report.BoardReport;
import java.time.Duration;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/// `lif board bench SPEC --port PORT`: link and step rates.
final class BoardBenchCommand implements Command {

    @Override
    public CommandSpec options() {
        CommandSpec spec =
                Options.command(
                                "board bench",
                                "Measures how fast a board steps over its line, against what the baud rate allows.",
                                "A pseudo-terminal is not paced: an emulated board may be faster than its baud rate.")
                        .addPositional(Options.argument(0, "SPEC", "the spec file"));
        return BoardOptions.port(spec)
                .addOption(Options.set())
                .addOption(
                        Options.value(
                                "--seconds", "N", "how long each of the eight rows takes (1)"))
                .addOption(Options.json());
    }

    @Override
    public int run(ParseResult options, Console console) {
        console.catchInterrupts();
        long seconds = Options.number(options, "--seconds", 1, 1, 3600);
        LinkBench bench =
                LinkBench.run(
                        BoardOptions.spec(options),
                        BoardOptions.portName(options),
                        BoardOptions.baud(options),
                        Duration.ofSeconds(seconds),
                        console::isInterrupted);
        if (options.hasMatchedOption("--json")) {
            BoardReport.json(bench, console.out());
        } else {
            console.print(BoardReport.lines(bench));
        }
        return Main.AGREED;
    }
}
