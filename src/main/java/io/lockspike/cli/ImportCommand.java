package io.lockspike.cli;

import io.lockspike.equation.BadInputException;
import io.lockspike.report.ImportJson;
import io.lockspike.report.ImportText;
import io.lockspike.report.OwnFiles;
import io.lockspike.report.WholeFile;
import io.lockspike.solver.NirImport;
import io.lockspike.solver.NirLeak;
import io.lockspike.spec.Physical;
import io.lockspike.spec.Quantity;
import java.math.BigDecimal;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/// `lif import FILE.nir -o SPEC.yaml`: a neuron of a NIR graph as a spec, with what that loses.
final class ImportCommand implements Command {

    @Override
    public CommandSpec options() {
        return Options.command(
                        "import",
                        "Reads a NIR graph of one LIF or CubaLIF neuron and its weight, says what integers lose of it, and writes a spec.")
                .addPositional(Options.argument(0, "FILE", "the graph, .nir (HDF5)"))
                .addOption(Options.value("-o|--output", "SPEC", "the spec to write"))
                .addOption(Options.value("--dt", "TIME", "the time of one step (0.1 ms)"))
                .addOption(
                        Options.value(
                                "--step",
                                "RULE",
                                "what a step of the leak keeps: exact, e^(-dt/tau) (default), or euler, 1 - dt/tau"))
                .addOption(
                        Options.value(
                                "--leak",
                                "KIND",
                                "shift, shifts (two), decayed (a multiply), or auto, the first of them that is near enough"))
                .addOption(
                        Options.value(
                                "--max-tau-error", "PERCENT", "how far a tau may be off (5%)"))
                .addOption(Options.value("--fraction", "N", "bits of a decayed multiply (12)"))
                .addOption(Options.value("--bits", "N", "bits of the membrane (16)"))
                .addOption(Options.value("--weight-bits", "N", "bits of the weight (12)"))
                .addOption(
                        Options.value(
                                "--lsb",
                                "VOLTS",
                                "an LSB of the membrane (the finest 1, 2 or 5 that fits)"))
                .addOption(
                        Options.value(
                                "--input",
                                "KIND",
                                "what drives the spec: current, already weighted (default), or spikes"))
                .addOption(Options.json());
    }

    @Override
    public int run(ParseResult options, Console console) {
        NirImport imported =
                NirImport.of(Options.path(options.matchedPositionalValue(0, "")), wish(options));
        Optional<String> file = Optional.ofNullable(options.matchedOptionValue("-o", null));
        file.ifPresent(name -> {
            OwnFiles.refuseOtherSpec(Options.path(name), imported.yaml());
            WholeFile.write(Options.path(name), imported.yaml());
        });
        if (options.hasMatchedOption("--json")) {
            ImportJson.print(imported, file, console.out());
        } else {
            console.print(ImportText.lines(imported));
            console.print(
                    file.map(name -> "wrote " + name + "\nnext: lif explain " + name)
                            .orElse("nothing written; -o SPEC.yaml writes the spec"));
        }
        return Main.AGREED;
    }

    private static NirImport.Wish wish(ParseResult options) {
        return new NirImport.Wish(
                quantity(options, "--dt", Quantity.Unit.SECOND).orElse(new BigDecimal("0.0001")),
                Options.choice(options, "--step", Physical.Step.EXACT),
                Options.choice(options, "--leak", NirLeak.Kind.AUTO),
                (int) Options.number(options, "--fraction", 12, 1, 20),
                (int) Options.number(options, "--bits", 16, 4, 32),
                (int) Options.number(options, "--weight-bits", 12, 2, 24),
                quantity(options, "--lsb", Quantity.Unit.VOLT),
                Options.percent(options, "--max-tau-error", 5),
                Options.choice(options, "--input", Drive.CURRENT) == Drive.SPIKES);
    }

    private enum Drive {
        CURRENT,
        SPIKES
    }

    private static Optional<BigDecimal> quantity(
            ParseResult options, String name, Quantity.Unit unit) {
        String text = options.matchedOptionValue(name, "");
        if (text.isEmpty()) {
            return Optional.empty();
        }
        Optional<BigDecimal> value = Quantity.parse(text, unit).filter(v -> v.signum() > 0);
        if (value.isEmpty()) {
            throw new BadInputException(
                    "%s is a quantity above 0, such as '%s', not '%s'"
                            .formatted(name, Quantity.text(new BigDecimal("0.0001"), unit), text));
        }
        return value;
    }
}
