package io.lockspike.rtl;

import io.lockspike.equation.BadInputException;
import io.lockspike.equation.Words;
import io.lockspike.proof.Netlist;
import io.lockspike.proof.NetlistReader;
import io.lockspike.tool.Program;
import io.lockspike.tool.Toolchain;
import io.lockspike.vector.Pins;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads RTL by yosys, which makes one flat module of it and writes that as SMT-LIB.
///
/// What the sources leave open, such as an x or a wire without a driver, is anything in the
/// netlist, in each clock anew.
final class Yosys {
    private static final String TOP = "lif_top";

    /// A path into a module is a wire without a driver to yosys.
    private static final Pattern PATH =
            Pattern.compile("Warning: Identifier `\\\\(\\S+[.]\\S+)' is implicitly declared");

    private static final String LOOP = "logic loop";
    private static final Pattern NO_TOP = Pattern.compile("ERROR: Module `\\S+' not found!");
    private static final Pattern NO_FILE =
            Pattern.compile("Can not open file [`'\"]([^`'\"]+)[`'\"]");

    private static final Pattern LAST_CASE =
            Pattern.compile("((?m)^( *)[0-9]+'b[01]+: (\\w+) <= [^;]*;\\n)( *)endcase");

    private final Sources sources;
    private final Pins pins;
    private final Path work;
    private final List<String> tools = new ArrayList<>();
    private final List<String> warnings = new ArrayList<>();

    /// What it came to.
    ///
    /// @param left ports of the device that nothing is bound to
    record Read(Netlist netlist, List<String> tools, List<String> warnings, List<String> left) {}

    private Yosys(Sources sources, Pins pins, Path work) {
        this.sources = sources;
        this.pins = pins;
        this.work = work;
    }

    /// @param work a private folder for what is in between
    /// @throws BadInputException if the RTL is refused, or its ports are not those of the binding
    /// @throws io.lockspike.tool.ToolMissingException without yosys
    /// @throws Rtlil.UnsupportedException if it is no design of one clock
    static Read read(Sources sources, Pins pins, Path work) throws IOException {
        return new Yosys(sources, pins, work).read();
    }

    private Read read() throws IOException {
        String version = Toolchain.version("yosys", "yosys", "-V");
        tools.add(version.replaceFirst("^Yosys ([0-9.]+).*", "Yosys $1"));
        if (!sources.of(Sources.Language.C).isEmpty()) {
            throw new Rtlil.UnsupportedException("it calls C, of which nothing can be proven");
        }
        List<Path> verilog = new ArrayList<>(sources.of(Sources.Language.VERILOG));
        List<Path> vhdl = sources.of(Sources.Language.VHDL);
        if (!vhdl.isEmpty()) {
            var converted =
                    Vhdl.toVerilog(vhdl, pins.module(), pins.parameters(), sources.library(), work);
            tools.add(converted.tool());
            warnings.addAll(converted.warnings());
            refuseLost(converted.warnings());
            verilog.add(whole(converted.file()));
        }
        Program.Ended ended = run(script(verilog, vhdl.isEmpty(), false));
        String asNamed = error(ended);
        if (isRefused(ended) && verilog.stream().anyMatch(Sources::isPlain)) {
            Files.deleteIfExists(work.resolve("flat.il"));
            ended = run(script(verilog, vhdl.isEmpty(), true));
        }
        if (vhdl.isEmpty() && isRefused(ended) && Slang.isHere()) {
            Slang.Flat flat = Slang.flat(sources, pins, work);
            tools.add(flat.tool());
            Files.deleteIfExists(work.resolve("flat.il"));
            ended = run(script(List.of(flat.file()), false, false));
        }
        var flipFlops = Map.<String, NetlistReader.FlipFlop>of();
        List<String> left = List.of();
        if (Files.exists(work.resolve("flat.il"))) {
            String flat = Files.readString(work.resolve("flat.il"));
            left = new PortMatch(pins, Rtlil.ports(flat)).left();
            flipFlops = new Rtlil(pins.clock().orElse(""), pins.fallingClock()).flipFlops(flat);
        }
        refuseErrors(ended, asNamed);
        Netlist netlist = netlist(Files.readString(work.resolve("flat.smt2")), flipFlops);
        pins.outputs().forEach(out -> check(out, netlist));
        pins.ready().ifPresent(ready -> bits(ready.port(), netlist));
        return new Read(netlist, tools, warnings, left);
    }

