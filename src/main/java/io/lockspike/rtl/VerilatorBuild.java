package io.lockspike.rtl;

import io.lockspike.equation.BadInputException;
import io.lockspike.tool.BuildCache;
import io.lockspike.tool.Program;
import io.lockspike.tool.ToolMissingException;
import io.lockspike.tool.Toolchain;
import io.lockspike.tool.VerilatorRuntime;
import io.lockspike.vector.Pins;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Builds RTL into a shared library: Verilator makes C++ of it, twice (first of the device alone,
/// to see its ports, then of the wrapper around it), and the system's compiler makes a library of
/// that, unless one of the same text is in the cache.
final class VerilatorBuild {
    private static final List<String> QUIET =
            List.of("-Wno-fatal", "-Wno-lint", "-Wno-style", "--no-timing");

    /// A larger device goes alone: many of it take long to compile, and gain little.
    private static final long MOST_TEXT = 1 << 18;

    /// A file in a rule of make; a blank in its name stands behind a backslash.
    private static final Pattern MADE_FROM = Pattern.compile("(?:[^\\s\\\\]|\\\\.)+");

    private final Sources sources;
    private final Pins pins;
    private final DeviceSources.Extra extra;
    private final Path work;
    private final BuildCache cache;
    private final List<String> tools = new ArrayList<>();
    private final List<String> warnings = new ArrayList<>();

    /// A file with `.v` is Verilog-2005, in which `ref` or `bit` is a name as any other, unless
    /// that fails and SystemVerilog does not.
    private boolean plain = true;

    private VerilatorBuild(
            Sources sources, Pins pins, DeviceSources.Extra extra, Path work, BuildCache cache) {
        this.sources = sources;
        this.pins = pins;
        this.extra = extra;
        this.work = work;
        this.cache = cache;
    }

    /// Builds a device.
    ///
    /// @param extra what it is to have beside one device
    /// @param work a private folder for what is in between
    /// @param cache where libraries are kept
    /// @throws BadInputException if the RTL is refused, or its ports are not those of the binding
    /// @throws ToolMissingException without Verilator or a C++ compiler
    static Built of(
            Sources sources, Pins pins, DeviceSources.Extra extra, Path work, BuildCache cache) {
        try {
            return new VerilatorBuild(sources, pins, extra, work, cache).build();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Built build() throws IOException {
        String version = Toolchain.version("verilator", "verilator", "--version");
        String compiler = Toolchain.version("g++", "g++", "--version");
        tools.add(version);
        List<Path> verilog = new ArrayList<>(sources.of(Sources.Language.VERILOG));
        List<Path> vhdl = sources.of(Sources.Language.VHDL);
        if (!vhdl.isEmpty()) {
            verilog.add(vhdl(vhdl));
        }
        List<Port> ports = ports(verilog);
        List<String> left = new PortMatch(pins, ports).left();
        var wrapper = new Wrapper(vhdl.isEmpty() ? pins : pins.withoutParameters(), ports);
        Files.writeString(work.resolve("wrapper.sv"), wrapper.verilog());
        Files.writeString(work.resolve("shim.cpp"), wrapper.shim());
        if (extra.states()) {
            Files.writeString(work.resolve("states.cpp"), wrapper.states());
        }
        // Not by the folder of this run: its name would be in the text, and the cache would be
        // of no use.
        verilog.add(Path.of("wrapper.sv"));
        verilate(verilog, "lif_cosim", "Vlif");
        boolean many = extra.lanes().isPresent() && size() <= MOST_TEXT;
        if (many) {
            var wide = new LaneWrapper(pins, extra.lanes().getAsInt());
            Files.writeString(work.resolve("lanes.sv"), wide.verilog());
            Files.writeString(work.resolve("lanes.cpp"), wide.shim());
            verilog.add(Path.of("lanes.sv"));
            verilate(verilog, "lif_lanes", "Vlanes");
        }
        tools.add(compiler);
        return new Built(
                library(version, compiler, many),
                Map.of(),
                Wrapper.columns(pins),
                many,
                ports.stream().collect(Collectors.toMap(Port::name, Port::bits)),
                tools,
                left,
                warnings);
    }

    private Path vhdl(List<Path> files) throws IOException {
        var converted =
                Vhdl.toVerilog(files, pins.module(), pins.parameters(), sources.library(), work);
        tools.add(converted.tool());
        warnings.addAll(converted.warnings());
        return converted.file();
    }

    private List<String> verilator(List<Path> verilog, String top, String prefix, String folder) {
        List<String> command = new ArrayList<>(List.of("verilator", "--cc", "--prefix", prefix));
        command.addAll(List.of("--Mdir", folder, "--top-module", top));
        command.addAll(QUIET);
        if (plain) {
            command.add("+1364-2005ext+v");
        }
        command.addAll(userIncludes());
        sources.defines().forEach(define -> command.add("-D" + define));
        verilog.forEach(file -> command.add(file.toString()));
        return command;
    }

    /// The ports of the device.
    private List<Port> ports(List<Path> verilog) throws IOException {
        Program.Ended ended = runPorts(verilog);
        if (!ended.well() && verilog.stream().anyMatch(Sources::isPlain)) {
            plain = false;
            Program.Ended again = runPorts(verilog);
            if (!again.well()) {
                throw refused(Sources.refusedTwice(complaint(ended), complaint(again)));
            }
        } else {
            refuseErrors(ended);
        }
        return Port.of(Files.readString(work.resolve("ports/Vports.h")));
    }

    private Program.Ended runPorts(List<Path> verilog) {
        List<String> command = verilator(verilog, pins.module(), "Vports", "ports");
        if (sources.of(Sources.Language.VHDL).isEmpty()) {
            pins.parameters().forEach((name, value) -> command.add("-G" + name + "=" + value));
        }
        return Program.of(work, command).run();
    }

    /// Verilator's first complaint is the user's own mistake, mostly.
    private void refuseErrors(Program.Ended ended) {
        if (!ended.well()) {
            throw refused(complaint(ended));
        }
    }

    private BadInputException refused(String why) {
        if (why.contains("--top-module")) {
            return sources.noTop(pins.module());
        }
        return new BadInputException("Verilator refuses the RTL: " + why);
    }

    private String complaint(Program.Ended ended) {
        return Toolchain.complaint(ended).replace(work.toAbsolutePath() + "/", "");
    }

    /// Bytes of what Verilator has made.
    private long size() throws IOException {
        try (Stream<Path> made = Files.list(work.resolve("made"))) {
            return made.mapToLong(file -> file.toFile().length()).sum();
        }
    }

    private void verilate(List<Path> verilog, String top, String prefix) {
        List<String> command = verilator(verilog, top, prefix, "made");
        command.addAll(
                List.of(
                        "-O3",
                        "--x-initial",
                        "unique",
                        "--x-assign",
                        "unique",
                        "--error-limit",
                        "1"));
        if (extra.states()) {
            command.add("--savable");
        }
        refuseErrors(Program.of(work, command).run());
    }

    /// The library of this text: from the cache, or compiled into it.
    private Path library(String version, String compiler, boolean many) throws IOException {
        Path root = VerilatorRuntime.root();
        List<String> shims = new ArrayList<>(List.of("shim.cpp"));
        if (many) {
            shims.add("lanes.cpp");
        }
        if (extra.states()) {
            shims.add("states.cpp");
        }
        List<Path> texts = new ArrayList<>(shims.stream().map(work::resolve).toList());
        try (Stream<Path> made = Files.list(work.resolve("made"))) {
            made.filter(file -> file.toString().matches(".*[.](cpp|h)"))
                    .sorted()
                    .forEach(texts::add);
        }
        texts.addAll(included(root));
        List<String> words = new ArrayList<>(List.of(version, compiler, root.toString()));
        words.addAll(VerilatorRuntime.COMPILE);
        String name = "rtl-" + BuildCache.key(texts, words).substring(0, 32) + ".so";
        if (!Files.isRegularFile(cache.file(name))) {
            compile(VerilatorRuntime.of(cache, work, List.of(version, compiler)), shims, name);
        }
        return cache.file(name);
    }

    /// The user's C and what it includes, but for the system's: all that may change.
    private List<Path> included(Path root) {
        List<Path> files = sources.of(Sources.Language.C);
        if (files.isEmpty()) {
            return List.of();
        }
        // A header that is not there is the compiler's to complain of.
        List<String> ask = new ArrayList<>(List.of("g++", "-MM", "-MG", "-MT", "device", "-Imade"));
        ask.add("-I" + root.resolve("include"));
        ask.add("-I" + root.resolve("include/vltstd"));
        ask.addAll(userIncludes());
        files.forEach(file -> ask.add(file.toString()));
        String rules = Program.of(work, ask).run().output();
        List<Path> found = new ArrayList<>(files);
        MADE_FROM
                .matcher(rules.replace("\\\n", " "))
                .results()
                .map(word -> work.resolve(word.group().replace("\\ ", " ")))
                .filter(file -> Files.isRegularFile(file) && !files.contains(file))
                .sorted()
                .distinct()
                .forEach(found::add);
        return found;
    }

    private List<String> userIncludes() {
        return sources.includes().stream().map(folder -> "-I" + folder.toAbsolutePath()).toList();
    }

    private void compile(VerilatorRuntime runtime, List<String> shims, String library)
            throws IOException {
        var all = new StringBuilder(VerilatorRuntime.everything(work, "made"));
        shims.forEach(shim -> all.append("#include \"%s\"\n".formatted(shim)));
        Files.writeString(work.resolve("all.cpp"), all);
        List<String> link = new ArrayList<>(List.of("g++", "-shared"));
        link.addAll(runtime.flags());
        link.addAll(userIncludes());
        link.addAll(List.of("-Imade", "-o", "device.so", "all.cpp"));
        sources.of(Sources.Language.C).forEach(file -> link.add(file.toString()));
        runtime.objects().forEach(object -> link.add(object.toString()));
        link.add("-pthread");
        compiled(work, link);
        cache.keep(work.resolve("device.so"), library);
    }

    /// Compiles, in a folder.
    ///
    /// @throws BadInputException with the compiler's first complaint
    static void compiled(Path work, List<String> command) {
        Program.Ended ended = Program.of(work, command).run();
        if (!ended.well()) {
            throw new BadInputException(
                    "the compiler refuses the device: " + Toolchain.complaint(ended));
        }
    }
}
