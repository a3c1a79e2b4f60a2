package io.lockspike.tool;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/// A file that was packed with the program, and is only used if it is, byte for byte, the one that
/// it was built with.
///
/// @param beside the class whose loader has it
/// @param resource its name for that class
/// @param sha256 of its content, as hexadecimal digits
public record CheckedFile(Class<?> beside, String resource, String sha256) {

    /// Puts it into a folder that nobody else can write to, unless it is there already.
    public Path unpack(Path file) throws IOException {
        if (isRight(file)) {
            return file;
        }
        Path part = Files.createTempFile(file.getParent(), "new-", ".part");
        try (InputStream packed = beside.getResourceAsStream(resource)) {
            if (packed == null) {
                throw new IllegalStateException("the program was packed without " + resource);
            }
            Files.copy(packed, part, StandardCopyOption.REPLACE_EXISTING);
            if (!isRight(part)) {
                throw new IllegalStateException(
                        resource + " is not the one with the SHA-256 " + sha256);
            }
            Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(part);
        }
        return file;
    }

    private boolean isRight(Path file) throws IOException {
        return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
                && Sha256.of(Files.readAllBytes(file)).equals(sha256);
    }
}
