package io.lockspike.board;

import io.lockspike.equation.BadInputException;
import io.lockspike.spec.Spec;
import io.lockspike.tool.SerialPort;
import io.lockspike.tool.ToolMissingException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// A line to a board, and the board itself where it is one that runs on this machine.
final class Connection implements AutoCloseable {
    static final int DEFAULT_BAUD = 115_200;
    private static final String EMULATED = "emulated:";

    private final Line line;
    private final String name;
    private final int baud;
    private final Optional<EmulatedBoard> emulated;

    private Connection(Line line, String name, int baud, Optional<EmulatedBoard> emulated) {
        this.line = line;
        this.name = name;
        this.baud = baud;
        this.emulated = emulated;
    }

    /// @param port a device, `emulated:NAME`, or `auto`
    /// @param baud 0 for the emulated board's own, else 115200
    static Connection open(
            String port, int baud, Optional<Faults.Plan> plan, long seed, Optional<Spec> spec) {
        if (port.startsWith(EMULATED)) {
            return emulated(port, baud, plan, seed, spec);
        }
        String name = port.equals("auto") ? found() : port;
        int rate = baud == 0 ? DEFAULT_BAUD : baud;
        return new Connection(
                bad(SerialLine.open(name, rate), plan, seed), name, rate, Optional.empty());
    }

    private static Connection emulated(
            String port, int baud, Optional<Faults.Plan> plan, long seed, Optional<Spec> spec) {
        Spec neuron =
                spec.orElseThrow(() ->
                        new BadInputException(
                                "--port %s: an emulated board is built around a spec; name one"
                                        .formatted(port)));
        EmulatedBoard board = EmulatedBoard.start(port.substring(EMULATED.length()), neuron, 0);
        try {
            int rate = baud == 0 ? board.baud() : baud;
            Line line = SerialLine.open(board.device().toString(), rate);
            return new Connection(bad(line, plan, seed), port, rate, Optional.of(board));
        } catch (RuntimeException e) {
            board.close();
            throw e;
        }
    }

    private static Line bad(Line line, Optional<Faults.Plan> plan, long seed) {
        return plan.<Line>map(p -> new BadLine(line, p, seed, System::nanoTime)).orElse(line);
    }

    private static String found() {
        List<SerialPort> ports = SerialPort.in(Path.of("/dev"));
        if (ports.size() == 1) {
            return ports.getFirst().device().toString();
        }
        throw new ToolMissingException(
                ports.isEmpty()
                        ? "--port auto: no USB serial port is plugged in; 'lif board ports' lists them"
                        : "--port auto: there are %d ports, name one: %s"
                                .formatted(
                                        ports.size(),
                                        String.join(
                                                ", ",
                                                ports.stream()
                                                        .map(p -> p.stable().toString())
                                                        .toList())));
    }

    Line line() {
        return line;
    }

    String name() {
        return name;
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
