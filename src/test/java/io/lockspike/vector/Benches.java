package io.lockspike.vector;

import static org.assertj.core.api.Assertions.assertThat;

import io.lockspike.support.Needs;
import io.lockspike.support.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Runs benches, each with its own tool.
final class Benches {
    private final Path folder;
    private final String module;
    private final Path work;
    private final Function<String, List<Path>> files;

    private Benches(Path folder, String module, Path work, Function<String, List<Path>> files) {
        this.folder = folder;
        this.module = module;
        this.work = work;
        this.files = files;
    }

    /// What a bench said of a device, and whether it passed.
    record Verdict(boolean agreed, List<String> lines) {}

    /// All benches.
    ///
    /// @param folder where the vectors stand
    /// @param work a folder for what is built
    /// @param files the device's files of an ending
    static Map<String, Verdict> all(
            Path folder, String module, Path work, Function<String, List<Path>> files)
            throws IOException {
        var benches = new Benches(folder, module, work, files);
        Map<String, Verdict> verdicts = benches.hdl();
        verdicts.put("C here", benches.c("host", "cc"));
        verdicts.put(
                "C on a Cortex-M", benches.c("cortex-m", "arm-none-eabi-gcc", "qemu-system-arm"));
        verdicts.put("C on an AVR", benches.c("avr", "avr-gcc", "simavr"));
        return verdicts;
    }

    /// Those of hardware languages.
    static Map<String, Verdict> hdl(
            Path folder, String module, Path work, Function<String, List<Path>> files)
            throws IOException {
        return new Benches(folder, module, work, files).hdl();
    }

    /// Those that take Verilog.
    static Map<String, Verdict> verilog(
            Path folder, String module, Path work, Function<String, List<Path>> files)
            throws IOException {
        return new Benches(folder, module, work, files).verilog();
    }

    private Map<String, Verdict> verilog() throws IOException {
        Map<String, Verdict> verdicts = new LinkedHashMap<>();
        verdicts.put("Icarus", icarus());
        verdicts.put("Verilator", verilator());
        verdicts.put("cocotb with Icarus", cocotb("icarus", ".v"));
        return verdicts;
    }

    private Map<String, Verdict> hdl() throws IOException {
        Map<String, Verdict> verdicts = verilog();
        verdicts.put("GHDL", ghdl());
        verdicts.put("cocotb with GHDL", cocotb("ghdl", ".vhd"));
        return verdicts;
    }

    private Verdict icarus() {
        String top = module + "_tb";
        Path program = work.resolve("bench.vvp");
        List<Object> compile = words(Needs.tool("iverilog"), "-g2012", "-o", program, top + ".sv");
        compile.addAll(files.apply(".v"));
        build(compile);
        return verdict(Run.of(Needs.tool("vvp"), "-n", program).in(folder).result());
    }

    private Verdict verilator() throws IOException {
        String top = module + "_tb";
        Path objects = work.resolve("obj_dir");
        Path before = folder.resolve("device-0/obj_dir");
        Files.createDirectories(objects);
        if (!objects.equals(before) && Files.exists(before)) {
            // Verilator's own library is the same for all: it is compiled once.
            for (String name : List.of("verilated", "verilated_threads", "verilated_timing")) {
                Files.copy(before.resolve(name + ".o"), objects.resolve(name + ".o"));
            }
        }
        List<Object> compile =
                words(
                        Needs.tool("verilator"),
                        "--binary",
                        "--timing",
                        "-Wno-fatal",
                        "-MAKEFLAGS",
                        "OPT_FAST=-O0 OPT_SLOW=-O0 OPT_GLOBAL=-O0",
                        "--top-module",
                        top,
                        "--Mdir",
                        objects,
                        top + ".sv");
        compile.addAll(files.apply(".v"));
        build(compile);
        return verdict(Run.of(objects.resolve("V" + top)).in(folder).result());
    }

    private Verdict ghdl() {
        Path ghdl = Needs.tool("ghdl");
        String top = module + "_tb";
        String library = "--workdir=" + work;
        List<Object> analyse = words(ghdl, "-a", "--std=08", library);
        analyse.addAll(files.apply(".vhd"));
        analyse.add(top + ".vhd");
        build(analyse);
        build(words(ghdl, "-e", "--std=08", library, top));
        return verdict(Run.of(ghdl, "-r", "--std=08", library, top).in(folder).result());
    }

    private Verdict cocotb(String simulator, String ending) {
        Needs.tool(simulator.equals("icarus") ? "iverilog" : simulator);
        List<Object> run = words(Needs.python(), "run_cocotb.py", simulator);
        run.addAll(files.apply(ending));
        return verdict(Run.of(run.toArray()).in(folder).result());
    }

    private Verdict c(String target, String... tools) {
        List.of(tools).forEach(Needs::tool);
        String device = "DEVICE=" + files.apply(".c").getFirst();
        return verdict(Run.of(Needs.tool("make"), "-C", "c", target, device).in(folder).result());
    }

    private static List<Object> words(Object... words) {
        return new ArrayList<>(List.of(words));
    }

    private void build(List<Object> command) {
        Run.Result result = Run.of(command.toArray()).in(folder).result();
        assertThat(result.code()).as("%s%n%s%s", command, result.out(), result.err()).isZero();
    }

    /// The lines that are ours.
    private static Verdict verdict(Run.Result result) {
        List<String> lines =
                Stream.of(result.out(), result.err())
                        .flatMap(String::lines)
                        .filter(line -> line.matches("(step \\d+:|AGREED|DISAGREED|NOTHING).*"))
                        .collect(Collectors.toList());
        assertThat(lines).as("%s%s", result.out(), result.err()).isNotEmpty();
        return new Verdict(result.code() == 0, lines);
    }
}
