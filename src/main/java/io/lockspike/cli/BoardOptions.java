package io.lockspike.cli;

import io.lockspike.board.BoardCheck;
import io.lockspike.board.Profile;
import io.lockspike.check.OnDivergence;
import io.lockspike.equation.BadInputException;
import io.lockspike.report.Progress;
import io.lockspike.spec.Spec;
import io.lockspike.spec.SpecFile;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/// What the commands that step a board have in common.
final class BoardOptions {
    private static final int MOST_BAUD = 20_000_000;
    private static final int MOST_BATCH = 65_535;

    private BoardOptions() {}

    static CommandSpec port(CommandSpec spec) {
        return spec.addOption(
                        Options.value(
                                "--port",
                                "PORT",
                                "a device such as /dev/ttyUSB0, auto (the one that answers), or emulated:NAME"))
                .addOption(Options.value("--baud", "N", "bits a second (115200)"));
    }

    /// What a session has beside its port.
    static CommandSpec session(CommandSpec spec) {
        return port(spec)
                .addOption(Options.value("--profile", "NAME", "full (the default) or lite"))
                .addOption(Options.set())
                .addOption(Options.value("--seed", "S", "seed of everything random (1)"))
                .addOption(Options.value("--batch", "N", "most rows in a frame (as many as fit)"))
                .addOption(
                        Options.value(
                                "--inject",
                                "FAULTS",
                                "make the line worse: ber=1e-4,loss=1e-4,twice=1e-5,garbage=1e-5,stall=1e-6,delay=8ms"));
    }

    static Spec spec(ParseResult options) {
        return SpecFile.read(
                Options.path(options.matchedPositionalValue(0, "")), Options.overrides(options));
    }

    static String portName(ParseResult options) {
        String port = options.matchedOptionValue("--port", "");
        if (port.isEmpty()) {
            throw new BadInputException(
                    "--port is missing: a device such as /dev/ttyUSB0, auto, or emulated:NAME");
        }
        return port;
    }

    static int baud(ParseResult options) {
        return (int) Options.number(options, "--baud", 0, 50, MOST_BAUD);
    }

    static int batch(ParseResult options) {
        return (int) Options.number(options, "--batch", MOST_BATCH, 1, MOST_BATCH);
    }

    static long seed(ParseResult options) {
        return Options.number(options, "--seed", 1, Long.MIN_VALUE, Long.MAX_VALUE);
    }

    static Profile profile(ParseResult options) {
        String text = options.matchedOptionValue("--profile", "full");
        return switch (text) {
            case "full" -> Profile.FULL;
            case "lite" -> Profile.LITE;
            case "listen" ->
                    throw new BadInputException(
                            "--profile listen: nothing is sent to such a board; 'lif board listen' reads it");
            default -> throw new BadInputException("--profile is full or lite, not '" + text + "'");
        };
    }

    static BoardCheck.Request request(
            String command,
            ParseResult options,
            long steps,
            Optional<Path> record,
            Console console,
            Progress progress) {
        return new BoardCheck.Request(
                spec(options),
                portName(options),
                baud(options),
                profile(options),
                steps,
                seed(options),
                options.matchedOptionValue("--input", List.of()),
                options.hasMatchedOption("--states"),
                batch(options),
                (int) Options.number(options, "--restarts", 0, 0, 1000),
                options.matchedOptionValue("--inject", ""),
                Optional.ofNullable(options.matchedOptionValue("--on-divergence", (String) null))
                        .map(OnDivergence::parse)
                        .orElse(OnDivergence.STOP),
                record,
                CheckCommand.replay(command, options),
                so -> progress.at(so.steps(), steps, () -> more(so)),
                console::isInterrupted);
    }

    private static String more(BoardCheck.Progress so) {
        return ", %,d link errors, round trip %.1f ms".formatted(so.errors(), so.roundTrip() / 1e6);
    }
}
