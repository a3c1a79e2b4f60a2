package io.lockspike.cli;

import io.lockspike.board.BoardCheck;
import io.lockspike.check.OnDivergence;
import io.lockspike.check.OwnTrace;
import io.lockspike.check.Verdict;
import io.lockspike.trace.Clock;
import io.lockspike.trace.TraceFile;
import io.lockspike.trace.TraceReader;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/// `lif board replay SPEC FILE`: a session that `record` kept, judged without the board.
final class BoardReplayCommand implements Command {

    @Override
    public CommandSpec options() {
        return Options.command(
                        "board replay",
                        "Judges what 'lif board record' kept as the board itself was judged.",
                        "Exit code 0: every compared cell agrees. 1: some do not. 2: bad input, or nothing to compare.")
                .addPositional(Options.argument(0, "SPEC", "the spec file"))
                .addPositional(Options.argument(1, "FILE", "what was kept"))
                .addOption(Options.set())
                .addOption(
                        Options.value("--on-divergence", "HOW", "stop, continue=N (10) or adopt"))
                .addOption(Options.json())
                .addOption(Options.value("--junit", "FILE", "write the verdict as JUnit XML too"))
                .addOption(Options.flag("-q|--quiet", "print nothing where all agrees"));
    }

    @Override
    public int run(ParseResult options, Console console) {
        String file = options.matchedPositionalValue(1, "");
        OnDivergence onDivergence =
                Optional.ofNullable(options.matchedOptionValue("--on-divergence", (String) null))
                        .map(OnDivergence::parse)
                        .orElse(OnDivergence.DEFAULT);
        Verdict verdict;
        try (TraceReader reader = TraceFile.open(Options.path(file)).read(Clock.ANY)) {
            verdict =
                    BoardCheck.replay(
                            BoardOptions.spec(options),
                            reader,
                            file,
                            onDivergence,
                            CheckCommand.replay("board replay", options));
            verdict = OwnTrace.judged(verdict, reader);
        }
        CheckCommand.print("board replay", verdict, options, console);
        return verdict.outcome().exitCode();
    }
}
