package io.lockspike.board;

import io.lockspike.equation.BadInputException;
import io.lockspike.tool.SerialPort;
import io.lockspike.tool.ToolMissingException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/// Which port a board hangs on: whoever is there is asked, all of them at once.
final class PortSearch {
    private PortSearch() {}

    /// A port on which the right board answers.
    ///
    /// @param line of it, open
    /// @param why it was taken
    record Found(SerialPort port, Line line, String why) {}

    /// What became of a port.
    ///
    /// @param line nothing where it could not be opened
    /// @param board who answered; else why nobody did
    private record Asked(SerialPort port, Optional<Line> line, End.Kind how, String board) {

        String sentence() {
            return port.device() + ": " + board;
        }

        void close() {
            line.ifPresent(Line::close);
        }
    }

    /// @param dev where devices stand, such as `/dev`
    /// @param ask a session that does no more than learn who a board is; nothing where boards
    ///   answer nothing
    /// @throws BadInputException if the boards that answer hold something else
    /// @throws ToolMissingException if none answers, or more than one
    static Found find(Path dev, int baud, Optional<Supplier<Session>> ask) {
        List<SerialPort> ports = SerialPort.in(dev);
        if (ports.isEmpty()) {
            throw new ToolMissingException(
                    "--port auto: no USB serial port is plugged in; 'lif board ports' lists them");
        }
        if (ask.isEmpty()) {
            return onlyOne(ports, baud);
        }
        List<CompletableFuture<Asked>> asking =
                ports.stream()
                        .map(port ->
                                CompletableFuture.supplyAsync(
                                        () -> ask(port, baud, ask.get().get()),
                                        task -> Thread.ofPlatform().daemon().start(task)))
                        .toList();
        return chosen(asking.stream().map(CompletableFuture::join).toList());
    }

    private static Found onlyOne(List<SerialPort> ports, int baud) {
        if (ports.size() > 1) {
            throw new ToolMissingException(
                    "--port auto: there are %d ports, name one: %s"
                            .formatted(ports.size(), names(ports)));
        }
        SerialPort port = ports.getFirst();
        return new Found(port, SerialLine.open(port.device().toString(), baud), "the only one");
    }

    private static Asked ask(SerialPort port, int baud, Session session) {
        Line line;
        try {
            line = SerialLine.open(port.device().toString(), baud);
        } catch (ToolMissingException e) {
            String why = e.getMessage().substring(e.getMessage().indexOf(": ") + 2);
            return new Asked(port, Optional.empty(), End.Kind.LOST, why);
        }
        End end = new Pump(line, System::nanoTime, () -> false).run(session);
        boolean answers = end.kind() == End.Kind.DONE;
        return new Asked(
                port, Optional.of(line), end.kind(), answers ? session.board() : end.why());
    }

    private static Found chosen(List<Asked> all) {
        List<Asked> right = all.stream().filter(a -> a.how == End.Kind.DONE).toList();
        all.stream()
                .filter(a -> right.size() != 1 || !a.equals(right.getFirst()))
                .forEach(Asked::close);
        if (right.size() == 1) {
            Asked taken = right.getFirst();
            List<String> why = new ArrayList<>(List.of(taken.board));
            all.stream().filter(a -> !a.equals(taken)).map(Asked::sentence).forEach(why::add);
            return new Found(taken.port, taken.line.orElseThrow(), String.join("; not ", why));
        }
        if (right.size() > 1) {
            throw new ToolMissingException(
                    "--port auto: %d boards answer, name one: %s"
                            .formatted(
                                    right.size(), names(right.stream().map(Asked::port).toList())));
        }
        String why = String.join("; ", all.stream().map(Asked::sentence).toList());
        throw all.stream().anyMatch(a -> a.how == End.Kind.REFUSED)
                ? new BadInputException("--port auto: no board holds this. " + why)
                : new ToolMissingException("--port auto: no board answers. " + why);
    }

    private static String names(List<SerialPort> ports) {
        return String.join(", ", ports.stream().map(port -> port.stable().toString()).toList());
    }
}
