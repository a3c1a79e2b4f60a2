package io.lockspike.board;

import com.fazecast.jSerialComm.SerialPort;
import io.lockspike.tool.CheckedFile;
import io.lockspike.tool.PrivateFolder;
import io.lockspike.tool.ToolMissingException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;

/// The native library of jSerialComm. By itself it would be unpacked into a folder that everybody
/// can write to, and loaded from there.
final class SerialLibrary {
    private static final String PROPERTY = "jSerialComm.library.path";

    /// Folder in the jar, and the SHA-256 of what stands there.
    private static final Map<String, String> KNOWN =
            Map.of(
                    "Linux/x86_64/libjSerialComm.so",
                    "86800910c28c6e71901bf9c3fc4d3e57b16d18da896b3a7cd7203f142ab69324",
                    "Linux/armv8_64/libjSerialComm.so",
                    "6cb28b4ca7bac79991e53439a2b469c1f92a21b7aca403904030eff0db57ddb9",
                    "OSX/x86_64/libjSerialComm.jnilib",
                    "0dac0a94dc752cb5cb97235351203ca4e1d1d341e018b0a8ef6b4d5ec48e7bad",
                    "OSX/aarch64/libjSerialComm.jnilib",
                    "939e849f3075e4319862bd0577723f3217956ddc425487711968eafdd3f0cb7f",
                    "Windows/x86_64/jSerialComm.dll",
                    "87e563e996f020eaa48854ec6089f4b4e23f1310fff89469d0fa70baa381b6e7",
                    "Windows/aarch64/jSerialComm.dll",
                    "e49ff8fb527faa1a1820ec96de6d737059b22c64d4fbafa75f7c1ccc62ae1a7c");

    private static boolean ready;

    private SerialLibrary() {}

    /// To be called before anything of jSerialComm is touched.
    static synchronized void prepare() {
        if (!ready && System.getProperty(PROPERTY) == null) {
            try {
                System.setProperty(
                        PROPERTY, unpacked(PrivateFolder.cache()).getParent().toString());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        ready = true;
    }

    /// The library in that folder, or in a new private one where that cannot be had.
    static Path unpacked(Path cache) throws IOException {
        String name = name();
        String sha256 = KNOWN.get(name);
        if (sha256 == null) {
            throw new ToolMissingException(
                    "serial ports are not supported on this machine (%s)".formatted(name));
        }
        var packed = new CheckedFile(SerialPort.class, "/" + name, sha256);
        String file = name.substring(name.lastIndexOf('/') + 1);
        String own = "serial-" + sha256.substring(0, 16);
        try {
            Path folder = PrivateFolder.make(PrivateFolder.make(cache).resolve(own));
            return packed.unpack(folder.resolve(file));
        } catch (IOException noCache) {
            Path folder = Files.createTempDirectory("lockspike-");
            folder.toFile().deleteOnExit();
            Path library = packed.unpack(folder.resolve(file));
            library.toFile().deleteOnExit();
            return library;
        }
    }

    private static String name() {
        String os = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        String arch = System.getProperty("os.arch").toLowerCase(Locale.ROOT);
        boolean arm = arch.equals("aarch64") || arch.equals("arm64");
        String bits = arm ? "aarch64" : arch.equals("amd64") ? "x86_64" : arch;
        if (os.startsWith("windows")) {
            return "Windows/" + bits + "/jSerialComm.dll";
        }
        return os.startsWith("mac")
                ? "OSX/" + bits + "/libjSerialComm.jnilib"
                : "Linux/" + (arm ? "armv8_64" : bits) + "/libjSerialComm.so";
    }
}
