package io.lockspike.cli;

import io.lockspike.equation.Signal;
import io.lockspike.proof.Diff;
import io.lockspike.proof.Solver;
import io.lockspike.proof.Verdict;
import io.lockspike.proof.Witness;
import io.lockspike.report.DiffJson;
import io.lockspike.report.DiffText;
import io.lockspike.spec.Spec;
import io.lockspike.spec.SpecFile;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/// `lif diff SPEC SPEC`: are two designs the same for all inputs?
final class DiffCommand implements Command {
    @Override
    public CommandSpec options() {
        return Options.command(
                        "diff",
                        "Proves two specs equal for every stimulus, or shows the shortest one that tells them apart.",
                        "Exit code 0: proven equal. 1: different. 2: bad input, or not comparable. 3: no solver. 4: unknown.")
                .addPositional(Options.argument(0, "SPEC", "the first spec file, the left one"))
                .addPositional(Options.argument(1, "SPEC", "the second one, the right one"))
                .addOption(Options.value("--timeout", "SECONDS", "after which it is unknown (60)"))
                .addOption(
                        Options.value(
                                "--solver", "NAME", "bitwuzla (inside) or z3, a program of yours"))
                .addOption(
                        Options.value(
                                "-o|--output", "FILE", "write the stimulus found, for 'lif run'"))
                .addOption(
                        Options.values(
                                "--set",
                                "NAME=VALUE",
                                "another value for a parameter of both; NAME=[A,B,…] for the lanes"))
                .addOption(Options.json());
    }

    @Override
    public int run(ParseResult options, Console console) {
        Outputs.ready(options, "-o");
        StimulusFile.refuse(options);
        Spec left = read(options, 0);
        Spec right = read(options, 1);
        long seconds = Options.number(options, "--timeout", 60, 1, 1_000_000);
        Solver.Choice choice =
                Optional.ofNullable(options.matchedOptionValue("--solver", (String) null))
                        .map(Solver.Choice::parse)
                        .orElse(Solver.Choice.ANY);
        Verdict verdict = compare(left, right, choice, Duration.ofSeconds(seconds), console);
        return tell(verdict, left, right, options, console);
    }

    private static Verdict compare(
            Spec left, Spec right, Solver.Choice choice, Duration time, Console console) {
        try (var progress = console.progress("rows")) {
            return Diff.of(left, right, choice, time, rows -> progress.at(rows, 0));
        }
    }

    private static Spec read(ParseResult options, int place) {
        return SpecFile.read(
                Options.path(options.matchedPositionalValue(place, "")),
                Options.overrides(options));
    }

    private static int tell(
            Verdict verdict, Spec left, Spec right, ParseResult options, Console console) {
        int code =
                switch (verdict) {
                    case Verdict.Equal _ -> Main.AGREED;
                    case Verdict.Different _ -> Main.DISAGREED;
                    case Verdict.Unknown _ -> Main.UNKNOWN;
                };
        boolean json = options.hasMatchedOption("--json");
        if (json) {
            DiffJson.print(verdict, left, right, code, console.out());
        } else {
            console.print(DiffText.lines(verdict, left, right, console.terminal()));
        }
        String file = options.matchedOptionValue("-o", "");
        if (verdict instanceof Verdict.Different(Witness witness) && !file.isEmpty()) {
            write(witness, left, Options.path(file));
            if (!json) {
                console.print("wrote " + file);
            }
        }
        return code;
    }

    private static void write(Witness witness, Spec spec, Path path) {
        List<Signal> inputs = spec.equations().inputs();
        List<long[]> rows = new ArrayList<>();
        for (Witness.Row row : witness.rows()) {
            long[] raw = new long[inputs.size()];
            for (int i = 0; i < raw.length; i++) {
                Signal input = inputs.get(i);
                raw[i] = input.type().wrap(row.inputs().get(input.name()));
            }
            rows.add(raw);
        }
        StimulusFile.write(path, spec, rows);
    }
}
