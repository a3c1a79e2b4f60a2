package io.lockspike.rtl;

import io.lockspike.check.Divergence;
import io.lockspike.check.Verdict;
import io.lockspike.equation.BadInputException;
import io.lockspike.tool.Program;
import io.lockspike.tool.Toolchain;
import io.lockspike.vector.Part;
import io.lockspike.vector.Pins;
import io.lockspike.vector.TextFile;
import io.lockspike.vector.VectorFiles;
import io.lockspike.vector.VectorSet;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// The vectors once more in a simulator that knows x, which Verilator does not: Icarus for Verilog,
/// and for VHDL GHDL itself, because what Verilator ran of that is a translation: what GHDL says of
/// the VHDL counts, whatever the translation does.
///
/// @param verdict what Verilator's run came to; one that disagrees is not made longer
record Replay(DeviceSources device, VectorSet vectors, Path work, Verdict verdict) {

    private static final String REFUSES = " refuses the RTL: ";
    private static final Pattern STOPPED =
            Pattern.compile(
                    "error: ((?:bound check failure|overflow detected|division by zero).*)");
    private static final Pattern NOW = Pattern.compile("Now is (\\d+)ns");
    private static final long NANOSECONDS_A_ROW = 10;

    /// What a bench says of a row that differs, and no device of its own accord.
    private static final Pattern SAID =
            Pattern.compile("step \\d{1,18}: \\S+ is \\S+, the model says .*");

    /// What came of it.
    ///
    /// @param sentence for the verdict
    /// @param agreed it was run, and all agrees
    /// @param divergence an X, or another difference that only this simulator shows
    record Result(
            String sentence, List<String> tools, boolean agreed, Optional<Divergence> divergence) {

        /// A verdict of Verilator's run, with what this one adds.
        Verdict with(Verdict verdict) {
            if (verdict.divergences().isEmpty()) {
                return verdict.with(divergence.stream().toList(), verdict.partial());
            }
            String theirs = verdict.divergences().getFirst().sentence();
            if (agreed) {
                return verdict.with(
                        List.of(),
                        "GHDL's translation to Verilog is not the VHDL: GHDL itself agrees where that says '%s'"
                                .formatted(theirs));
            }
            return divergence
                    .filter(own -> own.step() != verdict.divergences().getFirst().step())
                    .map(own -> verdict.with(List.of(instead(own, theirs)), verdict.partial()))
                    .orElse(verdict);
        }

        private static Divergence instead(Divergence own, String theirs) {
            return new Divergence(
                    own.kind(),
                    own.lane(),
                    own.step(),
                    own.row(),
                    own.place(),
                    own.cells(),
                    "GHDL's translation to Verilog is another device, and says: " + theirs);
        }
    }

    Result run() throws IOException {
        if (!(device instanceof Sources sources)) {
            return not("the device is C");
        }
        boolean vhdl = !sources.of(Sources.Language.VHDL).isEmpty();
        if (verdict.outcome() != Verdict.Outcome.AGREED && !(vhdl && differsInTheVectors())) {
            return not("the comparison did not come so far");
        }
        boolean verilog = !sources.of(Sources.Language.VERILOG).isEmpty();
        if (vhdl && verilog) {
            return not("no simulator here takes two languages");
        }
        if (!sources.of(Sources.Language.C).isEmpty()) {
            return not("its bench knows no DPI");
        }
        boolean inside = vectors.pins().outputs().stream().anyMatch(Pins.Out::isInside);
        if (vhdl && inside) {
            return not("a bench in VHDL does not look inside a device");
        }
        return vhdl ? ghdl(sources) : icarus(sources);
    }

    /// A row of the one run, which begins with the vectors; one of another is `row 3 of run 2`.
    private boolean differsInTheVectors() {
        return verdict.divergences().stream()
                .limit(1)
                .anyMatch(first ->
                        !first.cells().isEmpty()
                                && first.row() < vectors.rows()
                                && first.place().equals("row " + first.row()));
    }

    static Result not(String why) {
        return new Result("not examined: " + why, List.of(), false, Optional.empty());
    }

