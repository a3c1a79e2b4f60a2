package io.lockspike.cli;

import io.lockspike.check.OnDivergence;
import io.lockspike.check.Verdict;
import io.lockspike.equation.BadInputException;
import io.lockspike.report.Progress;
import io.lockspike.rtl.Cosim;
import io.lockspike.rtl.DeviceSources;
import io.lockspike.rtl.Firmware;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/// `lif cosim SPEC --rtl FILE … --top NAME`: the user's RTL against the model, in lockstep.
final class CosimCommand implements Command {
    private static final long MOST_ROWS = 1L << 40;

    /// Further than a counter of 16 bits goes, and enough for code that runs many rows at once to
    /// be worth its compilation.
    private static final long DEPTH = 1L << 22;

    @Override
    public CommandSpec options() {
        return Options.command(
                        "cosim",
                        "Runs your RTL, or your C, beside the model, row by row, and says where the two part.",
                        "Verilator builds the RTL (VHDL by way of GHDL); it runs in a process of its own. Pins are bound",
                        "as in 'lif vectors': what the spec says of 'rtl' under 'ports', else equal names.",
                        "Exit code 0: all agrees. 1: it does not, or the device crashed, hung or ended. 2: bad input, or",
                        "the RTL is refused. 3: a tool is missing. 4: not all was compared.")
                .addPositional(Options.argument(0, "SPEC", "the spec file"))
                .addOption(
                        Options.files(
                                "--rtl",
                                "FILE",
                                "Verilog, SystemVerilog and VHDL files; C and C++ that they call by DPI"))
                .addOption(Options.value("--top", "NAME", "the module or entity (the spec's name)"))
                .addOption(Options.files("--c", "FILE", "C files, in place of --rtl"))
                .addOption(
                        Options.value(
                                "--call",
                                "CALL",
                                "what makes a step: 'spike = step(current, &v)', or the name of a function of NAME_device.h"))
                .addOption(
                        Options.value(
                                "--start",
                                "NAME",
                                "a function that resets the C, 'void NAME(void)'"))
                .addOption(
                        Options.flag(
                                "--sanitize", "watch addresses and undefined behaviour in the C"))
                .addOption(Options.values("-I", "DIR", "where included files are"))
                .addOption(RtlOptions.define())
                .addOption(RtlOptions.parameter())
                .addOption(RtlOptions.tie())
                .addOption(RtlOptions.library())
                .addOption(Options.bind())
                .addOption(
                        Options.flag(
                                "--exhaustive",
                                "every input in every state that is reached, in place of random rows"))
                .addOption(Options.set())
                .addOption(
                        Options.value(
                                "-n|--rows",
                                "N",
                                "rows in all, at least (1000000; with --exhaustive at most, 100000000)"))
                .addOption(
                        Options.value(
                                "--depth",
                                "N",
                                "random rows of one run, before many go side by side (4194304)"))
                .addOption(Options.value("--seed", "S", "seed of everything random (1)"))
                .addOption(
                        Options.values(
                                "-i|--input",
                                "NAME=STIMULUS",
                                "what an input does, in place of a free choice"))
                .addOption(
                        Options.values(
                                "--observe", "NAME", "compare this, too, at a port of its name"))
                .addOption(
                        Options.flag(
                                "--no-rst", "never assert rst: states start at their '=' values"))
                .addOption(
                        Options.value(
                                "--starts",
                                "N",
                                "random power-up values that the vectors are run from (4)"))
                .addOption(CheckCommand.level())
                .addOption(
                        Options.value(
                                "--on-divergence",
                                "HOW",
                                "stop (the default), continue=N, or adopt: take the device's state over and go on"))
                .addOption(
                        Options.value(
                                "--wave",
                                "FILE.vcd",
                                "write both sides around the first divergence"))
                .addOption(
                        Options.value("--timeout", "SECONDS", "the device may be silent for (60)"))
                .addOption(
                        Options.value("--memory", "MIB", "memory of the device's process (4096)"))
                .addOption(Options.json())
                .addOption(Options.value("--junit", "FILE", "write the verdict as JUnit XML too"))
                .addOption(Options.flag("-q|--quiet", "print nothing where all agrees"));
    }

