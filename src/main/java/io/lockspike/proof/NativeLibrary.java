package io.lockspike.proof;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;

/// The native library of Bitwuzla: unpacked into a folder that nobody else can write to, and loaded
/// only if it is, byte for byte, the one that this program was built with.
final class NativeLibrary {
    private static final String NAME = "libbitwuzlaj-x64.so";
    private static final String SHA_256 =
            "72c169e242fca1415f2a302d091de7e593eb38ad5be8506e1fbde94f22031535";

    private static boolean loaded;

    private NativeLibrary() {}

    static boolean isForThisMachine() {
        String arch = System.getProperty("os.arch").toLowerCase(Locale.ROOT);
        return System.getProperty("os.name").equals("Linux")
                && (arch.equals("amd64") || arch.equals("x86_64"));
    }

    @SuppressWarnings("restricted")
    static synchronized void load() {
        if (!loaded) {
            try {
                System.load(unpacked(cache()).toString());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            loaded = true;
        }
    }

    private static Path cache() {
        String cache = System.getenv("XDG_CACHE_HOME");
        return cache != null && Path.of(cache).isAbsolute()
                ? Path.of(cache, "lockspike")
                : Path.of(System.getProperty("user.home"), ".cache", "lockspike");
    }

    /// The library in that folder, or in a new private one where that cannot be had.
    static Path unpacked(Path cache) throws IOException {
        try {
            return unpackedInto(privateFolder(cache.toAbsolutePath()));
        } catch (IOException noCache) {
            Path folder = Files.createTempDirectory("lockspike-");
            folder.toFile().deleteOnExit();
            Path library = unpackedInto(folder);
            library.toFile().deleteOnExit();
            return library;
        }
    }

    private static Path privateFolder(Path cache) throws IOException {
        Files.createDirectories(cache.getParent());
        var mode = PosixFilePermissions.fromString("rwx------");
        if (!Files.isDirectory(cache, LinkOption.NOFOLLOW_LINKS)) {
            Files.createDirectory(cache, PosixFilePermissions.asFileAttribute(mode));
        }
        // Fails where the folder is somebody else's.
        Files.setPosixFilePermissions(cache, mode);
        return cache;
    }

    private static Path unpackedInto(Path folder) throws IOException {
        Path library = folder.resolve(SHA_256.substring(0, 16) + "-" + NAME);
        if (isRight(library)) {
            return library;
        }
        Path part = Files.createTempFile(folder, NAME, ".part");
        try (InputStream packed = NativeLibrary.class.getResourceAsStream(NAME)) {
            if (packed == null) {
                throw new IllegalStateException("the program was packed without " + NAME);
            }
            Files.copy(packed, part, StandardCopyOption.REPLACE_EXISTING);
            if (!isRight(part)) {
                throw new IllegalStateException(
                        NAME + " is not the one with the SHA-256 " + SHA_256);
            }
            Files.move(part, library, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(part);
        }
        return library;
    }

    private static boolean isRight(Path file) throws IOException {
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            return false;
        }
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file));
            return HexFormat.of().formatHex(hash).equals(SHA_256);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
