package io.lockspike.doctor;

import io.lockspike.proof.Solver;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.CodeSource;
import java.util.ArrayList;
import java.util.List;

/// Looks at what runs us, and at what we brought along.
record ProgramCheck(Machine machine) {

    static final String NATIVE_ACCESS = "native access";

    List<Finding> run() {
        List<Finding> findings = new ArrayList<>(List.of(jdk(), nativeAccess(), aotCache()));
        findings.add(cache());
        findings.add(solver());
        return findings;
    }

    private Finding jdk() {
        String home = System.getProperty("java.home");
        String how =
                home.equals(machine.variable("LIF_JAVA_HOME"))
                        ? "named by LIF_JAVA_HOME"
                        : home.equals(machine.variable("JAVA_HOME"))
                                ? "named by JAVA_HOME"
                                : "found; set LIF_JAVA_HOME to another one to use that";
        return ok("JDK", Runtime.version().toString(), how, home);
    }

    private static Finding nativeAccess() {
        Finding here = ok(NATIVE_ACCESS, "", "cosim, the solver, serial ports", "");
        return ProgramCheck.class.getModule().isNativeAccessEnabled()
                ? here
                : here.broken(
                        "the JVM warns of it now and will refuse it later",
                        "start with ./lif, or java --enable-native-access=ALL-UNNAMED");
    }

    /// Beside the jar that runs.
    private static Finding aotCache() {
        String name = "AOT cache";
        String use = "starts several times as fast";
        CodeSource source = ProgramCheck.class.getProtectionDomain().getCodeSource();
        Path jar = source == null ? Path.of("") : Path.of(source.getLocation().getPath());
        Path cache = jar.resolveSibling("other.aot");
        return Files.isRegularFile(jar) && Files.isRegularFile(cache)
                ? ok(name, size(cache), use, cache.toString())
                : Finding.missing(
                        Finding.Group.PROGRAM, name, use, "rm -r target/lif, then ./lif --version");
    }

    /// Where libraries are kept: loaded as code, so it has to be ours alone.
    private Finding cache() {
        Path folder = machine.cache();
        String use = "built devices, the solver's library";
        if (!Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
            return ok("cache", "empty", use, folder.toString());
        }
        Finding here = ok("cache", size(folder), use, folder.toString());
        try {
            var rights = Files.getPosixFilePermissions(folder, LinkOption.NOFOLLOW_LINKS);
            String said = PosixFilePermissions.toString(rights);
            if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)
                    || !Files.getOwner(folder).getName().equals(System.getProperty("user.name"))
                    || !Files.isWritable(folder)) {
                return here.broken("is not ours: nothing is kept", "rm -rf " + folder);
            }
            return said.equals("rwx------")
                    ? here
                    : here.noting(
                            "others may look into it (" + said + "); the next cosim mends it");
        } catch (IOException | UnsupportedOperationException e) {
            return here.broken("cannot be looked at: " + e.getMessage(), "rm -rf " + folder);
        }
    }

    private static Finding solver() {
        Finding here = ok("Bitwuzla", "inside", "diff and prove solve with it", "");
        return Solver.whyNotInside()
                .map(why -> here.broken(why, "sudo apt-get install -y z3"))
                .orElse(here);
    }

    private static Finding ok(String name, String found, String use, String place) {
        return Finding.ok(Finding.Group.PROGRAM, name, found, use, place);
    }

    /// Of a file, or of all files in a folder.
    private static String size(Path path) {
        long[] bytes = new long[1];
        try {
            Files.walkFileTree(
                    path,
                    new SimpleFileVisitor<>() {
                        @Override
                        public FileVisitResult visitFile(Path file, BasicFileAttributes seen) {
                            bytes[0] += seen.size();
                            return FileVisitResult.CONTINUE;
                        }

                        @Override
                        public FileVisitResult visitFileFailed(Path file, IOException gone) {
                            return FileVisitResult.CONTINUE;
                        }
                    });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return "%.1f MB".formatted(bytes[0] / 1e6);
    }
}
