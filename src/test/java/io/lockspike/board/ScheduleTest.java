package io.lockspike.board;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// What may happen in [LinkModel] happens to the host itself, with a board that keeps a log: all
/// schedules of some length, then long random ones. Behind each the line is good again, and what is
/// to be done must come to its end.
class ScheduleTest {
    private static final int STEPS = 4;
    private static final int EVENTS = 9;

    /// The host, a board, and a line whose frames wait until something happens to them.
    private static final class Bench {
        private final CountingCore core = new CountingCore();
        private final Board board;
        private final Deque<byte[]> there = new ArrayDeque<>();
        private final Deque<byte[]> back = new ArrayDeque<>();
        private FullSession host;
        private long now;
        private long answered;
        private int boots = 1;
        private int sessions;
        private boolean rebooted;

        Bench(UnaryOperator<Board> boards) {
            board = boards.apply(new ReferenceBoard(Simulation.facts(600, 2), core, 1));
            begin();
        }

        private void begin() {
            answered = 0;
            rebooted = false;
            host =
                    new FullSession(
                            Simulation.FACTS,
                            new LinkOptions(1_000_000, 1, 2, false),
                            ++sessions,
                            new Rows(),
                            this::take);
            send();
        }

        private void take(Answer answer) {
            assertThat(answer.step()).isEqualTo(answered);
            assertThat(answer.outputs().getFirst()[0])
                    .isEqualTo(CountingCore.output(answered) & 0xFFFF);
            assertThat(answer.drifts()).isFalse();
            answered++;
        }

        private void send() {
            split(host.send(now), there);
        }

        private static void split(byte[] bytes, Deque<byte[]> queue) {
            int from = 0;
            for (int i = 1; i < bytes.length; i++) {
                if (bytes[i] == 0 && i > from + 1) {
                    queue.add(Arrays.copyOfRange(bytes, from, i + 1));
                    from = i + 1;
                } else if (bytes[i] == 0) {
                    from = i;
                }
            }
        }

        void happen(int event) {
            switch (event) {
                case 0 -> arrive(there.poll());
                case 1 -> there.poll();
                case 2 -> twice(there);
                case 3 -> hear(back.poll());
                case 4 -> back.poll();
                case 5 -> twice(back);
                case 6 -> now = Math.max(now, Math.min(host.wake(), now + 1_000_000_000L));
                case 7 -> {
                    board.boot(++boots);
                    rebooted = true;
                }
                default -> begin();
            }
            send();
        }

        private static void twice(Deque<byte[]> queue) {
            if (!queue.isEmpty()) {
                queue.add(queue.peek());
            }
        }

        private void arrive(byte[] frame) {
            if (frame != null) {
                split(board.receive(frame), back);
            }
        }

        private void hear(byte[] frame) {
            if (frame != null) {
                host.receive(frame, frame.length, now);
            }
        }

        /// The line is good; gives how the session ended.
        End finish() {
            for (int i = 0; i < 2000 && host.end().isEmpty(); i++) {
                boolean quiet = there.isEmpty() && back.isEmpty();
                happen(!there.isEmpty() ? 0 : quiet ? 6 : 3);
            }
            return host.end().orElseThrow(() -> new AssertionError("no end after 2000 events"));
        }

        void isRight() {
            boolean disturbed = rebooted || sessions > 1;
            boolean starved = host.end().isPresent();
            End end = finish();
            if (end.kind() != End.Kind.DONE) {
                // Lost where more time passed than a host waits; on a good line it must not be.
                assertThat(end.kind()).isEqualTo(starved ? end.kind() : End.Kind.REBOOTED);
                assertThat(end.kind() == End.Kind.LOST || disturbed).isTrue();
                there.clear();
                back.clear();
                begin();
                end = finish();
            }
            assertThat(end).isEqualTo(End.done());
            assertThat(answered).isEqualTo(STEPS);
            // Power may have failed behind the last answer.
            assertThat(core.steps == STEPS || rebooted).isTrue();
            assertThat(core.wrong).isZero();
        }
    }

    private static final class Rows implements Feed {
        private long next;

        @Override
        public boolean next(long[] inputs) {
            if (next < STEPS) {
                inputs[0] = CountingCore.input(next) & 0xFFFF;
            }
            return next++ < STEPS;
        }

        @Override
        public long known() {
            return 1;
        }

        @Override
        public Optional<Integer> digest() {
            return Optional.of(
                    Simulation.FACTS.stateRow().digest(new long[] {Math.min(next, STEPS)}));
        }
    }

    private static void run(int[] schedule, UnaryOperator<Board> boards) {
        var bench = new Bench(boards);
        try {
            for (int i = 0; i < schedule.length && bench.host.end().isEmpty(); i++) {
                bench.happen(schedule[i]);
            }
            bench.isRight();
        } catch (AssertionError | RuntimeException e) {
            throw new AssertionError("schedule " + Arrays.toString(schedule), e);
        }
    }

    /// All schedules of that many events.
    ///
    /// @param boards what answers, of one that is right
    static void all(int length, UnaryOperator<Board> boards) {
        int most = (int) Math.pow(EVENTS, length);
        for (int number = 0; number < most; number++) {
            int[] schedule = new int[length];
            for (int i = 0, rest = number; i < length; i++, rest /= EVENTS) {
                schedule[i] = rest % EVENTS;
            }
            run(schedule, boards);
        }
        System.out.printf("schedules: all %,d of %d events%n", most, length);
    }

    static void random(int count, UnaryOperator<Board> boards) {
        var random = new SplittableRandom(6);
        for (int i = 0; i < count; i++) {
            int length = random.nextInt(10, 80);
            int[] schedule = new int[length];
            for (int e = 0; e < length; e++) {
                // Mostly something arrives or time passes.
                schedule[e] =
                        random.nextInt(3) == 0 ? random.nextInt(EVENTS) : 3 * random.nextInt(3);
            }
            run(schedule, boards);
        }
        System.out.printf("schedules: %,d random ones%n", count);
    }

    @Test
    void keepsToTheProtocolInAllShortSchedules() {
        all(4, board -> board);
    }

    @Test
    @Tag("long")
    void keepsToTheProtocolInAllLongerSchedules() {
        all(6, board -> board);
    }

    @Test
    void keepsToTheProtocolInLongSchedules() {
        random(3_000, board -> board);
    }

    @Test
    @Tag("long")
    void keepsToTheProtocolInManyLongSchedules() {
        random(300_000, board -> board);
    }
}