    /// What is proven of a translation that has lost an edge is not proven of the VHDL.
    private static void refuseLost(List<String> warnings) {
        warnings.stream()
                .filter(warning -> warning.contains("never comes"))
                .findFirst()
                .ifPresent(warning -> {
                    throw new Rtlil.UnsupportedException(warning);
                });
    }

    /// GHDL says a `case` of all values without a default, which is a latch in Verilog.
    private Path whole(Path file) throws IOException {
        String text = Files.readString(work.resolve(file));
        Files.writeString(
                work.resolve(file),
                LAST_CASE.matcher(text).replaceAll("$1$2default: $3 <= 'bx;\n$4endcase"));
        return file;
    }

    private static Netlist netlist(String text, Map<String, NetlistReader.FlipFlop> flipFlops) {
        try {
            return NetlistReader.read(text, TOP, flipFlops);
        } catch (UnsupportedOperationException e) {
            throw new Rtlil.UnsupportedException(
                    "yosys writes '" + e.getMessage() + "', which is not known here");
        }
    }

    private Program.Ended run(String script) throws IOException {
        Files.writeString(work.resolve("flat.ys"), script);
        return Program.of(work, List.of("yosys", "-q", "flat.ys")).run();
    }

    /// @param system all files are SystemVerilog, and not only those whose names say so
    private String script(List<Path> verilog, boolean parameters, boolean system)
            throws IOException {
        int includes = sources.includes().size();
        for (int i = 0; i < includes; i++) {
            Path link = work.resolve(include(i));
            Files.deleteIfExists(link);
            Files.createSymbolicLink(link, sources.includes().get(i).toAbsolutePath());
        }
        List<String> lines = new ArrayList<>();
        var read = new StringBuilder(" -noassert -noassume");
        for (int i = 0; i < includes; i++) {
            read.append(" -I" + include(i));
        }
        sources.defines().forEach(define -> read.append(" -D" + word(define)));
        for (Path file : verilog) {
            String language =
                    system || !Sources.isPlain(file) ? "read_verilog -sv" : "read_verilog";
            lines.add(language + read + quoted(file.toString()));
        }
        if (parameters) {
            pins.parameters()
                    .forEach((name, value) ->
                            lines.add(
                                    "chparam -set %s %s %s"
                                            .formatted(name, parameter(value), pins.module())));
        }
        var top = new StringBuilder("hierarchy -check -top " + pins.module());
        for (int i = 0; i < includes; i++) {
            // Modules that no file has are looked for there, as Verilator does.
            top.append(" -libdir " + include(i));
        }
        lines.add(top.toString());
        lines.addAll(List.of("rename -top " + TOP, "proc -norom", "flatten"));
        inside().forEach(wire -> lines.add("setattr -set keep 1" + quoted("w:" + glob(wire))));
        lines.addAll(
                List.of(
                        "memory -nomap -nordff",
                        "setundef -undriven -anyseq",
                        "opt_clean",
                        "write_rtlil flat.il",
                        "async2sync",
                        "dffunmap",
                        "opt_clean",
                        "write_smt2 -wires flat.smt2"));
        return String.join("\n", lines) + "\n";
    }

    /// A text that is the name of a file names it from here, and not from where yosys runs.
    private static String parameter(String value) {
        if (!value.startsWith("\"")) {
            return value;
        }
        Path file = Path.of(value.substring(1, value.length() - 1));
        return Files.isRegularFile(file) ? "\"" + file.toAbsolutePath() + "\"" : value;
    }

