package io.lockspike.board;

import io.lockspike.equation.Signal;
import io.lockspike.model.Engine;
import io.lockspike.spec.Spec;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.LinkedTransferQueue;
import java.util.concurrent.TimeUnit;

/// Random rows through an open node, in lockstep with the model; without any serial library.
final class PtyRun implements Feed {
    private static final int ROOM = 1 << 14;

    private final CoreFacts core;
    private final Engine engine;
    private final long rows;
    private final boolean lite;
    private final SplittableRandom random;
    private final SplittableRandom ids = new SplittableRandom();
    private final boolean[] given;

    /// What the model says of rows that are on their way; null where it does not know.
    private final Deque<Long[]> expected = new ArrayDeque<>();

    private long row;
    private long known;

    /// Outputs that were compared, and the first row that differs, or -1.
    long compared;

    long differs = -1;

    /// The first row in whose frame the digest of the state differs, or -1.
    long drifts = -1;

    End end;
    LinkCounts counts;
    String board;

    PtyRun(Spec spec, long rows, boolean lite, long seed) {
        core = CoreFacts.of(spec);
        engine = Engine.of(spec.equations(), 0);
        this.rows = rows;
        this.lite = lite;
        random = new SplittableRandom(seed);
        given = new boolean[core.inputs().size()];
        Arrays.fill(given, true);
        engine.start(core.hasRst());
    }

    static PtyRun of(EmulatedBoard board, Spec spec, long rows, boolean lite) {
        var run = new PtyRun(spec, rows, lite, 1);
        try (var node = new RandomAccessFile(board.device().toFile(), "rw")) {
            run.go(node, board.baud());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return run;
    }

    private void go(RandomAccessFile node, int baud) throws IOException {
        LinkOptions options = LinkOptions.of(baud);
        Session session =
                lite
                        ? new LiteSession(core, options, ids::nextInt, this, this::compare)
                        : new FullSession(core, options, ids.nextInt() | 1, this, this::compare);
        var heard = new LinkedTransferQueue<byte[]>();
        Thread.ofPlatform().daemon().start(() -> listen(node, heard));
        node.write(session.send(System.nanoTime()));
        while (session.end().isEmpty()) {
            byte[] bytes = next(heard, session.wake() - System.nanoTime());
            session.receive(bytes, bytes.length, System.nanoTime());
            node.write(session.send(System.nanoTime()));
        }
        end = session.end().get();
        counts = session.counts();
        board = session.board();
    }

    private static void listen(RandomAccessFile node, LinkedTransferQueue<byte[]> heard) {
        byte[] buffer = new byte[ROOM];
        try {
            for (int n = node.read(buffer); n >= 0; n = node.read(buffer)) {
                heard.add(Arrays.copyOf(buffer, n));
            }
        } catch (IOException gone) {
            // Then nothing more comes.
        }
    }

    private static byte[] next(LinkedTransferQueue<byte[]> heard, long nanos) {
        try {
            byte[] bytes = heard.poll(Math.max(0, nanos), TimeUnit.NANOSECONDS);
            return bytes == null ? new byte[0] : bytes;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public boolean next(long[] inputs) {
        if (row == rows) {
            return false;
        }
        for (int i = 0; i < inputs.length; i++) {
            Signal input = core.inputs().get(i);
            inputs[i] = input.type().wrap(random.nextLong());
        }
        if (core.hasRst()) {
            inputs[0] = row == 0 || random.nextInt(200) == 0 ? 1 : 0;
        }
        engine.row(inputs, given);
        expected.add(
                core.outputs().stream()
                        .map(out -> engine.defined(out.slot()) ? engine.raw(out.slot()) : null)
                        .toArray(Long[]::new));
        known = 0;
        for (int out = 0; out < expected.getLast().length && out < Long.SIZE; out++) {
            known |= expected.getLast()[out] == null ? 0 : 1L << out;
        }
        engine.edge();
        row++;
        return true;
    }

    @Override
    public long known() {
        return known;
    }

    @Override
    public Optional<Integer> digest() {
        List<Signal> states = core.states();
        boolean known = states.stream().allMatch(state -> engine.defined(state.slot()));
        long[] raw = states.stream().mapToLong(state -> engine.raw(state.slot())).toArray();
        return known ? Optional.of(core.stateRow().digest(raw)) : Optional.empty();
    }

    private void compare(Answer answer) {
        for (int i = 0; i < answer.inputs().size(); i++) {
            Long[] model = expected.remove();
            for (int out = 0; out < model.length && !answer.outputs().isEmpty(); out++) {
                if (model[out] != null) {
                    compared++;
                    long told = answer.outputs().get(i)[out];
                    differs = differs < 0 && told != model[out] ? answer.step() + i : differs;
                }
            }
        }
        drifts = drifts < 0 && answer.drifts() ? answer.step() : drifts;
    }
}
