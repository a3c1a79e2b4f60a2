package io.lockspike.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// Runs the commands of a file one after the other, for the JVM to learn from; the build of `./lif`
/// calls it.
public final class Training {

    private Training() {}

    /// `args` are the file, one command a line, and the folder that stands for `OUT` in it.
    public static void main(String[] args) throws IOException {
        PrintStream err = System.err;
        System.setOut(new PrintStream(OutputStream.nullOutputStream()));
        System.setErr(new PrintStream(OutputStream.nullOutputStream()));
        for (List<String> command : commands(Files.readAllLines(Path.of(args[0])), args[1])) {
            boolean outdated = Launcher.isOutdated();
            int code = Launcher.exitCode(Main.run(command.toArray(String[]::new)));
            err.println(
                    "trained with "
                            + command
                            + (outdated ? ", outdated" : "")
                            + ": exit code "
                            + code);
        }
    }

    private static List<List<String>> commands(List<String> lines, String out) {
        return lines.stream()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .map(line -> words(line, out))
                .toList();
    }

    private static List<String> words(String line, String out) {
        return List.of(line.strip().split("\\s+")).stream()
                .map(word -> word.replace("OUT", out))
                .toList();
    }
}
