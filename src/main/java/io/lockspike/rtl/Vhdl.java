package io.lockspike.rtl;

import io.lockspike.equation.BadInputException;
import io.lockspike.tool.Program;
import io.lockspike.tool.Toolchain;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/// VHDL by way of GHDL's synthesis, which writes Verilog.
final class Vhdl {
    /// GHDL 2.0 writes the arithmetic shift of a signed value as a logical one: `$signed(n9) >> 4`.
    /// Of an unsigned value, whose shift is logical, it never says `$signed`.
    private static final Pattern LOST_SIGN =
            Pattern.compile("(\\$signed\\((?:[^()]|\\([^()]*\\))*\\)) >> (?!>)");

    /// And the division of signed values as one of unsigned ones: `n4 / 8; // sdiv`.
    private static final Pattern LOST_DIVISION =
            Pattern.compile("= (\\S+) ([/%]) (\\S+); // s(?:div|rem)");

    /// And an edge beside another condition, `rst = '1' and rising_edge(clk)`, as one that never
    /// comes: `n13_o = 1'b0; // posedge`.
    private static final Pattern LOST_EDGE = Pattern.compile("= 1'b0; // (?:pos|neg)edge");

    private Vhdl() {}

    /// What came of it.
    ///
    /// @param file in the working folder
    record Converted(Path file, String tool, List<String> warnings) {}

    /// @param entity the top
    /// @param generics numbers by name
    /// @param library that the files are in
    static Converted toVerilog(
            List<Path> files,
            String entity,
            Map<String, String> generics,
            String library,
            Path work)
            throws IOException {
        String version = Toolchain.version("ghdl", "ghdl", "--version");
        List<String> command = new ArrayList<>(List.of("sh", "-c", "exec \"$@\" >ghdl.v", "sh"));
        command.addAll(List.of("ghdl", "--synth", "--std=08", "--work=" + library));
        generics.forEach((name, value) -> command.add("-g" + name + "=" + value));
        command.add("--out=verilog");
        files.forEach(file -> command.add(file.toString()));
        command.addAll(List.of("-e", entity));
        Program.Ended ended = Program.of(work, command).run();
        if (!ended.well()) {
            throw new BadInputException("GHDL refuses the RTL: " + Toolchain.complaint(ended));
        }
        String written = Files.readString(work.resolve("ghdl.v"));
        long lost =
                LOST_SIGN.matcher(written).results().count()
                        + LOST_DIVISION.matcher(written).results().count();
        String shifts = LOST_SIGN.matcher(written).replaceAll("$1 >>> ");
        String mended =
                LOST_DIVISION.matcher(shifts).replaceAll("= \\$signed($1) $2 \\$signed($3);");
        Path file = Path.of("from_vhdl.v");
        Files.writeString(work.resolve(file), mended);
        List<String> warnings = new ArrayList<>();
        if (lost > 0) {
            warnings.add(
                    "%s translated %d signed %s as unsigned; mended before the comparison"
                            .formatted(version, lost, lost == 1 ? "operation" : "operations"));
        }
        if (LOST_EDGE.matcher(written).find()) {
            warnings.add(
                    "%s translates an edge beside another condition as one that never comes: put the edge into an 'if' of its own"
                            .formatted(version));
        }
        return new Converted(file, version, warnings);
    }
}
