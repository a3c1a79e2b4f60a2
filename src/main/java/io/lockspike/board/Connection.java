package io.lockspike.board;

import io.lockspike.equation.BadInputException;
import io.lockspike.spec.Spec;
import io.lockspike.tool.SerialPort;
import io.lockspike.tool.ToolMissingException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/// A line to a board, and the board itself where it is one that runs on this machine.
final class Connection implements AutoCloseable {
    static final int DEFAULT_BAUD = 115_200;
    private static final String EMULATED = "emulated:";

    private static final String AUTO = "auto";
    private static final Path DEV = Path.of("/dev");

    /// How long a port that went away is waited for, and how often it is looked for.
    private static final long BACK_SECONDS = 30;

    private static final long LOOK_MILLISECONDS = 200;

    private final Asked asked;
    private final Optional<EmulatedBoard> emulated;
    private final int baud;
    private Line line;
    private String name;
    private String stable;
    private String why;

    /// What is to be opened.
    ///
    /// @param port a device, `emulated:NAME`, `auto`, or `auto:FOLDER` where devices do not stand
    ///   in `/dev`
    /// @param baud 0 for the emulated board's own, else 115200
    /// @param spec that an emulated board is built around
    /// @param ask a session that does no more than learn who a board is; nothing where boards
    ///   answer nothing
    record Asked(
            String port,
            int baud,
            Optional<Faults.Plan> plan,
            long seed,
            Optional<Spec> spec,
            Optional<Supplier<Session>> ask) {

        /// A line without faults.
        Asked(String port, int baud, Optional<Spec> spec, Optional<Supplier<Session>> ask) {
            this(port, baud, Optional.empty(), 1, spec, ask);
        }

        private boolean isAuto() {
            return port.equals(AUTO) || port.startsWith(AUTO + ":");
        }

        private Path dev() {
            return port.equals(AUTO) ? DEV : Path.of(port.substring(AUTO.length() + 1));
        }

        private Line bad(Line line) {
            return plan.<Line>map(p -> new BadLine(line, p, seed, System::nanoTime)).orElse(line);
        }
    }

    private Connection(Asked asked, int baud, Optional<EmulatedBoard> emulated) {
        this.asked = asked;
        this.baud = baud;
        this.emulated = emulated;
    }

    /// A line to that board.
    static Connection open(Asked asked) {
        if (asked.port.startsWith(EMULATED)) {
            return emulated(asked);
        }
        var connection =
                new Connection(
                        asked, asked.baud == 0 ? DEFAULT_BAUD : asked.baud, Optional.empty());
        if (asked.isAuto()) {
            connection.search();
        } else {
            connection.take(asked.port, SerialLine.open(asked.port, connection.baud), "");
        }
        return connection;
    }

    private void search() {
        PortSearch.Found found = PortSearch.find(asked.dev(), baud, asked.ask);
        take(found.port().device().toString(), found.line(), found.why());
    }

    private void take(String device, Line opened, String reason) {
        name = device;
        stable = emulated.isPresent() ? device : stable(Path.of(device));
        line = asked.bad(opened);
        why = reason;
    }

    /// What a device is always called, if it has such a name.
    private static String stable(Path device) {
        Path folder = device.toAbsolutePath().getParent();
        return SerialPort.in(folder).stream()
                .filter(port -> port.device().getFileName().equals(device.getFileName()))
                .map(port -> port.stable().toString())
                .findFirst()
                .orElse(device.toString());
    }

    /// Waits for a port that went away to be there again: under its name, as the same adapter under
    /// another one, or, where it was looked for, wherever the board answers. An emulated board does
    /// not come back.
    Optional<Line> again(BooleanSupplier interrupted) {
        line.close();
        long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(BACK_SECONDS);
        while (emulated.isEmpty() && System.nanoTime() < until && !interrupted.getAsBoolean()) {
            if (isBack()) {
                return Optional.of(line);
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(LOOK_MILLISECONDS));
        }
        return Optional.empty();
    }

    private boolean isBack() {
        try {
            if (asked.isAuto()) {
                search();
            } else {
                line = asked.bad(SerialLine.open(stable, baud));
            }
            return true;
        } catch (ToolMissingException notYet) {
            return false;
        }
    }

    private static Connection emulated(Asked asked) {
        Spec neuron =
                asked.spec.orElseThrow(() ->
                        new BadInputException(
                                "--port %s: an emulated board is built around a spec; name one"
                                        .formatted(asked.port)));
        String kind = asked.port.substring(EMULATED.length());
        EmulatedBoard board = EmulatedBoard.start(kind, neuron, 0);
        try {
            int rate = asked.baud == 0 ? board.baud() : asked.baud;
            var connection = new Connection(asked, rate, Optional.of(board));
            connection.take(asked.port, SerialLine.open(board.device().toString(), rate), "");
            return connection;
        } catch (RuntimeException e) {
            board.close();
            throw e;
        }
    }

    Line line() {
        return line;
    }

    String name() {
        return name;
    }

    /// Why this port was taken; empty where it was named.
    String why() {
        return why;
    }

    int baud() {
        return baud;
    }

    /// What made and runs an emulated board.
    List<String> tools() {
        return emulated.map(EmulatedBoard::tools).orElse(List.of());
    }

    @Override
    public void close() {
        line.close();
        emulated.ifPresent(EmulatedBoard::close);
    }
}
