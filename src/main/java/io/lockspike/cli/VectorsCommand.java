package io.lockspike.cli;

import io.lockspike.equation.BadInputException;
import io.lockspike.report.OwnFiles;
import io.lockspike.report.WholeFile;
import io.lockspike.spec.Spec;
import io.lockspike.spec.SpecFile;
import io.lockspike.tool.FileFault;
import io.lockspike.tool.Json;
import io.lockspike.trace.TraceWriter;
import io.lockspike.vector.Part;
import io.lockspike.vector.Pins;
import io.lockspike.vector.TextFile;
import io.lockspike.vector.TraceRecordings;
import io.lockspike.vector.VectorFiles;
import io.lockspike.vector.VectorIndex;
import io.lockspike.vector.VectorMaker;
import io.lockspike.vector.VectorSet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/// `lif vectors SPEC -o DIR`: vectors and the benches that use them.
final class VectorsCommand implements Command {
    private static final int MOST_ROWS = 10_000_000;
    private static final List<Part> TRACES = List.of(Part.CSV, Part.NPZ);

    @Override
    public CommandSpec options() {
        return Options.command(
                        "vectors",
                        "Writes test vectors, and benches that use them: SystemVerilog, VHDL, cocotb, C.",
                        "The rows first meet the traps of the design (a leak's dead zone, values at a threshold,",
                        "the edges of a clamp, rst in flight, …), then they are random. The device's pins are those",
                        "of 'rtl' under 'ports', else the spec's own names; its name is the spec's, _ for -.")
                .addPositional(
                        Options.arguments(
                                "SPEC", "the spec file; of several, each gets a folder of its own"))
                .addOption(Options.value("-o|--output", "DIR", "the folder to write in"))
                .addOption(
                        Options.value(
                                "--write",
                                "PART,…",
                                "some of mem, csv, json, npz, sv, vhdl, cocotb, c (all)"))
                .addOption(Options.value("-n|--rows", "N", "random rows behind the traps (1000)"))
                .addOption(Options.value("--seed", "S", "seed of everything random (1)"))
                .addOption(
                        Options.values(
                                "-i|--input",
                                "NAME=STIMULUS",
                                "what an input does, in place of a free choice"))
                .addOption(
                        Options.values(
                                "--observe",
                                "NAME",
                                "compare this, too: a state or a wire that has a pin"))
                .addOption(
                        Options.value(
                                "--lane", "N", "which of the values of a parameter's list (0)"))
                .addOption(Options.value("--device", "NAME", "what the module or entity is called"))
                .addOption(
                        Options.flag(
                                "--no-rst", "never assert rst: states start at their '=' values"))
                .addOption(Options.set())
                .addOption(Options.json())
                .addOption(Options.flag("-q|--quiet", "show nothing"));
    }

    @Override
    public int run(ParseResult options, Console console) {
        if (!options.hasMatchedOption("--output")) {
            throw new BadInputException("-o DIR is missing: name the folder to write in");
        }
        Path folder = Options.path(options.matchedOptionValue("--output", ""));
        Set<Part> parts =
                options.hasMatchedOption("--write")
                        ? Part.parse(options.matchedOptionValue("--write", ""))
                        : EnumSet.allOf(Part.class);
        List<String> specs = options.matchedPositionalValue(0, List.of());
        boolean several = specs.size() > 1;
        List<VectorSet> sets = new ArrayList<>();
        for (String spec : specs) {
            sets.add(make(Options.path(spec), options));
        }
        refuseSameNames(sets);
        List<Made> all = new ArrayList<>();
        for (VectorSet set : sets) {
            Path own = several ? folder.resolve(set.spec().name()) : folder;
            all.add(new Made(set, own, VectorFiles.of(set, parts)));
        }
        Optional<TextFile> index = several ? Optional.of(VectorIndex.of(sets)) : Optional.empty();
        all.forEach(made -> refuseOthers(made, parts));
        index.ifPresent(file -> OwnFiles.refuseOthers(folder.resolve(file.path()), file.text()));
        boolean json = options.hasMatchedOption("--json");
        Json results = json ? new Json(console.out(), true).array() : null;
        for (Made made : all) {
            int files = write(made, parts);
            if (json) {
                print(made.set(), parts, made.folder(), files, results);
            } else if (!options.hasMatchedOption("--quiet")) {
                show(made.set(), parts, made.folder(), files, console);
            }
        }
        if (json) {
            results.end();
        }
        index.ifPresent(file -> WholeFile.write(folder.resolve(file.path()), file.text()));
        return Main.AGREED;
    }

    /// What is written into one folder; the traces and the manifest come to the texts.
    private record Made(VectorSet set, Path folder, List<TextFile> texts) {}

