package io.lockspike.cli;

import io.lockspike.equation.BadInputException;
import io.lockspike.report.SolveJson;
import io.lockspike.report.SolvePage;
import io.lockspike.report.SolveText;
import io.lockspike.report.WholeFile;
import io.lockspike.solver.CrossCheck;
import io.lockspike.solver.PhysicalMap;
import io.lockspike.spec.Quantity;
import io.lockspike.spec.Spec;
import io.lockspike.spec.SpecFile;
import io.lockspike.vector.Stimuli;
import io.lockspike.vector.TraceRecordings;
import java.math.BigDecimal;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/// `lif solve SPEC`: the model against the continuous neuron.
final class SolveCommand implements Command {
    private static final long MOST_STEPS = 1_000_000;

    @Override
    public CommandSpec options() {
        return Options.command(
                        "solve",
                        "Runs the fixed-point neuron and the continuous RC neuron that it stands for on one stimulus, side by side.",
                        "The spec's block 'physical' says which neuron that is; without one, all is in steps and LSB.",
                        "A measurement, no verdict: exit code 0 whatever the error. Stimuli: see 'lif run --help'.")
                .addPositional(Options.argument(0, "SPEC", "the spec file"))
                .addOption(Options.input())
                .addOption(Options.value("-n|--steps", "N", "rows to run (1000)"))
                .addOption(Options.seed())
                .addOption(
                        Options.value(
                                "--window",
                                "TIME",
                                "spikes that are so far apart are never one, as in 40ms, or in steps (2 tau)"))
                .addOption(
                        Options.value(
                                "--html", "FILE", "write a page with plots, complete in itself"))
                .addOption(Options.set())
                .addOption(Options.json());
    }

    @Override
    public int run(ParseResult options, Console console) {
        Spec spec =
                SpecFile.read(
                        Options.path(options.matchedPositionalValue(0, "")),
                        Options.overrides(options));
        long steps = Options.number(options, "--steps", 1000, 1, MOST_STEPS);
        long seed = Options.seed(options);
        Stimuli stimuli = Options.stimuli(options, spec);
        PhysicalMap map = PhysicalMap.of(spec);
        double window = window(options.matchedOptionValue("--window", ""), map);
        try (var recordings = new TraceRecordings()) {
            show(
                    CrossCheck.run(spec, map, stimuli, seed, steps, window, recordings),
                    options,
                    console);
        }
        return Main.AGREED;
    }

    /// Seconds.
    private static double window(String text, PhysicalMap map) {
        if (text.isEmpty()) {
            return 2 * map.neuron().tau();
        }
        double seconds =
                Quantity.parse(text, Quantity.Unit.SECOND)
                        .filter(_ -> map.isPhysical())
                        .map(BigDecimal::doubleValue)
                        .orElseGet(() -> steps(text) * map.dt());
        if (!(seconds > 0)) {
            throw badWindow(text);
        }
        return seconds;
    }

    private static double steps(String text) {
        try {
            return new BigDecimal(text).doubleValue();
        } catch (NumberFormatException e) {
            throw badWindow(text);
        }
    }

    private static BadInputException badWindow(String text) {
        return new BadInputException(
                "--window is a number of steps or, with a block 'physical', a time such as '40 ms', above 0, not '%s'"
                        .formatted(text));
    }

    private static void show(CrossCheck check, ParseResult options, Console console) {
        String html = options.matchedOptionValue("--html", "");
        if (!html.isEmpty()) {
            WholeFile.write(Options.path(html), SolvePage.html(check));
        }
        if (options.hasMatchedOption("--json")) {
            SolveJson.print(check, console.out());
            return;
        }
        console.print(SolveText.lines(check, console.terminal()));
        if (!html.isEmpty()) {
            console.print(List.of("wrote " + html));
        }
    }
}
