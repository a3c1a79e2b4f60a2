package io.lockspike.cli;

import io.lockspike.equation.BadInputException;
import io.lockspike.equation.Place;
import io.lockspike.report.FitJson;
import io.lockspike.report.FitText;
import io.lockspike.report.OwnFiles;
import io.lockspike.report.WholeFile;
import io.lockspike.solver.ContinuousNeuron;
import io.lockspike.solver.Fit;
import io.lockspike.solver.FitRequest;
import io.lockspike.spec.Physical;
import io.lockspike.spec.Quantity;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/// `lif fit`: fixed-point neurons for a physical one.
final class FitCommand implements Command {
    private static final Place AT = Place.of("command line");

    @Override
    public CommandSpec options() {
        return Options.command(
                        "fit",
                        "Finds fixed-point neurons that mirror a physical one: leak, widths, threshold and the size of an LSB, with the bits and adders that each takes and how far it is off, and writes the cheapest that is near enough.",
                        "Exit code 4: none is.")
                .addOption(Options.value("--tau", "TIME", "time constant, as in 20ms"))
                .addOption(Options.value("--dt", "TIME", "time of one step, as in 1ms"))
                .addOption(Options.value("--r", "OHM", "resistance, as in 100Mohm"))
                .addOption(Options.value("--vth", "VOLT", "threshold, as in 15mV"))
                .addOption(Options.value("--vreset", "VOLT", "after a spike (rest)"))
                .addOption(Options.value("--vrest", "VOLT", "where it decays to (0 V)"))
                .addOption(Options.value("--refractory", "TIME", "after a spike (0 s)"))
                .addOption(
                        Options.value(
                                "--input-range",
                                "A..B",
                                "currents, as in -100pA..600pA (0A to four times the rheobase)"))
                .addOption(
                        Options.value(
                                "--step",
                                "HOW",
                                "a step's leak stands for e^(-dt/tau): exact (the default); or for 1 - dt/tau: euler"))
                .addOption(Options.value("--bits", "N", "the widest membrane (24)"))
                .addOption(Options.value("--max-tau-error", "PERCENT", "of the time constant (5%)"))
                .addOption(
                        Options.value(
                                "--max-membrane-error",
                                "PERCENT",
                                "of the way from rest to threshold (5%)"))
                .addOption(
                        Options.value(
                                "--max-rate-error",
                                "PERCENT",
                                "of the time between spikes, beyond one step (1%)"))
                .addOption(Options.value("-o|--output", "FILE", "write the chosen spec"))
                .addOption(Options.json());
    }

    @Override
    public int run(ParseResult options, Console console) {
        FitRequest request = request(options);
        Fit fit;
        try (var progress = console.progress("neurons")) {
            fit = Fit.of(request, tried -> progress.at(tried, 0));
        }
        if (options.hasMatchedOption("--json")) {
            FitJson.print(fit, console.out());
        } else {
            console.print(FitText.lines(fit, console.terminal()));
        }
        if (fit.chosen().isEmpty()) {
            console.warn(
                    "no spec is near enough: allow more bits (--bits) or errors (--max-…-error)");
            return Main.UNKNOWN;
        }
        write(fit, options, console);
        return Main.AGREED;
    }

    private static void write(Fit fit, ParseResult options, Console console) {
        String file = options.matchedOptionValue("--output", "");
        if (!file.isEmpty()) {
            String yaml = fit.chosen().orElseThrow().yaml();
            OwnFiles.refuseOtherSpec(Options.path(file), yaml);
            WholeFile.write(Options.path(file), yaml);
            if (!options.hasMatchedOption("--json")) {
                console.print(List.of("wrote " + file, "next: lif solve " + file));
            }
        }
    }

    private static FitRequest request(ParseResult options) {
        double rest = quantity(options, "--vrest", Quantity.Unit.VOLT, "0 V");
        var neuron =
                new ContinuousNeuron(
                        quantity(options, "--tau", Quantity.Unit.SECOND, null),
                        quantity(options, "--r", Quantity.Unit.OHM, null),
                        quantity(options, "--vth", Quantity.Unit.VOLT, null),
                        options.hasMatchedOption("--vreset")
                                ? quantity(options, "--vreset", Quantity.Unit.VOLT, null)
                                : rest,
                        rest,
                        quantity(options, "--refractory", Quantity.Unit.SECOND, "0 s"));
        String range = options.matchedOptionValue("--input-range", "");
        int dots = range.indexOf("..");
        if (!range.isEmpty() && dots < 0) {
            throw new BadInputException(
                    AT, "--input-range is two currents, as in -100pA..600pA, not '" + range + "'");
        }
        return new FitRequest(
                neuron,
                quantity(options, "--dt", Quantity.Unit.SECOND, null),
                Options.choice(options, "--step", Physical.Step.EXACT),
                range.isEmpty() ? 0 : amperes(range.substring(0, dots)),
                range.isEmpty() ? 4 * neuron.rheobase() : amperes(range.substring(dots + 2)),
                (int) Options.number(options, "--bits", 24, 2, 32),
                Options.percent(options, "--max-tau-error", 5),
                Options.percent(options, "--max-membrane-error", 5),
                Options.percent(options, "--max-rate-error", 1));
    }

    private static double amperes(String text) {
        return Quantity.parse(text, Quantity.Unit.AMPERE, "--input-range", AT).doubleValue();
    }

    /// @param otherwise null where it must be given
    private static double quantity(
            ParseResult options, String name, Quantity.Unit unit, String otherwise) {
        String text = options.matchedOptionValue(name, otherwise);
        if (text == null) {
            throw new BadInputException(name + " is missing; see 'lif fit --help'");
        }
        return Quantity.parse(text, unit, name, AT).doubleValue();
    }
}
