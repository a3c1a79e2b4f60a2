package io.lockspike.tool;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;

/// Why a file could not be read or written, in words.
public final class FileFault {
    private FileFault() {}

    /// What stands in the way of `file`.
    public static String words(Path file, IOException e) {
        for (Path above = file.toAbsolutePath().getParent();
                above != null;
                above = above.getParent()) {
            if (Files.exists(above) && !Files.isDirectory(above)) {
                return typed(file, above) + " is a file, not a folder";
            }
        }
        return switch (e) {
            case FileAlreadyExistsException _, NotDirectoryException _ -> "it is no folder";
            case NoSuchFileException _ -> "there is no such folder, and none can be made";
            case AccessDeniedException _ -> "no permission";
            case FileSystemException failed when failed.getReason() != null -> failed.getReason();
            default -> e.getMessage() == null ? "the system refuses" : e.getMessage();
        };
    }

    /// A folder above a file as the user wrote it.
    private static Path typed(Path file, Path above) {
        Path typed = file;
        while (typed != null && !typed.toAbsolutePath().equals(above)) {
            typed = typed.getParent();
        }
        return typed == null ? above : typed;
    }
}
