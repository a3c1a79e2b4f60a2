package io.lockspike.doctor;

import io.lockspike.tool.Program;
import io.lockspike.tool.Tool;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Looks for one tool, and asks it for its version.
record ToolCheck(Tool tool, Machine machine) {
    private static final Pattern VERSION = Pattern.compile("\\b\\d+(?:\\.\\d+)+");

    /// What packagers add, such as `(Debian 12.2.0-14)`.
    private static final Pattern ASIDE = Pattern.compile("\\([^)]*\\)");

    private static final int MOST_OUTPUT = 1 << 16;

    /// Empty where it is not here and had better not be.
    Optional<Finding> run() {
        Finding found =
                Program.find(tool.command().getFirst(), machine.variable("PATH"))
                        .map(this::found)
                        .orElseGet(this::missing);
        boolean shown = found.state() != Finding.State.MISSING || !tool.install().isEmpty();
        return shown ? Optional.of(found) : Optional.empty();
    }

    private Finding found(Path file) {
        var here = Finding.ok(Finding.Group.TOOL, tool.name(), "", tool.use(), file.toString());
        return tool.saysItsVersion() ? asked(here) : here;
    }

    private Finding missing() {
        return Finding.missing(Finding.Group.TOOL, tool.name(), tool.use(), tool.install());
    }

    private Finding asked(Finding here) {
        List<String> command = new ArrayList<>(tool.command());
        command.set(0, here.place());
        var limits =
                new Program.Limits(
                        0, MOST_OUTPUT, MOST_OUTPUT, machine.patience(), machine.nanoTime());
        var environment = Map.of("PATH", machine.variable("PATH"));
        Program.Ended ended = new Program(command, machine.root(), environment, limits).run();
        if (ended.output().contains("ModuleNotFoundError")) {
            return missing();
        }
        return version(ended.output())
                .map(version -> judged(version, here))
                .orElseGet(() -> here.broken(silence(ended), remedy(ended)));
    }

    private String remedy(Program.Ended ended) {
        return ended.cause() == Program.Cause.SILENCE
                ? String.join(" ", tool.command())
                : tool.install();
    }

    private String silence(Program.Ended ended) {
        return switch (ended.cause()) {
            case SILENCE ->
                    "no version within %d s: %s"
                            .formatted(machine.patience().toSeconds(), firstLine(ended.output()));
            case FLOOD -> "writes without an end when asked for its version";
            case EXIT, INTERRUPT ->
                    "ends with %d and no version: %s"
                            .formatted(ended.code(), firstLine(ended.output()));
        };
    }

    private static String firstLine(String output) {
        String line = output.strip().lines().findFirst().orElse("it says nothing");
        return line.length() > 100 ? line.substring(0, 100) + " …" : line;
    }

    /// The first number with a point in it, in brackets only where there is no other.
    static Optional<String> version(String output) {
        return first(ASIDE.matcher(output).replaceAll("")).or(() -> first(output));
    }

    private static Optional<String> first(String text) {
        Matcher version = VERSION.matcher(text);
        return version.find() ? Optional.of(version.group()) : Optional.empty();
    }

    private Finding judged(String version, Finding here) {
        Finding found = Finding.ok(here.group(), here.name(), version, here.use(), here.place());
        int first = Integer.parseInt(version.substring(0, Math.min(9, version.indexOf('.'))));
        if (first < tool.oldest()) {
            return found.broken(
                    "too old: %d or newer is needed".formatted(tool.oldest()), tool.install());
        }
        return tool.fault()
                .filter(fault -> fault.isIn(version))
                .map(fault -> found.noting(fault.sentence()))
                .orElse(found);
    }
}
