package io.lockspike.cli;

import io.lockspike.board.BoardInfo;
import io.lockspike.report.BoardReport;
import io.lockspike.spec.Spec;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/// `lif board info --port PORT [SPEC]`: who the board is.
final class BoardInfoCommand implements Command {

    @Override
    public CommandSpec options() {
        CommandSpec spec =
                Options.command(
                                "board info",
                                "Asks a board of the full profile who it is. Its core begins anew.",
                                "With a SPEC it also says whether the board holds that. Exit code 3: there is no answer.")
                        .addPositional(Options.optional(0, "SPEC", "the spec file"));
        return BoardOptions.port(spec).addOption(Options.set()).addOption(Options.json());
    }

    @Override
    public int run(ParseResult options, Console console) {
        console.catchInterrupts();
        Optional<Spec> spec =
                options.matchedPositionalValue(0, "").isEmpty()
                        ? Optional.empty()
                        : Optional.of(BoardOptions.spec(options));
        BoardInfo info =
                BoardInfo.ask(
                        BoardOptions.portName(options),
                        BoardOptions.baud(options),
                        spec,
                        console::isInterrupted);
        if (options.hasMatchedOption("--json")) {
            BoardReport.json(info, console.out());
        } else {
            console.print(BoardReport.lines(info));
        }
        return Main.AGREED;
    }
}
