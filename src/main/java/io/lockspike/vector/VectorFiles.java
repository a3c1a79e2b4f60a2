package io.lockspike.vector;

import io.lockspike.tool.Json;
import io.lockspike.tool.Sha256;
import io.lockspike.tool.Template;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/// All files that vectors are written to, but for the traces: CSV and NPZ.
public final class VectorFiles {
    private VectorFiles() {}

    /// A bench, and what compiles and runs it where its files stand. `DEVICE` stands for the
    /// device's files.
    public record Use(String name, String command) {}

    /// The text files of the parts.
    public static List<TextFile> of(VectorSet set, Set<Part> parts) {
        List<TextFile> files = new ArrayList<>();
        for (Part part : parts) {
            files.addAll(files(set, part));
        }
        return files;
    }

    private static List<TextFile> files(VectorSet set, Part part) {
        return switch (part) {
            case MEM -> MemFiles.of(set);
            case CSV, NPZ -> List.of();
            case JSON ->
                    List.of(
                            VectorJson.of(set),
                            new TextFile(
                                    "vectors.schema.json",
                                    Template.of(VectorFiles.class, "vectors.schema.json").fill()));
            case SV -> List.of(SystemVerilogBench.of(set));
            case VHDL -> List.of(VhdlBench.of(set));
            case COCOTB -> CocotbTest.of(set);
            case C -> CVectors.of(set);
        };
    }

    /// The benches and how each is run.
    public static List<Use> uses(VectorSet set, Set<Part> parts) {
        return parts.stream().flatMap(part -> uses(set, part)).toList();
    }

    private static Stream<Use> uses(VectorSet set, Part part) {
        String top = set.pins().module() + "_tb";
        return switch (part) {
            case MEM, CSV, JSON, NPZ -> Stream.of();
            case SV -> Stream.of(icarus(top), verilator(top));
            case VHDL ->
                    Stream.of(
                            new Use(
                                    "GHDL",
                                    "ghdl -a --std=08 DEVICE.vhd %s.vhd && ghdl -e --std=08 %s && ghdl -r --std=08 %s"
                                            .formatted(top, top, top)));
            case COCOTB -> Stream.of(new Use("cocotb", "python3 run_cocotb.py icarus DEVICE.v"));
            case C -> Stream.of(new Use("C", "make -C c host DEVICE=DEVICE.c"));
        };
    }

    private static Use icarus(String top) {
        return new Use(
                "Icarus",
                "iverilog -g2012 -o %s.vvp %s.sv DEVICE.v && vvp -n %s.vvp"
                        .formatted(top, top, top));
    }

    private static Use verilator(String top) {
        return new Use(
                "Verilator",
                "verilator --binary --timing -Wno-fatal --top-module %s --Mdir obj_dir %s.sv DEVICE.v && obj_dir/V%s"
                        .formatted(top, top, top));
    }

    /// The list of all files, with counts and hashes.
    ///
    /// @param files path to content, in the order of the list
    public static TextFile manifest(VectorSet set, Set<Part> parts, Map<String, byte[]> files) {
        var text = new StringBuilder();
        Json json = new Json(text, true).object();
        VectorJson.head("lockspike-manifest-1", set, json);
        json.name("cells").value(set.cells()).name("sequences").value(set.parts());
        json.name("traps").value(set.traps()).name("met").value(set.caught());
        json.name("device").value(set.pins().module()).name("files").array();
        files.forEach((path, content) -> {
            json.object().name("path").value(path).name("bytes").value(content.length);
            json.name("sha256").value(Sha256.of(content)).end();
        });
        json.end().name("run").object();
        uses(set, parts).forEach(use -> json.name(use.name()).value(use.command()));
        json.end().end();
        return new TextFile("manifest.json", text.toString());
    }

    /// The bytes of a text file.
    public static byte[] bytes(TextFile file) {
        return file.text().getBytes(StandardCharsets.UTF_8);
    }
}
