package io.lockspike.tool;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// What all that Verilator makes has in common: how it is compiled, and a runtime, which is
/// compiled once and kept.
///
/// @param flags for the compiler, with the folders of what is included
/// @param objects to link with
public record VerilatorRuntime(List<String> flags, List<Path> objects) {

    /// `-w`: what Verilator writes is not the user's to mend. An endless loop in the RTL stays one.
    /// `vl_finish`, `vl_stop` and `vl_fatal` are up to whoever drives the model.
    public static final List<String> COMPILE =
            List.of(
                    "-std=gnu++17",
                    "-O3",
                    "-fPIC",
                    "-fvisibility=hidden",
                    "-fno-finite-loops",
                    "-w",
                    "-DVM_SC=0",
                    "-DVM_TRACE=0",
                    "-DVM_COVERAGE=0",
                    "-DVL_USER_FINISH",
                    "-DVL_USER_STOP",
                    "-DVL_USER_FATAL");

    private static final List<String> PARTS = List.of("verilated", "verilated_threads");

    /// Where Verilator has its C++.
    public static Path root() {
        List<String> ask = List.of("verilator", "--getenv", "VERILATOR_ROOT");
        return Path.of(Program.of(Path.of("/"), ask).run().output().strip());
    }

    /// The one of this Verilator and this compiler, made in a folder where it is not in the cache.
    ///
    /// @param versions what both say of themselves
    /// @throws ToolMissingException if it cannot be compiled
    public static VerilatorRuntime of(BuildCache cache, Path work, List<String> versions)
            throws IOException {
        Path root = root();
        List<String> flags = new ArrayList<>(COMPILE);
        flags.add("-I" + root.resolve("include"));
        flags.add("-I" + root.resolve("include/vltstd"));
        List<String> words = new ArrayList<>(versions);
        words.addAll(COMPILE);
        String key = BuildCache.key(List.of(), words).substring(0, 16);
        List<Path> objects = new ArrayList<>();
        for (String part : PARTS) {
            String kept = part + "-" + key + ".o";
            if (!Files.isRegularFile(cache.file(kept))) {
                Path source = root.resolve("include/" + part + ".cpp");
                cache.keep(compiled(work, source, flags), kept);
            }
            objects.add(cache.file(kept));
        }
        return new VerilatorRuntime(flags, objects);
    }

    private static Path compiled(Path work, Path source, List<String> flags) {
        Path object = work.resolve(source.getFileName() + ".o");
        List<String> command = new ArrayList<>(List.of("g++", "-c", "-o", object.toString()));
        command.addAll(flags);
        command.add(source.toString());
        Program.Ended ended = Program.of(work, command).run();
        if (!ended.well()) {
            throw new ToolMissingException(
                    "the runtime of Verilator cannot be compiled: " + Toolchain.complaint(ended));
        }
        return object;
    }

    /// A text that includes all C++ of a folder, so that what they share is read once.
    ///
    /// @param folder as the compiler finds it
    public static String everything(Path work, String folder) throws IOException {
        var text = new StringBuilder();
        try (Stream<Path> made = Files.list(work.resolve(folder))) {
            made.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".cpp"))
                    .sorted()
                    .forEach(name -> text.append("#include \"%s/%s\"\n".formatted(folder, name)));
        }
        return text.toString();
    }
}
