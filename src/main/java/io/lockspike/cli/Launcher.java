package io.lockspike.cli;

import java.io.FileInputStream;
import java.io.IOException;

/// What `./lif` tells the program that it starts, by system properties, and hears from it, by exit
/// codes that no command has. Without it (the jar alone, tests) nothing is told and nothing asked.
final class Launcher {

    /// The program is to be ended and started again with what it needs.
    static final class StartAnew extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final int code;

        private StartAnew(int code) {
            super("start anew with " + code, null, false, false);
            this.code = code;
        }

        int code() {
            return code;
        }
    }

    private Launcher() {}

    /// Whether the sources are newer than this build. `./lif` looks through them while the JVM
    /// starts, so nothing may be read, written or said before this is known.
    static boolean isOutdated() {
        String answer = System.getProperty("lif.newer");
        if (answer == null) {
            return false;
        }
        try (var in = new FileInputStream(answer)) {
            return in.read() >= 0;
        } catch (IOException e) {
            return true;
        }
    }

    /// The exit code by which it hears of [#isOutdated].
    static int outdated() {
        return Integer.getInteger("lif.outdated");
    }

    /// Work that may take more than a second is better off with the thorough compiler of the JVM,
    /// without which the program is started. To be called before anything was written, or read that
    /// cannot be read again.
    ///
    /// @throws StartAnew if that is so
    static void expectLongWork() {
        Integer code = Integer.getInteger("lif.long");
        if (code != null) {
            throw new StartAnew(code);
        }
    }

    /// The JVM itself ends with 1 when it cannot start, and 1 is our word for "disagreed". So
    /// `./lif` asks for another number in its place, takes that for the 1, and any 1 that reaches
    /// it for a failure.
    static int exitCode(int code) {
        return code == Main.DISAGREED ? Integer.getInteger("lif.disagreed", code) : code;
    }
}
