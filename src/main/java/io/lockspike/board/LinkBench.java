package io.lockspike.board;

import io.lockspike.equation.BadInputException;
import io.lockspike.spec.Spec;
import io.lockspike.tool.ToolMissingException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/// How fast a board steps over its line, without the model.
///
/// @param board one line of who it is
/// @param port its name
/// @param rates one for each size of frames
public record LinkBench(String board, String port, int baud, List<Rate> rates) {
    private static final int[] BATCHES = {1, 8, 32, LinkOptions.MOST_ROWS};

    /// What came of frames of one size.
    ///
    /// @param window frames without an answer
    /// @param bound steps/s that the line could carry at its baud rate
    /// @param roundTrip in ns
    /// @param clocks a step; 0: not counted
    public record Rate(
            int rows,
            int window,
            double framesPerSecond,
            double stepsPerSecond,
            double bound,
            long roundTrip,
            long retries,
            double clocks) {}

    /// Steps rows of zeros, a while for each size: one frame at a time, then as many as the board
    /// takes.
    ///
    /// @throws ToolMissingException if the board is not there or is lost
    /// @throws BadInputException if it holds something else
    public static LinkBench run(
            Spec spec, String port, int baud, Duration each, BooleanSupplier interrupted) {
        CoreFacts core = CoreFacts.of(spec);
        try (Connection connection =
                Connection.open(
                        new Connection.Asked(
                                port,
                                baud,
                                Optional.of(spec),
                                Optional.of(() -> FullSession.asking(core))))) {
            List<Rate> rates = new ArrayList<>();
            String board = "";
            for (int window : new int[] {1, 64}) {
                for (int batch : BATCHES) {
                    var options = new LinkOptions(connection.baud(), batch, window, false);
                    var session =
                            new FullSession(
                                    core,
                                    options,
                                    1 | new SecureRandom().nextInt(),
                                    new Zeros(core, each),
                                    _ -> {});
                    rates.add(rate(session, connection, options, interrupted));
                    board = session.board();
                }
            }
            return new LinkBench(board, port, connection.baud(), rates);
        }
    }

    private static Rate rate(
            FullSession session,
            Connection connection,
            LinkOptions options,
            BooleanSupplier interrupted) {
        var pump = new Pump(connection.line(), System::nanoTime, interrupted);
        while (session.identity() == null && session.end().isEmpty()) {
            pump.turn(session);
        }
        long start = System.nanoTime();
        End end = pump.run(session);
        double seconds = (System.nanoTime() - start) / 1e9;
        switch (end.kind()) {
            case DONE -> {}
            case REFUSED, NOT_DONE -> throw new BadInputException(end.why());
            case LOST, GONE, REBOOTED ->
                    throw new ToolMissingException(end.why().isEmpty() ? "interrupted" : end.why());
        }
        LinkCounts counts = session.counts();
        HelloAck board = session.identity();
        return new Rate(
                LinkBound.rows(board, options.batch()),
                Math.min(options.window(), board.credits()),
                counts.framesAnswered / seconds,
                counts.steps / seconds,
                LinkBound.stepsPerSecond(connection.baud(), board, options.batch()),
                counts.roundTrip,
                counts.retries,
                (double) counts.clocks / counts.steps);
    }

    /// rst, where there is one, then zeros, for a while.
    private static final class Zeros implements Feed {
        private final CoreFacts core;
        private final Duration each;
        private long since = Long.MIN_VALUE;

        Zeros(CoreFacts core, Duration each) {
            this.core = core;
            this.each = each;
        }

        @Override
        public boolean next(long[] inputs) {
            long now = System.nanoTime();
            if (since == Long.MIN_VALUE) {
                since = now;
                inputs[0] = core.hasRst() ? 1 : 0;
            }
            return now - since < each.toNanos();
        }

        @Override
        public long known() {
            return 0;
        }

        @Override
        public Optional<Integer> digest() {
            return Optional.empty();
        }
    }
}
