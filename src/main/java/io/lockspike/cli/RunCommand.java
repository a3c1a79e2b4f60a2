package io.lockspike.cli;

import io.lockspike.equation.BadInputException;
import io.lockspike.equation.CheckException;
import io.lockspike.equation.Signal;
import io.lockspike.report.RunView;
import io.lockspike.spec.Spec;
import io.lockspike.spec.SpecFile;
import io.lockspike.tool.Json;
import io.lockspike.trace.Format;
import io.lockspike.trace.TraceHead;
import io.lockspike.trace.TraceWriter;
import io.lockspike.trace.Written;
import io.lockspike.vector.Run;
import io.lockspike.vector.Stimuli;
import io.lockspike.vector.TraceRecordings;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/// `lif run SPEC`: a stimulus through the model.
final class RunCommand implements Command {
    private static final long MOST_STEPS = 1_000_000_000_000L;

    /// More steps may take the better part of a second.
    private static final long LONG = 20_000;

    @Override
    public CommandSpec options() {
        return Options.command(
                        "run",
                        "Runs a stimulus and shows what the neuron does, or writes the trace to files.",
                        "Stimuli: 5 · values:1,2,3 · ramp:0..200,rows=50 · step:0..100,at=20 · pulse:100,period=10 ·",
                        "poisson:64,rate=0.1 · corners · uniform:-8..8 · boundary · octaves · file:TRACE#COLUMN.",
                        "An input that is not named gets random values that change every 8 rows; rst is asserted for 2 rows.")
                .addPositional(Options.argument(0, "SPEC", "the spec file"))
                .addOption(Options.input())
                .addOption(Options.value("-n|--steps", "N", "rows to run (100)"))
                .addOption(Options.seed())
                .addOption(
                        Options.value(
                                "--lanes",
                                "N",
                                "independent neurons with stimuli of their own (those of the parameter lists, or 1)"))
                .addOption(
                        Options.flag(
                                "--no-rst", "run without rst: states start at their '=' values"))
                .addOption(
                        Options.values(
                                "-o|--output",
                                "FILE",
                                "write the trace: .csv, .vcd, .jsonl, .npz, or - for CSV on standard output"))
                .addOption(Options.flag("--hex", "bits in place of decimal numbers, in CSV"))
                .addOption(Options.value("--rows", "N", "rows of the table that is shown (16)"))
                .addOption(Options.set())
                .addOption(Options.json())
                .addOption(Options.flag("-q|--quiet", "show nothing"));
    }

    @Override
    public int run(ParseResult options, Console console) {
        long steps = Options.number(options, "--steps", 100, 1, MOST_STEPS);
        if (steps > LONG || options.hasMatchedOption("--lanes")) {
            Launcher.expectLongWork();
        }
        Spec spec =
                SpecFile.read(
                        Options.path(options.matchedPositionalValue(0, "")),
                        Options.overrides(options));
        long seed = Options.seed(options);
        int listed = spec.equations().lanes();
        int lanes =
                (int) Options.number(options, "--lanes", listed, 1, listed > 1 ? listed : 1 << 16);
        Stimuli stimuli = Options.stimuli(options, spec);
        List<String> files = options.matchedOptionValue("--output", List.<String>of());
        if (files.contains("-") && options.hasMatchedOption("--json")) {
            throw new BadInputException(
                    "--json and -o - both write to standard output: name a file behind -o");
        }
        console.catchInterrupts();
        try (var recordings = new TraceRecordings()) {
            var run =
                    new Run(
                            spec.equations(),
                            stimuli,
                            seed,
                            lanes,
                            !options.hasMatchedOption("--no-rst"),
                            recordings);
            var view =
                    new RunView(
                            spec,
                            lanes,
                            (int) Options.number(options, "--rows", 16, 0, 1 << 16),
                            console.terminal());
            Done ran =
                    drive(
                            run,
                            view,
                            steps,
                            writers(files, spec, seed, lanes, options, console),
                            console);
            long done = ran.rows();
            boolean stopped = ran.failure().isPresent();
            boolean partial = stopped || (console.isInterrupted() && done < steps);
            if (partial) {
                console.warn(
                        "PARTIAL: %s after %d of %d rows"
                                .formatted(stopped ? "stopped" : "interrupted", done, steps));
            }
            if (done > 0 || !stopped) {
                show(spec, stimuli, seed, lanes, done, partial, view, options, console);
            }
            if (stopped) {
                throw new BadInputException(
                        "%s, where %s; again: %s"
                                .formatted(
                                        ran.failure().get().getMessage(),
                                        run.given(),
                                        again(options, seed)));
            }
            return partial ? Main.UNKNOWN : Main.AGREED;
        }
    }

