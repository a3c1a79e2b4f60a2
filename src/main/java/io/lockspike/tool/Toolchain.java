package io.lockspike.tool;

import java.nio.file.Path;
import java.util.List;

/// Compilers and their like: which one is here, and what it says of a text.
public final class Toolchain {
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

    /// What a compiler that ended badly says first.
    public static String complaint(Program.Ended ended) {
        return ended.output()
                .lines()
                .filter(line -> line.contains("error"))
                .findFirst()
                .orElse("it ended with " + ended.cause() + " " + ended.code());
    }
}
