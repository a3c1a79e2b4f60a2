package io.lockspike.board;

import io.lockspike.emit.VerilogLink;
import io.lockspike.spec.Spec;
import io.lockspike.tool.BuildCache;
import io.lockspike.tool.Program;
import io.lockspike.tool.Toolchain;
import io.lockspike.tool.VerilatorRuntime;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/// `emulated:fpga`: the Verilog of a spec behind `lockspike_link`, simulated clock by clock, with
/// its bits on the pins `rx` and `tx` as a UART of [#DIVISOR] clocks a bit has them.
final class FpgaBoard implements Emulation {
    /// Clocks a bit: the fewest that the UART takes, since each of them is simulated.
    static final int DIVISOR = 8;

    static final int CLOCK_HZ = 12_000_000;

    /// The hand-written units that a top takes, of `firmware-model/rtl`.
    static final List<String> UNITS =
            List.of(
                    "lif_memory",
                    "lif_uart_rx",
                    "lif_uart_tx",
                    "lockspike_answer",
                    "lockspike_boot",
                    "lockspike_cells",
                    "lockspike_check",
                    "lockspike_clock",
                    "lockspike_crc32c",
                    "lockspike_fifo",
                    "lockspike_fit",
                    "lockspike_frame_rx",
                    "lockspike_frame_tx",
                    "lockspike_full",
                    "lockspike_judge",
                    "lockspike_link",
                    "lockspike_lite",
                    "lockspike_quiet",
                    "lockspike_receive",
                    "lockspike_rows",
                    "lockspike_session");

    private static final List<String> WITH = List.of("fpga.cpp", "lockspike_pty.h");

    private final String profile;

    /// @param profile `full` or `lite`
    FpgaBoard(String profile) {
        this.profile = profile;
    }

    @Override
    public Launch build(Spec spec, int lane, Path folder) throws IOException {
        VerilogLink link = VerilogLink.of(spec, lane);
        Path neuron = folder.resolve("neuron.v");
        Path top = folder.resolve("link.v");
        Files.writeString(neuron, link.neuronText());
        Files.writeString(top, link.linkText());
        return build(List.of(neuron, top), link.topName(), folder);
    }

    /// Builds a top with the ports `clk`, `rst_n`, `rx`, `tx` and `salt`, and the parameters
    /// `PROFILE`, `CLOCK_HZ` and `BAUD`.
    ///
    /// @param files beside the units of `firmware-model/rtl`, which stand in the folder then
    Launch build(List<Path> files, String top, Path folder) throws IOException {
        String verilator = Toolchain.version("verilator", "verilator", "--version");
        String compiler = Toolchain.version("g++", "g++", "--version");
        List<String> versions = List.of(verilator, compiler);
        for (String unit : UNITS) {
            copy("rtl/" + unit + ".v", folder);
        }
        for (String name : WITH) {
            copy("firmware/" + name, folder);
        }
        verilate(files, top, folder);
        String program = "fpga-" + key(folder, versions);
        BuildCache cache = BuildCache.of("board", folder);
        if (!Files.isRegularFile(cache.file(program))) {
            compile(VerilatorRuntime.of(cache, folder, versions), folder);
            cache.keep(folder.resolve("fpga"), program);
        }
        int salt = new SplittableRandom().nextInt();
        String script = "exec '%s' tty %d".formatted(cache.file(program), salt & 0xFFFFFFFFL);
        return new Launch(script, CLOCK_HZ / DIVISOR, versions);
    }

    private static void copy(String resource, Path folder) throws IOException {
        try (InputStream from = FpgaBoard.class.getResourceAsStream(resource)) {
            Files.copy(from, folder.resolve(Path.of(resource).getFileName()));
        }
    }

    private void verilate(List<Path> files, String top, Path folder) {
        List<String> command = new ArrayList<>(List.of("verilator", "--cc", "--prefix", "Vfpga"));
        command.addAll(List.of("--Mdir", "made", "--top-module", top, "-O3", "-y", "."));
        command.addAll(List.of("-Wno-fatal", "-Wno-lint", "-Wno-style", "--no-timing"));
        command.addAll(List.of("--x-initial", "unique", "--x-assign", "unique"));
        command.add("-GPROFILE=\"" + profile + "\"");
        command.add("-GCLOCK_HZ=" + CLOCK_HZ);
        command.add("-GBAUD=" + CLOCK_HZ / DIVISOR);
        files.forEach(file -> command.add(folder.relativize(file).toString()));
        run(command, folder, "Verilator");
    }

    private static String key(Path folder, List<String> versions) throws IOException {
        List<Path> texts = new ArrayList<>();
        try (Stream<Path> made = Files.list(folder.resolve("made"))) {
            made.filter(file -> file.toString().matches(".*[.](cpp|h)"))
                    .sorted()
                    .forEach(texts::add);
        }
        WITH.forEach(name -> texts.add(folder.resolve(name)));
        List<String> words = new ArrayList<>(versions);
        words.addAll(VerilatorRuntime.COMPILE);
        words.add("" + DIVISOR);
        return BuildCache.key(texts, words).substring(0, 32);
    }

    private static void compile(VerilatorRuntime runtime, Path folder) throws IOException {
        String all = VerilatorRuntime.everything(folder, "made") + "#include \"fpga.cpp\"\n";
        Files.writeString(folder.resolve("all.cpp"), all);
        List<String> link = new ArrayList<>(List.of("g++"));
        link.addAll(runtime.flags());
        link.addAll(List.of("-DDIVISOR=" + DIVISOR, "-Imade", "-o", "fpga", "all.cpp"));
        runtime.objects().forEach(object -> link.add(object.toString()));
        link.add("-pthread");
        run(link, folder, "the C++ compiler");
    }

    /// What it is given is ours, so that a refusal is our bug.
    private static void run(List<String> command, Path folder, String tool) {
        Program.Ended ended = Program.of(folder, command).run();
        if (!ended.well()) {
            String said =
                    ended.output().lines().filter(l -> l.contains("rror")).findFirst().orElse("");
            throw new IllegalStateException(tool + " refuses the board: " + said);
        }
    }
}
