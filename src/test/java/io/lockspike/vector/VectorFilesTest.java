package io.lockspike.vector;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.lockspike.support.Needs;
import io.lockspike.support.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Other programs read the files as we mean them, at widths that are easy to get wrong.
class VectorFilesTest {
    private static final List<String> TYPES =
            List.of("u1", "s1", "u7", "s7", "u8", "s8", "u12", "s12", "u33", "s33", "u64", "s64");

    @TempDir Path folder;

    private VectorSet set;

    /// A design whose outputs are its inputs, one clock later; so rows without a value are there
    /// too.
    @BeforeEach
    void write() throws IOException {
        var text =
                new StringBuilder("lockspike: 1\nname: widths\nneuron:\n  rst: async\n  inputs: {");
        TYPES.forEach(type -> text.append("i%s: %s, ".formatted(type, type)));
        text.append("}\n  state:\n");
        TYPES.forEach(type ->
                text.append(
                        "    o%s: %s = 1\n".formatted(type, type).replace("s1 = 1", "s1 = -1")));
        text.append("  equations: |\n");
        TYPES.forEach(type -> text.append("    o%s' = i%s\n".formatted(type, type)));
        List<String> outputs = TYPES.stream().map(type -> "o" + type).toList();
        text.append("  outputs: [").append(String.join(", ", outputs)).append("]\n");
        Path spec = folder.resolve("widths.yaml");
        Files.writeString(spec, text.toString().replace(", }", "}"));
        set = VectorFolder.make(spec, 200);
        VectorFolder.write(set, folder);
    }

    /// Each value of each output, as a decimal number, `x` where undefined.
    private List<String> expected() {
        List<String> lines = new ArrayList<>();
        for (Pins.Out out : set.pins().outputs()) {
            VectorSet.Column column = set.column(out.column());
            for (int row = 0; row < set.rows(); row++) {
                lines.add(
                        "%s %d %s"
                                .formatted(
                                        column.name,
                                        row,
                                        column.defined(row)
                                                ? column.type.value(column.raw(row)).toString()
                                                : "x"));
            }
        }
        return lines;
    }

    /// A program in Verilog that prints the same.
    private String printer() {
        var text = new StringBuilder("module printer;\n  integer row;\n");
        for (String type : TYPES) {
            String sign = type.startsWith("s") ? "signed " : "";
            text.append(
                    "  reg %s[%d:0] o%s [0:%d];\n  reg k%s [0:%d];\n"
                            .formatted(
                                    sign,
                                    Integer.parseInt(type.substring(1)) - 1,
                                    type,
                                    set.rows() - 1,
                                    type,
                                    set.rows() - 1));
        }
        text.append("  initial begin\n");
        for (String type : TYPES) {
            text.append("    $readmemh(\"mem/o%s.mem\", o%s);\n".formatted(type, type));
            text.append("    $readmemh(\"mem/o%s.known.mem\", k%s);\n".formatted(type, type));
            text.append("    for (row = 0; row < %d; row = row + 1)\n".formatted(set.rows()));
            text.append(
                    "      if (k%s[row]) $display(\"o%s %%0d %%0d\", row, o%s[row]);\n"
                            .formatted(type, type, type));
            text.append("      else $display(\"o%s %%0d x\", row);\n".formatted(type));
        }
        return text.append("    $finish;\n  end\nendmodule\n").toString();
    }

    private void assertPrinted(Run.Result result) {
        assertThat(result.code()).as(result.err()).isZero();
        assertThat(result.out().lines().filter(line -> line.startsWith("o")).toList())
                .isEqualTo(expected());
    }

    @Test
    void icarusReadsTheMemoryFiles() throws IOException {
        Files.writeString(folder.resolve("printer.v"), printer());
        Path program = folder.resolve("printer.vvp");
        Run.Result built =
                Run.of(Needs.tool("iverilog"), "-g2012", "-o", program, "printer.v")
                        .in(folder)
                        .result();
        assertThat(built.code()).as(built.err()).isZero();
        assertPrinted(Run.of(Needs.tool("vvp"), "-n", program).in(folder).result());
        System.out.printf("memory files: %d values in Icarus%n", expected().size());
    }

    @Test
    void verilatorReadsTheMemoryFiles() throws IOException {
        Files.writeString(folder.resolve("printer.v"), printer());
        Run.Result built =
                Run.of(
                                Needs.tool("verilator"),
                                "--binary",
                                "-Wno-fatal",
                                "--Mdir",
                                "obj",
                                "printer.v")
                        .in(folder)
                        .result();
        assertThat(built.code()).as(built.err()).isZero();
        assertPrinted(Run.of(folder.resolve("obj/Vprinter")).in(folder).result());
        System.out.printf("memory files: %d values in Verilator%n", expected().size());
    }

