package io.lockspike.report;

import io.lockspike.equation.BadInputException;
import io.lockspike.tool.FileFault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/// Files that are there whole or not at all: written beside their place and then renamed. What is
/// no ordinary file, such as a pipe or `/dev/stdout`, is written to directly.
public final class WholeFile {
    private WholeFile() {}

    /// Writes `text` in UTF-8; makes the folder where there is none.
    ///
    /// @throws BadInputException if the file cannot be written
    public static void write(Path file, String text) {
        try {
            if (Files.exists(file) && !Files.isRegularFile(file)) {
                Files.writeString(file, text, StandardOpenOption.WRITE);
            } else {
                replace(file.toAbsolutePath(), text);
            }
        } catch (IOException e) {
            throw new BadInputException("cannot write " + file + ": " + FileFault.words(file, e));
        }
    }

    private static void replace(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        // Not a temporary file of the JDK: nobody but its owner could read it, even after the
        // rename.
        var part =
                file.resolveSibling("." + file.getFileName() + "." + ProcessHandle.current().pid());
        try {
            // Never through a link that somebody else put there.
            Files.deleteIfExists(part);
            Files.writeString(part, text, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
            Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(part);
        }
    }
}
