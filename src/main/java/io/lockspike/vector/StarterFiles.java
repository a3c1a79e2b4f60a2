package io.lockspike.vector;

import io.lockspike.emit.Verilog;
import io.lockspike.spec.Spec;
import io.lockspike.tool.Template;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;

/// A project to start from, beside its spec: RTL that is equal to it, vectors with a bench, a
/// Makefile, and an example of a CI file.
public final class StarterFiles {
    private static final long SEED = 1;
    private static final int ROWS = 1000;

    private StarterFiles() {}

    /// The files for a spec, which is to stand beside them as `lif.yaml`.
    ///
    /// @throws io.lockspike.equation.BadInputException if it cannot be said in Verilog, or its
    ///   vectors compare nothing
    public static List<TextFile> of(Spec spec) {
        String module = Verilog.moduleName(spec.name());
        List<TextFile> files = new ArrayList<>();
        files.add(new TextFile("rtl/" + module + ".v", Verilog.of(spec).text()));
        for (TextFile file : VectorFiles.of(vectors(spec, module), EnumSet.of(Part.MEM, Part.SV))) {
            files.add(new TextFile("vectors/" + file.path(), file.text()));
        }
        files.add(filled("wave.v", "vectors/wave.v", module));
        files.add(filled("gitignore", ".gitignore", module));
        files.add(filled("check.yml", ".github/workflows/check.yml", module));
        files.add(filled("README.md", "README.md", module));
        files.add(filled("Makefile", "Makefile", module));
        return files;
    }

    private static VectorSet vectors(Spec spec, String module) {
        Pins pins = Pins.of(spec, Optional.of(module), List.of());
        try (var recordings = new TraceRecordings()) {
            return new VectorMaker(spec, pins, SEED, 0, true, List.of()).make(ROWS, recordings);
        }
    }

    private static TextFile filled(String template, String path, String module) {
        String text =
                Template.of(StarterFiles.class, "starter/" + template)
                        .with("module", module)
                        .fill();
        return new TextFile(path, text);
    }
}
