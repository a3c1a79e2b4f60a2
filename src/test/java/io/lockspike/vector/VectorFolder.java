package io.lockspike.vector;

import static org.assertj.core.api.Assertions.assertThat;

import io.lockspike.spec.Spec;
import io.lockspike.spec.SpecFile;
import io.lockspike.trace.TraceWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;

/// Vectors of a spec, written to a folder.
final class VectorFolder {
    static final Path LIBRARY = Path.of("src/main/resources/io/lockspike/spec/library");

    private VectorFolder() {}

    static VectorSet make(Path spec, int rows, String... observed) {
        Spec read = SpecFile.read(spec);
        Pins pins = Pins.of(read, Optional.empty(), List.of(observed));
        var maker = new VectorMaker(read, pins, 1, 0, true, List.of());
        return maker.make(rows, VectorFolder::none);
    }

    static VectorSet library(String name, int rows, String... observed) {
        return make(LIBRARY.resolve(name + ".yaml"), rows, observed);
    }

    private static Stream none(String file, String column, Object input, int lane) {
        throw new AssertionError("no recording was named");
    }

    static void write(VectorSet set, Path folder) {
        try {
            for (TextFile file : VectorFiles.of(set, EnumSet.allOf(Part.class))) {
                Path path = folder.resolve(file.path());
                Files.createDirectories(path.getParent());
                Files.writeString(path, file.text());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        for (String format : List.of(".csv", ".npz")) {
            TraceWriter writer =
                    TraceWriter.to(folder.resolve(set.spec().name() + format), set.head());
            set.write(writer);
            writer.close();
        }
        assertThat(set.rows()).isPositive();
    }
}
