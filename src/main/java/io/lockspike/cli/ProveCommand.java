package io.lockspike.cli;

import io.lockspike.proof.RtlVerdict;
import io.lockspike.proof.Solver;
import io.lockspike.report.ProveJUnit;
import io.lockspike.report.ProveJson;
import io.lockspike.report.ProveText;
import io.lockspike.rtl.Prove;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/// `lif prove SPEC --rtl FILE … --top NAME`: the user's RTL against the spec, for all inputs and
/// all time.
final class ProveCommand implements Command {
    @Override
    public CommandSpec options() {
        return Options.command(
                        "prove",
                        "Proves that your RTL does what the spec says in every clock of every stimulus, or shows one in which it does not.",
                        "Yosys reads the RTL (VHDL by way of GHDL). Pins are bound as in 'lif cosim'.",
                        "Exit code 0: proven. 1: it does not, and co-simulation shows it. 2: bad input, or the RTL is",
                        "refused. 3: a tool is missing. 4: neither is known.")
                .addPositional(Options.argument(0, "SPEC", "the spec file"))
                .addOption(Options.files("--rtl", "FILE", "Verilog, SystemVerilog and VHDL files"))
                .addOption(Options.value("--top", "NAME", "the module or entity (the spec's name)"))
                .addOption(Options.values("-I", "DIR", "where included files are"))
                .addOption(RtlOptions.define())
                .addOption(RtlOptions.parameter())
                .addOption(RtlOptions.tie())
                .addOption(RtlOptions.library())
                .addOption(Options.bind())
                .addOption(Options.set())
                .addOption(
                        Options.values(
                                "--observe", "NAME", "compare this, too, at a port of its name"))
                .addOption(Options.value("--timeout", "SECONDS", "after which it is unknown (120)"))
                .addOption(
                        Options.value(
                                "--depth",
                                "CLOCKS",
                                "search so many from power-up for a bug, where there is no proof (30)"))
                .addOption(
                        Options.value(
                                "--solver", "NAME", "bitwuzla (inside) or z3, a program of yours"))
                .addOption(Options.value("--seed", "S", "seed of the rows it guesses from (1)"))
                .addOption(
                        Options.value(
                                "-o|--output", "FILE", "write the stimulus found, for 'lif run'"))
                .addOption(Options.json())
                .addOption(Options.value("--junit", "FILE", "write the verdict as JUnit XML too"));
    }

    @Override
    public int run(ParseResult options, Console console) {
        Outputs.ready(options, "-o", "--junit");
        StimulusFile.refuse(options);
        Prove.Result result;
        try (var progress = console.progress("steps")) {
            result = Prove.run(request(options, progress::says));
        }
        int code =
                switch (result.verdict()) {
                    case RtlVerdict.Proven _ -> Main.AGREED;
                    case RtlVerdict.Refuted _ -> Main.DISAGREED;
                    case RtlVerdict.Unknown _ -> Main.UNKNOWN;
                };
        boolean json = options.hasMatchedOption("--json");
        if (json) {
            ProveJson.print(result, code, console.out());
        } else {
            console.print(ProveText.lines(result, console.terminal()));
        }
        String junit = options.matchedOptionValue("--junit", "");
        if (!junit.isEmpty()) {
            ProveJUnit.write(Options.path(junit), result);
        }
        String file = options.matchedOptionValue("-o", "");
        if (result.verdict() instanceof RtlVerdict.Refuted refuted && !file.isEmpty()) {
            StimulusFile.write(Options.path(file), result.spec(), refuted.stimulus());
            if (!json) {
                console.print("wrote " + file);
            }
        }
        return code;
    }

    private static Prove.Request request(ParseResult options, Consumer<String> progress) {
        long seconds = Options.number(options, "--timeout", 120, 1, 1_000_000);
        return new Prove.Request(
                Options.path(options.matchedPositionalValue(0, "")),
                Options.overrides(options),
                RtlOptions.path(options, "--bind"),
                RtlOptions.sources(options),
                Optional.ofNullable(options.matchedOptionValue("--top", (String) null)),
                options.matchedOptionValue("--observe", List.of()),
                Optional.ofNullable(options.matchedOptionValue("--solver", (String) null))
                        .map(Solver.Choice::parse)
                        .orElse(Solver.Choice.ANY),
                Duration.ofSeconds(seconds),
                (int) Options.number(options, "--depth", 30, 1, 100_000),
                Options.number(options, "--seed", 1, Long.MIN_VALUE, Long.MAX_VALUE),
                CheckCommand.replay("prove", options),
                progress);
    }
}