    /// The command that does the same again, with the seed where one was drawn.
    private static String again(ParseResult options, long seed) {
        String command = CheckCommand.replay("run", options);
        return options.hasMatchedOption("--seed") ? command : command + " --seed " + seed;
    }

    /// How far a run came, and the check of the spec that stopped it, if one did.
    private record Done(long rows, Optional<CheckException> failure) {}

    /// Runs the rows into view and files. The rows before a check that stops are kept; if anything
    /// else goes wrong, no file is.
    private static Done drive(
            Run run, RunView view, long steps, List<TraceWriter> writers, Console console) {
        boolean whole = false;
        try (var progress = console.progress("rows")) {
            long done = 0;
            Optional<CheckException> failure = Optional.empty();
            while (done < steps && !console.isInterrupted()) {
                try {
                    if (!run.next()) {
                        break;
                    }
                } catch (CheckException e) {
                    failure = Optional.of(e);
                    break;
                }
                for (int lane = 0; lane < run.lanes(); lane++) {
                    run.select(lane);
                    view.row(done, lane, run.raw(), run.defined());
                    for (TraceWriter writer : writers) {
                        writer.row(run.raw(), run.defined());
                    }
                }
                if ((++done & 255) == 0) {
                    progress.at(done, steps);
                }
            }
            if (done > 0 || failure.isEmpty()) {
                for (TraceWriter writer : writers) {
                    writer.close();
                }
                whole = true;
            }
            return new Done(done, failure);
        } finally {
            if (!whole) {
                writers.forEach(TraceWriter::abandon);
            }
        }
    }

    private static List<TraceWriter> writers(
            List<String> files,
            Spec spec,
            long seed,
            int lanes,
            ParseResult options,
            Console console) {
        List<Written> columns = new ArrayList<>();
        boolean hex = options.hasMatchedOption("--hex");
        for (Signal signal : spec.equations().signals()) {
            columns.add(new Written(signal.name(), signal.type(), hex));
        }
        var head = new TraceHead(spec.name(), spec.hash(), Long.toString(seed), lanes, columns);
        List<TraceWriter> writers = new ArrayList<>();
        try {
            for (String file : files) {
                writers.add(
                        file.equals("-")
                                ? TraceWriter.to(console.out(), Format.CSV, head)
                                : TraceWriter.to(Options.path(file), head));
            }
            return writers;
        } catch (BadInputException e) {
            writers.forEach(TraceWriter::abandon);
            throw e;
        }
    }

    private static void show(
            Spec spec,
            Stimuli stimuli,
            long seed,
            int lanes,
            long steps,
            boolean partial,
            RunView view,
            ParseResult options,
            Console console) {
        List<String> files = options.matchedOptionValue("--output", List.<String>of());
        if (options.hasMatchedOption("--json")) {
            Json json = new Json(console.out(), true).object();
            json.name("schema").value("lockspike-run-1").name("spec").value(spec.name());
            json.name("hash").value(spec.hash()).name("seed").value(seed);
            json.name("lanes").value(lanes).name("steps").value(steps);
            json.name("partial").value(partial).name("stimuli").array();
            stimuli.assignments().forEach(json::value);
            json.end().name("spikes").object();
            view.spikes().forEach((name, count) -> json.name(name).value(count));
            json.end().name("files").array();
            files.forEach(json::value);
            json.end().end();
        } else if (!options.hasMatchedOption("--quiet") && !files.contains("-")) {
            console.print(view.lines());
            console.print("seed " + seed + ": " + String.join(" ", stimuli.assignments()));
            files.forEach(file -> console.print("wrote " + file));
        }
    }
}