    private Result icarus(Sources sources) throws IOException {
        if (Program.find("iverilog").isEmpty() || Program.find("vvp").isEmpty()) {
            return not("there is no iverilog here; sudo apt-get install -y iverilog");
        }
        String top = vectors.pins().module() + "_tb";
        List<String> compile = new ArrayList<>(List.of("iverilog", "-g2012", "-o", "bench.vvp"));
        compile.addAll(List.of("-s", top));
        // Verilator looks there for modules, too.
        for (Path include : sources.includes()) {
            compile.addAll(
                    List.of("-I" + include.toAbsolutePath(), "-y", "" + include.toAbsolutePath()));
        }
        sources.defines().forEach(define -> compile.add("-D" + define));
        compile.add(top + ".sv");
        // A device finds its files where the user is; the bench finds its own where they are.
        Path here = Path.of("").toAbsolutePath();
        List<String> simulate = List.of("vvp", "-n", folder().resolve("bench.vvp").toString());
        List<Path> files = sources.of(Sources.Language.VERILOG);
        List<String> asNamed = new ArrayList<>(compile);
        asNamed.addAll(withKeywords(files));
        Result result = run("Icarus", Part.SV, List.of(asNamed, simulate), here);
        if (!result.sentence().contains(REFUSES)) {
            return result;
        }
        files.forEach(file -> compile.add(file.toString()));
        return run("Icarus", Part.SV, List.of(compile, simulate), here);
    }

    /// The files, where those that are plain Verilog follow a directive that says which words are
    /// keywords. So do the modules that Icarus looks for behind them.
    private List<String> withKeywords(List<Path> files) throws IOException {
        Files.createDirectories(folder());
        Files.writeString(folder().resolve("begin.v"), "`begin_keywords \"1364-2005\"\n");
        Files.writeString(folder().resolve("end.v"), "`end_keywords\n");
        List<String> words = new ArrayList<>();
        boolean plain = false;
        for (Path file : files) {
            if (plain != Sources.isPlain(file)) {
                plain = !plain;
                words.add(plain ? "begin.v" : "end.v");
            }
            words.add(file.toString());
        }
        return words;
    }

    private Result ghdl(Sources sources) throws IOException {
        String top = vectors.pins().module() + "_tb";
        String library = "--work=" + sources.library();
        List<String> analyse = new ArrayList<>(List.of("ghdl", "-a", "--std=08", library));
        sources.of(Sources.Language.VHDL).forEach(file -> analyse.add(file.toString()));
        analyse.add(top + ".vhd");
        List<String> elaborate = List.of("ghdl", "-e", "--std=08", library, top);
        List<String> simulate =
                List.of("ghdl", "-r", "--std=08", library, top, "--ieee-asserts=disable-at-0");
        List<List<String>> commands = List.of(analyse, elaborate, simulate);
        Result result = run("GHDL", Part.VHDL, commands, folder());
        boolean refused = result.sentence().contains(REFUSES) && !vectors.pins().plainVectors();
        return refused ? plain().run("GHDL", Part.VHDL, commands, folder()) : result;
    }

    /// With a bench for the other type that ports may have.
    private Replay plain() {
        return new Replay(device, vectors.plain(), work, verdict);
    }

    private Path folder() {
        return work.resolve("replay").toAbsolutePath();
    }

    /// Writes a bench and runs the commands; the last of them is the bench itself.
    ///
    /// @param here where that is run
    private Result run(String name, Part bench, List<List<String>> commands, Path here)
            throws IOException {
        Path folder = Files.createDirectories(folder());
        for (TextFile file : VectorFiles.of(vectors, EnumSet.of(Part.MEM, bench))) {
            Path path = folder.resolve(file.path());
            Files.createDirectories(path.getParent());
            Files.write(path, here.equals(folder) ? VectorFiles.bytes(file) : placed(file));
        }
        for (List<String> command : commands.subList(0, commands.size() - 1)) {
            Program.Ended built = Program.of(folder, command).run();
            if (!built.well()) {
                return not(name + REFUSES + without(folder, Toolchain.complaint(built)));
            }
        }
        Program.Ended ended = Program.of(here, commands.getLast()).run();
        boolean broke = STOPPED.matcher(ended.output()).find();
        return broke ? stopped(name, folder, commands.getLast()) : judged(name, ended);
    }