    @Override
    public int run(ParseResult options, Console console) {
        wave(options);
        Outputs.ready(options, "--wave", "--junit");
        console.catchInterrupts();
        Verdict verdict;
        try (var progress = console.progress("rows")) {
            verdict = Cosim.run(request(options, console, progress));
        }
        CheckCommand.print("cosim", verdict, options, console);
        wave(options)
                .filter(Files::exists)
                .ifPresent(file -> told(file, verdict, options, console));
        return verdict.outcome().exitCode();
    }

    private static void told(Path file, Verdict verdict, ParseResult options, Console console) {
        boolean quiet = options.hasMatchedOption("--quiet") || options.hasMatchedOption("--json");
        if (!quiet && verdict.outcome() == Verdict.Outcome.DISAGREED) {
            console.print("wrote " + file);
        }
    }

    private static Cosim.Request request(ParseResult options, Console console, Progress progress) {
        boolean exhaustive = options.hasMatchedOption("--exhaustive");
        long rows =
                Options.number(
                        options, "--rows", exhaustive ? 100_000_000 : 1_000_000, 0, MOST_ROWS);
        long seconds = Options.number(options, "--timeout", 60, 1, 1_000_000);
        return new Cosim.Request(
                Options.path(options.matchedPositionalValue(0, "")),
                Options.overrides(options),
                RtlOptions.path(options, "--bind"),
                device(options),
                Optional.ofNullable(options.matchedOptionValue("--top", (String) null)),
                options.matchedOptionValue("--observe", List.of()),
                options.matchedOptionValue("--input", List.of()),
                !options.hasMatchedOption("--no-rst"),
                Options.number(options, "--seed", 1, Long.MIN_VALUE, Long.MAX_VALUE),
                rows,
                Options.number(options, "--depth", DEPTH, 1, MOST_ROWS),
                exhaustive,
                (int) Options.number(options, "--starts", 4, 1, 1000),
                CheckCommand.level(options),
                Optional.ofNullable(options.matchedOptionValue("--on-divergence", (String) null))
                        .map(OnDivergence::parse)
                        .orElse(OnDivergence.STOP),
                Options.number(options, "--memory", 4096, 2048, 1 << 24),
                Duration.ofSeconds(seconds),
                System::nanoTime,
                wave(options),
                CheckCommand.replay("cosim", options),
                row -> progress.at(row, rows),
                console::isInterrupted);
    }

    private static DeviceSources device(ParseResult options) {
        if (options.hasMatchedOption("--c")) {
            return firmware(options);
        }
        RtlOptions.refuse(options, "--rtl", "--c", "--call", "--start", "--sanitize");
        return RtlOptions.sources(options);
    }

    private static DeviceSources firmware(ParseResult options) {
        if (options.hasMatchedOption("--rtl")) {
            throw new BadInputException("--rtl and --c: a device is one of the two");
        }
        RtlOptions.refuse(options, "--c", "--rtl", "-G", "--tie", "--work");
        if (!options.hasMatchedOption("--call")) {
            throw new BadInputException(
                    "--call is missing: say what makes a step, as in --call 'spike = step(current)'");
        }
        return new Firmware(
                RtlOptions.paths(options, "--c"),
                RtlOptions.paths(options, "-I"),
                options.matchedOptionValue("-D", List.of()),
                options.matchedOptionValue("--call", ""),
                Optional.ofNullable(options.matchedOptionValue("--start", (String) null)),
                options.hasMatchedOption("--sanitize"));
    }

    private static Optional<Path> wave(ParseResult options) {
        Optional<Path> file = RtlOptions.path(options, "--wave");
        if (file.isPresent() && !file.get().toString().endsWith(".vcd")) {
            throw new BadInputException("--wave " + file.get() + ": the name ends with .vcd");
        }
        return file;
    }
}
