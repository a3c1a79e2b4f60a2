package io.lockspike.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lockspike.equation.BadInputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class WholeFileTest {
    @TempDir private Path folder;

    @Test
    void replacesTheFileAndLeavesNothingElse() throws IOException {
        var file = Files.writeString(folder.resolve("results.xml"), "old, and longer");
        WholeFile.write(file, "new θ");

        assertThat(file).hasContent("new θ");
        try (var files = Files.list(folder)) {
            assertThat(files).containsExactly(file);
        }
    }

    @Test
    void makesTheFolder() {
        var file = folder.resolve("a/b/results.xml");
        WholeFile.write(file, "x");

        assertThat(file).hasContent("x");
    }

    /// A temporary file of the JDK may be read by its owner only, and the rename keeps that.
    @Test
    void letsOthersReadWhatAnyFileLetsThemRead() throws IOException {
        var file = folder.resolve("results.xml");
        WholeFile.write(file, "x");
        var plain = Files.writeString(folder.resolve("plain"), "x");

        assertThat(Files.getPosixFilePermissions(file))
                .isEqualTo(Files.getPosixFilePermissions(plain));
    }

    @Test
    void refusesWhatItCannotWrite() throws IOException {
        var inFile = Files.writeString(folder.resolve("file"), "x").resolve("results.xml");

        assertThatThrownBy(() -> WholeFile.write(folder, "x"))
                .isInstanceOf(BadInputException.class)
                .hasMessageStartingWith("cannot write " + folder + ": ");
        assertThatThrownBy(() -> WholeFile.write(inFile, "x"))
                .isInstanceOf(BadInputException.class)
                .hasMessageStartingWith("cannot write " + inFile + ": ");
    }
}
