package io.lockspike.cli;

import io.lockspike.check.Check;
import io.lockspike.check.CommitLog;
import io.lockspike.check.OnDivergence;
import io.lockspike.check.OwnTrace;
import io.lockspike.check.Verdict;
import io.lockspike.report.VerdictJUnit;
import io.lockspike.report.VerdictJson;
import io.lockspike.report.VerdictText;
import io.lockspike.spec.Binding;
import io.lockspike.spec.Spec;
import io.lockspike.spec.SpecFile;
import io.lockspike.trace.Clock;
import io.lockspike.trace.Format;
import io.lockspike.trace.TraceFile;
import io.lockspike.trace.TraceReader;
import java.io.File;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/// `lif check SPEC TRACE`: a recording against the model.
final class CheckCommand implements Command {

    /// A recording of more bytes takes the better part of a second.
    private static final long LONG = 4 << 20;

    @Override
    public CommandSpec options() {
        return Options.command(
                        "check",
                        "Holds a recording (CSV, VCD or JSON lines; - is standard input) against the model, row by row.",
                        "Exit code 0: every compared cell agrees. 1: some do not. 2: bad input, or nothing to compare.")
                .addPositional(Options.argument(0, "SPEC", "the spec file"))
                .addPositional(Options.argument(1, "TRACE", "the recording"))
                .addOption(Options.bind())
                .addOption(Options.set())
                .addOption(level())
                .addOption(
                        Options.value(
                                "--on-divergence",
                                "HOW",
                                "stop, continue=N (10) or adopt: take the recorded state over and go on"))
                .addOption(Options.json())
                .addOption(Options.value("--junit", "FILE", "write the verdict as JUnit XML too"))
                .addOption(Options.flag("-q|--quiet", "print nothing where all agrees"));
    }

    @Override
    public int run(ParseResult options, Console console) {
        Outputs.ready(options, "--junit");
        String specName = options.matchedPositionalValue(0, "");
        String traceName = options.matchedPositionalValue(1, "");
        if (isLong(traceName)) {
            Launcher.expectLongWork();
        }
        Spec spec = SpecFile.read(Options.path(specName), Options.overrides(options));
        Optional<Binding> given =
                Optional.ofNullable(options.matchedOptionValue("--bind", (String) null))
                        .map(file -> SpecFile.readBinding(Options.path(file)));
        OnDivergence onDivergence =
                Optional.ofNullable(options.matchedOptionValue("--on-divergence", (String) null))
                        .map(OnDivergence::parse)
                        .orElse(OnDivergence.DEFAULT);
        TraceFile file =
                traceName.equals("-")
                        ? TraceFile.of("-", System.in)
                        : TraceFile.open(Options.path(traceName));
        Binding binding =
                given.orElseGet(() -> spec.binding(file.format() == Format.VCD ? "vcd" : "csv"));
        Clock clock =
                new Clock(
                        binding.clock().map(Binding.Named::text).orElse(""),
                        binding.fallingClock());
        console.catchInterrupts();
        Verdict verdict;
        try (TraceReader reader = file.read(clock);
                var progress = console.progress("rows")) {
            var request =
                    new Check.Request(
                            spec,
                            given.isEmpty() ? OwnTrace.binding(spec, binding, reader) : binding,
                            traceName,
                            false,
                            level(options),
                            replay("check", options),
                            onDivergence,
                            rows -> progress.at(rows, 0),
                            console::isInterrupted);
            boolean commits = given.isEmpty() && CommitLog.isOne(request, reader);
            verdict = Check.run(commits ? CommitLog.request(request, reader) : request, reader);
            verdict = OwnTrace.judged(verdict, reader);
        }
        print("check", verdict, options, console);
        return verdict.outcome().exitCode();
    }

    /// How long a stream will be nobody knows.
    private static boolean isLong(String traceName) {
        var file = new File(traceName);
        return file.exists() ? !file.isFile() || file.length() > LONG : traceName.equals("-");
    }

    static OptionSpec level() {
        return Options.value(
                "--level",
                "LEVEL",
                "cycle (every row), order (the same events in the same order), step (in the same steps)");
    }

    static Verdict.Level level(ParseResult options) {
        return Verdict.Level.parse(options.matchedOptionValue("--level", "cycle"));
    }

    /// The command that repeats this one.
    static String replay(String command, ParseResult options) {
        List<String> words = new ArrayList<>(List.of(command.split(" ", -1)));
        words.addAll(options.originalArgs());
        return Options.typed(words);
    }

    /// Shows a verdict in the forms that were asked for.
    static void print(String command, Verdict verdict, ParseResult options, Console console) {
        print(command, verdict, verdict.outcome().exitCode(), options, console);
    }

    /// The same with the exit code of a command that knows more.
    static void print(
            String command, Verdict verdict, int exitCode, ParseResult options, Console console) {
        if (options.hasMatchedOption("--json")) {
            VerdictJson.print(verdict, exitCode, console.out());
        } else if (!options.hasMatchedOption("--quiet")
                || verdict.outcome() != Verdict.Outcome.AGREED) {
            console.print(VerdictText.lines(verdict));
        }
        String junit = options.matchedOptionValue("--junit", "");
        if (!junit.isEmpty()) {
            VerdictJUnit.write(Options.path(junit), command, verdict);
        }
    }
}
