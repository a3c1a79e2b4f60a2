package io.lockspike.cli;

import io.lockspike.equation.BadInputException;
import io.lockspike.equation.Words;
import java.util.ArrayList;
import java.util.List;

/// The commands that begin with `lif board`.
final class BoardCommands {
    private static final List<Commands.Entry> ALL =
            List.of(
                    new Commands.Entry("ports", "the serial ports that are plugged in"),
                    new Commands.Entry("info", "who the board is"),
                    new Commands.Entry("check", "the board against the model, step by step"),
                    new Commands.Entry("record", "the same, kept as a file"),
                    new Commands.Entry("replay", "judge such a file again, without the board"),
                    new Commands.Entry("bench", "how fast link and core are"),
                    new Commands.Entry("listen", "a board that runs by itself and prints"));

    private BoardCommands() {}

    static Command get(String name) {
        return switch (name) {
            case "ports" -> new BoardPortsCommand();
            case "info" -> new BoardInfoCommand();
            case "bench" -> new BoardBenchCommand();
            case "listen" -> new BoardListenCommand();
            case "check" -> new BoardCheckCommand(false);
            case "record" -> new BoardCheckCommand(true);
            case "replay" -> new BoardReplayCommand();
            default ->
                    throw new BadInputException(
                            "there is no command 'board %s'%s; 'lif board --help' lists them"
                                    .formatted(name, Words.didYouMean(name, names())));
        };
    }

    static List<String> names() {
        return ALL.stream().map(Commands.Entry::name).toList();
    }

    static List<String> usage() {
        List<String> lines = new ArrayList<>();
        lines.add("lif board: the core on a cable");
        lines.add("");
        ALL.forEach(
                entry -> lines.add("  lif board %-7s %s".formatted(entry.name(), entry.summary())));
        lines.add("");
        lines.add(
                "Exit codes: 0 agreed, 1 disagreed, 2 bad input or a board that holds another spec, 3 the port or board");
        lines.add("is missing or was lost, 4 not all was compared. docs/board.md tells the way.");
        return lines;
    }
}