    /// An option of yosys takes no quotes, and so no folder with a blank in its name.
    private static String include(int number) {
        return "include" + number;
    }

    private static String word(String define) {
        if (define.matches(".*[\\s\";#\\\\].*")) {
            throw new BadInputException(
                    "-D %s: yosys takes no blank, quote, ';', '#' or backslash in it"
                            .formatted(define));
        }
        return define;
    }

    private static String quoted(String word) {
        if (word.contains("\"") || word.contains("\n")) {
            throw new BadInputException("yosys takes no quotes in a name: " + word);
        }
        return " \"" + word + "\"";
    }

    /// A bracket of a name is one of a pattern to yosys, which takes any letter for `?`.
    private static String glob(String wire) {
        return wire.replace('[', '?').replace(']', '?');
    }

    private List<String> inside() {
        return pins.outputs().stream()
                .filter(Pins.Out::isInside)
                .map(out -> wire(out.port()))
                .toList();
    }

    /// What a port, or a path from the device on, is called in the flat module.
    static String wire(String port) {
        return port.replaceFirst("^dut[.]", "");
    }

    /// Whether it is the language that yosys does not know, and not the design.
    private static boolean isRefused(Program.Ended ended) {
        return PATH.matcher(ended.output()).find()
                || (!ended.well()
                        && !ended.output().contains(LOOP)
                        && !NO_TOP.matcher(ended.output()).find()
                        && !NO_FILE.matcher(ended.output()).find());
    }

    /// @param asNamed the error where the names of the files said what the language is
    private void refuseErrors(Program.Ended ended, String asNamed) {
        Matcher path = PATH.matcher(ended.output());
        if (path.find()) {
            throw new BadInputException(
                    "yosys does not know the path '%s' in the RTL: lead it out by ports, or let slang read it (%s)"
                            .formatted(path.group(1), Slang.INSTALL));
        }
        if (ended.well()) {
            return;
        }
        String said = error(ended);
        if (said.contains(LOOP)) {
            throw new Rtlil.UnsupportedException("yosys sees a combinational loop: " + said);
        }
        if (NO_TOP.matcher(said).find()) {
            throw sources.noTop(pins.module());
        }
        Matcher file = NO_FILE.matcher(said);
        if (file.find()) {
            throw Sources.noMemory(file.group(1), "beside the RTL");
        }
        boolean mended = said.contains("syntax error") && Slang.wouldRead(sources, work);
        throw new BadInputException(
                "yosys refuses the RTL: %s%s"
                        .formatted(
                                Sources.refusedTwice(asNamed.isEmpty() ? said : asNamed, said),
                                mended ? "; " + Slang.INSTALL : ""));
    }

    /// The first error; empty where there is none.
    private String error(Program.Ended ended) {
        if (ended.well()) {
            return "";
        }
        String told =
                ended.output()
                        .lines()
                        .filter(line -> line.contains("ERROR"))
                        .findFirst()
                        .orElse("it ended with " + ended.cause() + " " + ended.code())
                        .replace(work.toAbsolutePath() + "/", "");
        for (int i = 0; i < sources.includes().size(); i++) {
            told = told.replace(include(i) + "/", sources.includes().get(i) + "/");
        }
        return told;
    }

    private void check(Pins.Out out, Netlist netlist) {
        int bits = bits(out.port(), netlist);
        if (bits != out.type().bits()) {
            throw new BadInputException(
                    "'%s' of the device has %d bits, and '%s' has %d"
                            .formatted(out.port(), bits, out.column(), out.type().bits()));
        }
    }

    private int bits(String port, Netlist netlist) {
        String wire = wire(port);
        return netlist.bits(wire)
                .orElseThrow(() ->
                        new BadInputException(
                                "the device %s has no '%s' inside%s"
                                        .formatted(
                                                pins.module(),
                                                wire,
                                                Words.didYouMean(
                                                        wire, List.copyOf(netlist.names())))));
    }
}
