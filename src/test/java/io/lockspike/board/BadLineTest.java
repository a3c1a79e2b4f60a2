package io.lockspike.board;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Sessions over bad lines on a clock that only the test has; the board's own log of the steps that
/// it took is the oracle.
class BadLineTest {
    private static final long SECOND = 1_000_000_000L;
    private static final long BAUD = 1_000_000;

    private static Faults.Plan plan(double ber) {
        return new Faults.Plan(ber, 1e-4, 1e-5, 1e-5, 1e-6, 0, SECOND / 3);
    }

    private static LinkOptions batch(int rows) {
        return new LinkOptions(BAUD, rows, 64, false);
    }

    @Test
    void takesEveryStepOnceOnAGoodLine() {
        for (int credits : new int[] {1, 2, 16}) {
            for (int body : new int[] {44, 64, 600}) {
                var run = new Simulation(body, credits);
                run.run(20_000, batch(1000), Faults.Plan.NONE, 1).isComplete(20_000);
                assertThat(run.retries).isZero();
            }
        }
    }

    @Test
    void takesEveryStepOnceOnBadLines() {
        sweep(3, 20_000, 1_000);
    }

    @Test
    @Tag("long")
    void takesEveryStepOnceOnBadLinesForLong() {
        sweep(100, 330_000, 10_000);
    }

    /// At 1e-3 with one row a frame, else as many as fit.
    private static void sweep(int seeds, long most, long least) {
        long rows = 0;
        for (double ber : new double[] {1e-6, 1e-5, 1e-4, 1e-3}) {
            long steps = ber > 1e-4 ? least : most;
            long taken = 0;
            long retries = 0;
            long dropped = 0;
            long naks = 0;
            double seconds = 0;
            for (int seed = 1; seed <= seeds; seed++) {
                var run = new Simulation(600, 16);
                run.run(steps, batch(ber > 1e-4 ? 1 : 1000), plan(ber), seed).isComplete(steps);
                taken += run.core.rows;
                retries += run.retries;
                dropped += run.dropped;
                naks += run.naks;
                seconds += run.nanos / 1e9;
            }
            rows += taken;
            System.out.printf(
                    "bad line: BER %.0e: %,d steps, %d seeds, %,d frames again, %,d NAKs, %,d dropped, %.0f s on the line%n",
                    ber, taken, seeds, retries, naks, dropped, seconds);
        }
        assertThat(rows).isEqualTo(seeds * (3 * most + least));
    }

    @Test
    void beginsAnewWhereTheBoardReboots() {
        int sessions = 0;
        for (int seed = 1; seed <= 20; seed++) {
            var run = new Simulation(600, 4);
            long[] boots = {SECOND / 50 * seed, SECOND / 30 * seed};
            run.run(40_000, batch(20), plan(1e-5), seed, boots).isComplete(40_000);
            sessions += run.sessions;
        }
        // A board that reboots before it has answered is not seen to.
        assertThat(sessions).isBetween(50, 60);
    }

    @Test
    void fillsTheLineWhereARoundTripIsLong() {
        var delayed = new Faults.Plan(0, 0, 0, 0, 0, 8 * Session.MILLISECOND, 0);
        for (int batch : new int[] {32, 100, 1000}) {
            var run = new Simulation(600, 64);
            run.run(200_000, batch(batch), delayed, 1).isComplete(200_000);
            double perSecond = 200_000 / (run.nanos / 1e9);
            int body = 20 + 2 * Math.min(batch, 286);
            double bound = BAUD / 10.0 / Framing.frameBytes(body) * Math.min(batch, 286);
            System.out.printf(
                    "line: %d rows a frame, 1 Mbaud, 16 ms round trip: %,.0f of %,.0f steps/s, %.0f %%%n",
                    batch, perSecond, bound, 100 * perSecond / bound);
            assertThat(perSecond).isGreaterThan(0.8 * bound);
            assertThat(run.retries).isZero();
        }
    }

    @Test
    void isExactWhereNothingGetsThrough() {
        var run = new Simulation(600, 4);
        run.run(50_000, batch(1000), new Faults.Plan(0.02, 0, 0, 0, 0, 0, 0), 3).isExact();
        assertThat(run.end.kind()).isEqualTo(End.Kind.LOST);
    }

    @Test
    void goesPastTheEndOfTheSequence() {
        new Simulation(44, 4).run(70_000, batch(1), plan(1e-5), 1).isComplete(70_000);
    }
}