    private static VectorSet make(Path file, ParseResult options) {
        Spec spec = SpecFile.read(file, Options.overrides(options));
        if (spec.each().isPresent() && Files.isRegularFile(file)) {
            // A core has so many traps that its stimuli are hunted for seconds.
            Launcher.expectLongWork();
        }
        Optional<String> device =
                Optional.ofNullable(options.matchedOptionValue("--device", (String) null));
        Pins pins = Pins.of(spec, device, options.matchedOptionValue("--observe", List.of()));
        long seed = Options.number(options, "--seed", 1, Long.MIN_VALUE, Long.MAX_VALUE);
        int rows = (int) Options.number(options, "--rows", 1000, 0, MOST_ROWS);
        int last = spec.equations().lanes() - 1;
        int lane = (int) Options.number(options, "--lane", 0, 0, last);
        boolean hasRst = !options.hasMatchedOption("--no-rst");
        List<String> given = options.matchedOptionValue("--input", List.of());
        try (var recordings = new TraceRecordings()) {
            return new VectorMaker(spec, pins, seed, lane, hasRst, given).make(rows, recordings);
        }
    }

    private static void refuseSameNames(List<VectorSet> sets) {
        Set<String> names = new HashSet<>();
        for (VectorSet set : sets) {
            if (!names.add(set.spec().name())) {
                throw new BadInputException(
                        "two specs are called '%s', and so their folders would be; rename one"
                                .formatted(set.spec().name()));
            }
        }
    }

    /// Before the first file is written.
    private static void refuseOthers(Made made, Set<Part> parts) {
        if (!Files.exists(made.folder())) {
            return;
        }
        for (TextFile file : made.texts()) {
            OwnFiles.refuseOthers(made.folder().resolve(file.path()), file.text());
        }
        for (Part part : TRACES) {
            if (parts.contains(part)) {
                OwnFiles.refuseOthers(traceFile(made, part), "");
            }
        }
        TextFile manifest = VectorFiles.manifest(made.set(), parts, Map.of());
        OwnFiles.refuseOthers(made.folder().resolve(manifest.path()), "");
    }

    private static Path traceFile(Made made, Part part) {
        return made.folder().resolve(made.set().spec().name() + "." + part.word());
    }

    /// Writes all files, the manifest last; gives their number.
    private static int write(Made made, Set<Part> parts) {
        Map<String, byte[]> written = new LinkedHashMap<>();
        for (TextFile file : made.texts()) {
            WholeFile.write(made.folder().resolve(file.path()), file.text());
            written.put(file.path(), VectorFiles.bytes(file));
        }
        for (Part part : TRACES) {
            if (parts.contains(part)) {
                Path file = traceFile(made, part);
                trace(made.set(), file);
                written.put(file.getFileName().toString(), read(file));
            }
        }
        TextFile manifest = VectorFiles.manifest(made.set(), parts, written);
        WholeFile.write(made.folder().resolve(manifest.path()), manifest.text());
        return written.size() + 1;
    }

    private static void trace(VectorSet set, Path file) {
        makeFolder(file.getParent());
        TraceWriter writer = TraceWriter.to(file, set.head());
        boolean whole = false;
        try {
            set.write(writer);
            writer.close();
            whole = true;
        } finally {
            if (!whole) {
                writer.abandon();
            }
        }
    }

    private static void makeFolder(Path folder) {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new BadInputException(
                    "cannot make the folder "
                            + folder
                            + ": "
                            + FileFault.words(folder.resolve("file"), e));
        }
    }

    private static byte[] read(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new BadInputException(
                    "cannot read " + file + " again: " + FileFault.words(file, e));
        }
    }

    private static void show(
            VectorSet set, Set<Part> parts, Path folder, int files, Console console) {
        console.print(
                "%s [%s], seed %d: %,d rows, %,d values to compare, %d of %d traps"
                        .formatted(
                                set.spec().name(),
                                set.spec().hash(),
                                set.seed(),
                                set.rows(),
                                set.cells(),
                                set.caught(),
                                set.traps()));
        List<VectorFiles.Use> uses = VectorFiles.uses(set, parts);
        console.print(
                "wrote %d files in %s%s"
                        .formatted(files, folder, uses.isEmpty() ? "" : "; in that folder run"));
        uses.forEach(use -> console.print("  %-10s %s".formatted(use.name(), use.command())));
    }

    private static void print(VectorSet set, Set<Part> parts, Path folder, int files, Json json) {
        json.object().name("schema").value("lockspike-vectors-result-1");
        json.name("spec").value(set.spec().name()).name("hash").value(set.spec().hash());
        json.name("seed").value(set.seed()).name("rows").value(set.rows());
        json.name("cells").value(set.cells()).name("traps").value(set.traps());
        json.name("met").value(set.caught()).name("folder").value(folder.toString());
        json.name("files").value(files).name("run").object();
        VectorFiles.uses(set, parts).forEach(use -> json.name(use.name()).value(use.command()));
        json.end().end();
    }
}
