package io.lockspike.board;

import static org.assertj.core.api.Assertions.assertThat;

import io.lockspike.equation.Signal;
import io.lockspike.equation.Type;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/// One session, or several where the board reboots, of a core that counts, over a bad line.
final class Simulation {
    static final long HASH = 0x0123456789ABCDEFL;
    static final CoreFacts FACTS =
            new CoreFacts(
                    HASH,
                    false,
                    List.of(new Signal("in", Type.unsigned(16), Signal.Kind.INPUT, 0)),
                    List.of(new Signal("out", Type.unsigned(16), Signal.Kind.WIRE, 1)),
                    List.of(new Signal("n", Type.unsigned(64), Signal.Kind.STATE, 2)));

    final CountingCore core = new CountingCore();
    final BoardFacts facts;
    long answered;
    long wrongAnswers;
    long retries;
    long dropped;
    long naks;
    long bytes;
    long nanos;
    int sessions;
    End end;

    private final UnaryOperator<Board> boards;

    Simulation(int mostBody, int credits) {
        this(mostBody, credits, board -> board);
    }

    /// @param boards what answers, of one that is right
    Simulation(int mostBody, int credits, UnaryOperator<Board> boards) {
        this.facts = facts(mostBody, credits);
        this.boards = boards;
    }

    static BoardFacts facts(int mostBody, int credits) {
        return new BoardFacts(
                1,
                3 | 16,
                1,
                HASH,
                1,
                0,
                mostBody,
                credits,
                List.of(Type.unsigned(16)),
                List.of(Type.unsigned(16)),
                2,
                2,
                8,
                "counter");
    }

    /// What is fed, and what the model says of the state behind it.
    private static final class Counter implements Feed {
        private final long steps;
        private long next;

        Counter(long steps) {
            this.steps = steps;
        }

        @Override
        public boolean next(long[] inputs) {
            if (next == steps) {
                return false;
            }
            inputs[0] = CountingCore.input(next++) & 0xFFFF;
            return true;
        }

        @Override
        public long known() {
            return 1;
        }

        @Override
        public Optional<Integer> digest() {
            return Optional.of(FACTS.stateRow().digest(new long[] {next}));
        }
    }

    private void take(Answer answer) {
        wrongAnswers += answer.step() == answered ? 0 : 1;
        for (long[] row : answer.outputs()) {
            wrongAnswers += row[0] == (CountingCore.output(answered++) & 0xFFFF) ? 0 : 1;
        }
        wrongAnswers += answer.drifts() ? 1 : 0;
    }

    /// Runs rows to their end, or to the line's.
    ///
    /// @param boots times at which the board's power fails
    Simulation run(long steps, LinkOptions options, Faults.Plan plan, long seed, long... boots) {
        Board board = boards.apply(new ReferenceBoard(facts, core, 1));
        for (int attempt = 0; attempt <= boots.length; attempt++) {
            answered = 0;
            sessions++;
            var session =
                    new FullSession(
                            FACTS,
                            options,
                            (int) (seed * 1000 + sessions),
                            new Counter(steps),
                            this::take);
            var line = new SimulatedLine(session, board, options.baud(), plan, seed * 31 + attempt);
            if (attempt < boots.length) {
                line.bootAt(boots[attempt], attempt + 2);
            }
            end = line.run();
            retries += session.counts().retries;
            naks += session.counts().naks;
            dropped += session.counts().dropped + session.counts().damaged;
            bytes += session.counts().bytesSent + session.counts().bytesReceived;
            nanos += line.now();
            if (end.kind() != End.Kind.REBOOTED) {
                break;
            }
        }
        return this;
    }

    /// The oracle: what the core itself has logged.
    void isExact() {
        assertThat(core.wrong).as("rows that were not the next").isZero();
        assertThat(wrongAnswers).isZero();
        assertThat(core.steps).isGreaterThanOrEqualTo(answered);
    }

    void isComplete(long steps) {
        isExact();
        assertThat(end).isEqualTo(End.done());
        assertThat(answered).isEqualTo(steps);
        assertThat(core.steps).isEqualTo(steps);
    }
}
