package io.lockspike.cli;

import io.lockspike.equation.BadInputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.ParseResult;

/// The files that a command writes when it has a verdict.
final class Outputs {
    private Outputs() {}

    /// Makes the folders of the files that these options name, before any work is done.
    ///
    /// @throws BadInputException if one cannot be written
    static void ready(ParseResult options, String... names) {
        for (String name : names) {
            RtlOptions.path(options, name).ifPresent(file -> ready(name, file));
        }
    }

    private static void ready(String name, Path file) {
        if (Files.isDirectory(file)) {
            throw bad(name, file, "a folder; name a file in it");
        }
        Path folder = file.toAbsolutePath().getParent();
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw bad(name, file, "its folder cannot be made");
        }
        boolean written = Files.exists(file) ? Files.isWritable(file) : Files.isWritable(folder);
        if (!written) {
            throw bad(name, file, "it may not be written");
        }
    }

    private static BadInputException bad(String name, Path file, String why) {
        return new BadInputException("%s %s: %s".formatted(name, file, why));
    }
}
