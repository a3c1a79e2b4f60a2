package io.lockspike.tool;

import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Compilers and their like: which one is here, and what it says of a text.
public final class Toolchain {
    /// `%Error: a.v:3`, `error: …`, and `a.vhd:5:9: cannot find …`.
    private static final Pattern COMPLAINT = Pattern.compile("rror|^[^ ]+:[0-9]+:[0-9]+: ");

    /// The linker says it in front of `collect2: error`, which says nothing.
    private static final Pattern UNDEFINED = Pattern.compile("undefined reference to .*");

    private Toolchain() {}

    /// The first line of what a tool says of itself, as `gcc 12.2.0`.
    ///
    /// @throws ToolMissingException with the command that installs it
    public static String version(String debianPackage, String... command) {
        if (Program.find(command[0]).isEmpty()) {
            throw new ToolMissingException(
                    "this needs %s, which is not here; this installs it: sudo apt-get install -y %s"
                            .formatted(command[0], debianPackage));
        }
        Program.Ended ended = Program.of(Path.of("/"), List.of(command)).run();
        String first = ended.output().lines().findFirst().orElse(command[0]);
        return first.replaceFirst("^([a-z+-]*(?:g[+][+]|gcc|cc)) \\(.*\\) ", "$1 ")
                .replaceFirst("^Verilator ([0-9.]+).*", "Verilator $1")
                .replaceFirst("^QEMU emulator version ([0-9.]+).*", "QEMU $1")
                .replaceFirst("^GHDL ([0-9.]+).*", "GHDL $1");
    }

    /// Why a compiler or a simulator ended badly, in one line: its first error, or what else it
    /// said first.
    public static String complaint(Program.Ended ended) {
        Matcher undefined = UNDEFINED.matcher(ended.output());
        if (undefined.find()) {
            return undefined.group();
        }
        return ended.output()
                .lines()
                .filter(line -> COMPLAINT.matcher(line).find())
                .findFirst()
                .or(() -> ended.output().lines().filter(line -> !line.isBlank()).findFirst())
                .orElse("it ended with " + ended.cause() + " " + ended.code());
    }
}
