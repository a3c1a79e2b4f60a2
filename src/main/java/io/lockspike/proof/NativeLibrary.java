package io.lockspike.proof;

import io.lockspike.tool.CheckedFile;
import io.lockspike.tool.PrivateFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
                System.load(unpacked(PrivateFolder.cache()).toString());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            loaded = true;
        }
    }

    /// The library in that folder, or in a new private one where that cannot be had.
    static Path unpacked(Path cache) throws IOException {
        try {
            return unpackedInto(PrivateFolder.make(cache));
        } catch (IOException noCache) {
            Path folder = Files.createTempDirectory("lockspike-");
            folder.toFile().deleteOnExit();
            Path library = unpackedInto(folder);
            library.toFile().deleteOnExit();
            return library;
        }
    }

    private static Path unpackedInto(Path folder) throws IOException {
        var library = new CheckedFile(NativeLibrary.class, NAME, SHA_256);
        return library.unpack(folder.resolve(SHA_256.substring(0, 16) + "-" + NAME));
    }
}