    /// yosys turns each file into a table of logic, which Icarus then reads out.
    @Test
    void yosysReadsTheMemoryFiles() throws IOException {
        var tables = new StringBuilder();
        var prints = new StringBuilder("module printer;\n  integer row; reg [15:0] at;\n");
        for (String type : TYPES) {
            int top = Integer.parseInt(type.substring(1)) - 1;
            for (String kind : List.of("o" + type, "o" + type + ".known")) {
                boolean known = kind.endsWith("known");
                String module = kind.replace(".", "_");
                tables.append(
                        "module %s_table(input [15:0] at, output [%d:0] word);\n  reg [%d:0] m [0:%d];\n  initial $readmemh(\"mem/%s.mem\", m);\n  assign word = m[at];\nendmodule\n"
                                .formatted(
                                        module,
                                        known ? 0 : top,
                                        known ? 0 : top,
                                        set.rows() - 1,
                                        kind));
                String sign = !known && type.startsWith("s") ? "signed " : "";
                prints.append(
                        "  wire %s[%d:0] %s; %s_table t_%s(at, %s);\n"
                                .formatted(sign, known ? 0 : top, module, module, module, module));
            }
        }
        prints.append("  initial begin\n");
        for (String type : TYPES) {
            prints.append(
                    "    for (row = 0; row < %d; row = row + 1) begin at = row; #1;\n"
                            .formatted(set.rows()));
            prints.append(
                    "      if (o%s_known) $display(\"o%s %%0d %%0d\", row, o%s); else $display(\"o%s %%0d x\", row); end\n"
                            .formatted(type, type, type, type));
        }
        prints.append("    $finish;\n  end\nendmodule\n");
        Files.writeString(folder.resolve("tables.v"), tables);
        Files.writeString(folder.resolve("printer.v"), prints);
        Run.Result read =
                Run.of(
                                Needs.tool("yosys"),
                                "-q",
                                "-p",
                                "read_verilog tables.v; proc; memory; write_verilog net.v")
                        .in(folder)
                        .result();
        assertThat(read.code()).as(read.out() + read.err()).isZero();
        Path program = folder.resolve("net.vvp");
        Run.Result built =
                Run.of(Needs.tool("iverilog"), "-g2012", "-o", program, "printer.v", "net.v")
                        .in(folder)
                        .result();
        assertThat(built.code()).as(built.err()).isZero();
        assertPrinted(Run.of(Needs.tool("vvp"), "-n", program).in(folder).result());
        System.out.printf("memory files: %d values in yosys%n", expected().size());
    }

    @Test
    void numpyReadsTheArrays() {
        String program =
                """
                import numpy
                a = numpy.load("widths.npz")
                for name in NAMES:
                    known = a[name + "_defined"] if name + "_defined" in a else numpy.ones(len(a[name]), bool)
                    for row, (value, is_known) in enumerate(zip(a[name].tolist(), known.tolist())):
                        print(name, row, value if is_known else "x")
                """
                        .replace(
                                "NAMES",
                                TYPES.stream()
                                        .map(type -> "\"o" + type + "\"")
                                        .toList()
                                        .toString());
        assertPrinted(Run.of(Needs.python(), "-c", program).in(folder).result());
    }

    @Test
    void pythonReadsTheJson() {
        String program =
                """
                import json
                d = json.load(open("widths.json"))
                for s in d["signals"]:
                    if s["kind"] == "output":
                        for row, value in enumerate(d["values"][s["name"]]):
                            print(s["name"], row, "x" if value is None else value)
                """;
        assertPrinted(Run.of(Needs.tool("python3"), "-c", program).in(folder).result());
    }

    @Test
    void theJsonKeepsItsSchema() throws IOException {
        Schema schema =
                SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                        .getSchema(
                                Files.readString(folder.resolve("vectors.schema.json")),
                                InputFormat.JSON);
        String json = Files.readString(folder.resolve("widths.json"));
        assertThat(schema.validate(json, InputFormat.JSON)).isEmpty();
        assertThat(schema.validate(json.replace("\"rows\":", "\"steps\":"), InputFormat.JSON))
                .isNotEmpty();
        assertThat(schema.validate(json.replace("\"u33\"", "\"u65\""), InputFormat.JSON))
                .isNotEmpty();
    }
}