    /// A file of a bench that is run elsewhere: its vectors are where they are.
    private byte[] placed(TextFile file) {
        String text = file.text().replace("$readmemh(\"mem/", "$readmemh(\"" + folder() + "/mem/");
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /// The device itself ended the simulation: a value that its own ranges do not allow. Once more
    /// with the times shown, as the message has none.
    private Result stopped(String name, Path folder, List<String> simulate) {
        List<String> timed = new ArrayList<>(simulate);
        timed.add("--disp-time");
        String output = Program.of(folder, timed).run().output();
        String why = STOPPED.matcher(output).results().findFirst().orElseThrow().group(1);
        long last =
                NOW.matcher(output)
                        .results()
                        .mapToLong(now -> Long.parseLong(now.group(1)))
                        .max()
                        .orElse(1);
        long row = (last - 1) / NANOSECONDS_A_ROW;
        String place =
                vectors.pins().ready().isPresent()
                        ? last + " ns in " + name
                        : "row " + row + " in " + name;
        return new Result(
                differs(name),
                List.of(),
                false,
                Optional.of(
                        new Divergence(
                                Divergence.Kind.GONE,
                                -1,
                                row,
                                row,
                                place,
                                List.of(),
                                "the device ended: " + without(folder, why))));
    }

    private Result judged(String name, Program.Ended ended) {
        List<String> tools = name.equals("Icarus") ? List.of(version()) : List.of();
        if (ended.well() && ended.output().contains("AGREED")) {
            String sentence =
                    "examined: %d rows replayed in %s, none where the model has a value"
                            .formatted(vectors.rows(), name);
            return new Result(sentence, tools, true, Optional.empty());
        }
        if (ended.cause() != Program.Cause.EXIT) {
            return not(name + " did not come to an end");
        }
        Optional<String> said = ended.output().lines().filter(SAID.asMatchPredicate()).findFirst();
        return said.map(line ->
                        new Result(
                                differs(name), tools, false, Optional.of(divergence(name, line))))
                .orElseGet(() ->
                        not(
                                name
                                        + " came to nothing: "
                                        + without(work, Toolchain.complaint(ended))));
    }

    private String differs(String name) {
        return "examined: %d rows replayed in %s, which differ".formatted(vectors.rows(), name);
    }

    /// `step 3: v is x, the model says 0`.
    private static Divergence divergence(String name, String said) {
        int colon = said.indexOf(':');
        long step = Long.parseLong(said.substring("step ".length(), colon));
        return new Divergence(
                Divergence.Kind.WRONG_VALUE,
                -1,
                step,
                step,
                "row " + step + " in " + name,
                cells(said.substring(colon + 2)),
                name.equals("Icarus")
                        ? "Verilator, which knows no x, does not show it"
                        : "its translation to Verilog does not show it");
    }

    private static List<Divergence.Cell> cells(String text) {
        List<Divergence.Cell> cells = new ArrayList<>();
        for (String one : text.split("; ", -1)) {
            String[] parts = one.split(" is |, the model says ", -1);
            if (parts.length != 3) {
                throw new BadInputException("Icarus says '" + one + "'");
            }
            cells.add(new Divergence.Cell(parts[0], parts[1].strip(), parts[2].strip()));
        }
        return cells;
    }

    private static String version() {
        Program.Ended said = Program.of(Path.of("/"), List.of("iverilog", "-V")).run();
        return said.output()
                .lines()
                .findFirst()
                .orElse("Icarus")
                .replaceFirst("^Icarus Verilog version ([0-9.]+).*", "Icarus $1");
    }

    private static String without(Path folder, String text) {
        return text.replace(folder.toAbsolutePath() + "/", "");
    }
}
