package io.lockspike.board;

import static org.assertj.core.api.Assertions.assertThat;

import io.lockspike.check.OnDivergence;
import io.lockspike.check.Verdict;
import io.lockspike.spec.Library;
import io.lockspike.spec.Spec;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A check that is longer than a session: as if the step counter wrapped much sooner.
class BoardSessionsTest {
    private static final Spec SPEC = Library.spec("lif");
    private static final long EACH = 2000;

    @TempDir Path folder;

    private final ReferenceBoard board;
    private final SessionCore core;
    private boolean rebooted;

    BoardSessionsTest() {
        core = new SessionCore(new EngineCore(SPEC, true, -1));
        board = new ReferenceBoard(EngineCore.facts(SPEC, 200, 2, 3 | 16), core, 1);
        core.sessions = 0;
    }

    /// A core that knows in which session it is, and may be wrong in one row.
    private static final class SessionCore extends CoreAround {
        private int sessions;
        private long row;
        private long most;
        private int faultySession;
        private long faultyRow;

        SessionCore(Core core) {
            super(core);
        }

        @Override
        public void powerUp() {
            sessions++;
            row = 0;
            core.powerUp();
        }

        @Override
        public int row(ByteBuffer in, ByteBuffer out) {
            int at = out.position();
            int clocks = core.row(in, out);
            if (sessions == faultySession && row == faultyRow) {
                out.put(at, (byte) (out.get(at) ^ 1));
            }
            most = Math.max(most, ++row);
            return clocks;
        }
    }

    private BoardCheck.Result check(UnaryOperator<byte[]> answers, int restarts) {
        try (var pty = new PtyBoard(folder, answers)) {
            return BoardCheck.run(
                    new BoardCheck.Request(
                            SPEC,
                            pty.device(),
                            0,
                            Profile.FULL,
                            5000,
                            1,
                            List.of(),
                            false,
                            65_535,
                            restarts,
                            "",
                            OnDivergence.STOP,
                            Optional.empty(),
                            "",
                            _ -> {},
                            () -> false),
                    EACH);
        }
    }

    private byte[] rebootsInTheSecondSession(byte[] bytes) {
        if (core.sessions == 2 && core.row > 900 && !rebooted) {
            rebooted = true;
            board.boot(2);
        }
        return board.receive(bytes);
    }

    private static String about(Verdict verdict, String name) {
        return verdict.about().stream()
                .filter(known -> known.name().equals(name))
                .map(Verdict.About::text)
                .findFirst()
                .orElse("");
    }

    @Test
    void goesOnInAnotherSession() {
        Verdict verdict = check(board::receive, 0).verdict();

        assertThat(verdict.outcome()).as(verdict.toString()).isEqualTo(Verdict.Outcome.AGREED);
        assertThat(verdict.steps()).isBetween(5000L, 5100L);
        assertThat(core.sessions).isEqualTo(3);
        assertThat(core.most).isEqualTo(EACH);
        assertThat(about(verdict, "sessions")).startsWith("3: behind each 2,000 steps");
        assertThat(about(verdict, "stimulus")).startsWith("seed 3: ");
    }

    @Test
    void tellsWhereALaterSessionParts() {
        core.faultySession = 2;
        core.faultyRow = 1700;
        Verdict verdict = check(board::receive, 0).verdict();

        assertThat(verdict.outcome()).isEqualTo(Verdict.Outcome.DISAGREED);
        assertThat(verdict.divergences().getFirst().toString()).contains("1700");
        assertThat(about(verdict, "sessions")).startsWith("2: ");
        assertThat(core.sessions).isEqualTo(2);
    }

    @Test
    void isTakenUpAgainInALaterSession() {
        BoardCheck.Result result = check(this::rebootsInTheSecondSession, 1);
        Verdict verdict = result.verdict();

        assertThat(rebooted).isTrue();
        assertThat(verdict.outcome()).as(verdict.toString()).isEqualTo(Verdict.Outcome.AGREED);
        assertThat(verdict.steps()).isBetween(5000L, 5100L);
    }

    /// Each row that was answered is answered anew: another one is found, and is no agreement.
    @Test
    void findsABoardThatSaysSomethingElseWhenItIsTakenUpAgain() {
        core.faultySession = 4;
        core.faultyRow = 100;
        BoardCheck.Result result = check(this::rebootsInTheSecondSession, 1);

        assertThat(result.verdict().partial())
                .contains("did not say again what it had said in rows 0 to 255");
        assertThat(result.exitCode()).isEqualTo(3);
    }

    @Test
    void isPartialWhereALaterSessionIsNotAnswered() {
        BoardCheck.Result result =
                check(
                        bytes ->
                                core.sessions == 1 && core.row >= EACH
                                        ? new byte[0]
                                        : board.receive(bytes),
                        0);

        assertThat(result.exitCode()).isEqualTo(3);
        assertThat(result.verdict().outcome()).isEqualTo(Verdict.Outcome.PARTIAL);
        assertThat(result.verdict().partial()).contains("the sessions before this one");
    }
}
