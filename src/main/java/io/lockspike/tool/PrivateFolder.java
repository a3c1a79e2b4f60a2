package io.lockspike.tool;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;

/// Folders that nobody else can write to: what is loaded as code stands in no other.
public final class PrivateFolder {
    private PrivateFolder() {}

    /// The place for what is worth keeping between runs: `lockspike` in `XDG_CACHE_HOME` or
    /// `~/.cache`. It may not be there yet.
    public static Path cache() {
        String cache = System.getenv("XDG_CACHE_HOME");
        return cache != null && Path.of(cache).isAbsolute()
                ? Path.of(cache, "lockspike")
                : Path.of(System.getProperty("user.home"), ".cache", "lockspike");
    }

    /// Makes a folder ours alone, and the folder itself where there is none.
    ///
    /// @throws IOException also where it is somebody else's
    public static Path make(Path folder) throws IOException {
        Path absolute = folder.toAbsolutePath();
        Files.createDirectories(absolute.getParent());
        var mode = PosixFilePermissions.fromString("rwx------");
        if (!Files.isDirectory(absolute, LinkOption.NOFOLLOW_LINKS)) {
            Files.createDirectory(absolute, PosixFilePermissions.asFileAttribute(mode));
        }
        // Fails where the folder is somebody else's.
        Files.setPosixFilePermissions(absolute, mode);
        return absolute;
    }

    /// A new folder for one run; [#delete] takes it away.
    public static Path forOneRun() {
        try {
            return Files.createTempDirectory("lockspike-");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Takes a folder away with all that is in it; follows no link.
    public static void delete(Path folder) {
        try {
            Files.walkFileTree(
                    folder,
                    new SimpleFileVisitor<>() {
                        @Override
                        public FileVisitResult visitFile(Path file, BasicFileAttributes seen)
                                throws IOException {
                            Files.delete(file);
                            return FileVisitResult.CONTINUE;
                        }

                        @Override
                        public FileVisitResult postVisitDirectory(Path left, IOException failed)
                                throws IOException {
                            Files.delete(left);
                            return FileVisitResult.CONTINUE;
                        }
                    });
        } catch (IOException leftBehind) {
            // A file that somebody still writes stays in the temporary folder.
        }
    }
}
