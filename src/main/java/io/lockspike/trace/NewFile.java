package io.lockspike.trace;

import io.lockspike.equation.BadInputException;
import io.lockspike.equation.Place;
import io.lockspike.tool.FileFault;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/// A file that is being written, under another name until it is whole. What is no ordinary file,
/// such as `/dev/null` or a pipe, is written to at once.
final class NewFile {
    private final Path target;
    private final Path part;

    private NewFile(Path target, Path part) {
        this.target = target;
        this.part = part;
    }

    static NewFile at(Path file) {
        if (Files.isDirectory(file)) {
            throw bad(file, "a folder; name a file in it");
        }
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
        } catch (IOException e) {
            throw bad(
                    file,
                    "its folder cannot be made (" + Quote.plain(FileFault.words(file, e)) + ")");
        }
        if (Files.exists(file) && !Files.isRegularFile(file)) {
            return new NewFile(file, file);
        }
        return new NewFile(real(file), null).withPart();
    }

    OutputStream stream() {
        try {
            return Files.newOutputStream(part, StandardOpenOption.WRITE);
        } catch (IOException e) {
            throw failed(e);
        }
    }

    /// A file beside this one that is gone when it is closed.
    FileChannel scratch() {
        try {
            return FileChannel.open(
                    create(".scratch"),
                    StandardOpenOption.READ,
                    StandardOpenOption.WRITE,
                    StandardOpenOption.DELETE_ON_CLOSE);
        } catch (IOException e) {
            throw failed(e);
        }
    }

    /// Gives the file its name. What had the name before is replaced.
    void publish() {
        if (part.equals(target)) {
            return;
        }
        try {
            Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException _) {
            replace();
        } catch (IOException e) {
            throw failed(e);
        }
    }

    void discard() {
        if (part.equals(target)) {
            return;
        }
        try {
            Files.deleteIfExists(part);
        } catch (IOException e) {
            throw failed(e);
        }
    }

    BadInputException failed(IOException e) {
        return bad(target, "cannot be written (" + Quote.plain(FileFault.words(target, e)) + ")");
    }

    private NewFile withPart() {
        return new NewFile(target, create(".part"));
    }

    private void replace() {
        try {
            Files.move(part, target, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw failed(e);
        }
    }

    private Path create(String ending) {
        String name = "." + target.getFileName() + "." + ProcessHandle.current().pid();
        for (int i = 0; ; i++) {
            try {
                return Files.createFile(target.resolveSibling(name + "-" + i + ending));
            } catch (FileAlreadyExistsException _) {
                // Another trace of this process, or what an earlier one left: take the next number.
            } catch (IOException e) {
                throw failed(e);
            }
        }
    }

    /// The file that a symbolic link leads to, so that the link stays.
    private static Path real(Path file) {
        try {
            return Files.exists(file) ? file.toRealPath() : file.toAbsolutePath();
        } catch (IOException e) {
            throw new NewFile(file, file).failed(e);
        }
    }

    private static BadInputException bad(Path file, String message) {
        return new BadInputException(Place.of(file.toString()), message);
    }
}
