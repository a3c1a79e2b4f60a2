package io.lockspike.rtl;

import io.lockspike.vector.Pins;
import java.util.Arrays;
import java.util.Optional;

/// Rows of the model and of the device side by side, many at a time: the device runs a batch in one
/// call, while another thread makes the model's rows of the next one.
///
/// An output that is late is held against what the model said as many rows before.
final class Rows {
    private final ModelRun model;
    private final Device device;
    private final Batch[] batches;
    private final int columns;
    private final int most;
    private final int latest;
    private final int[] slots;
    private final long[] inverted;
    private final long[][] delayed;
    private final boolean[][] delayedDefined;
    private int tail;
    private long made;
    private int size;
    private int turn;
    private Ahead<Batch> ahead;

    /// The number of the batch's first row.
    long first;

    /// Rows in the batch that the device has done.
    int count;

    /// Why the device did no more; empty where it did all.
    Optional<String> ended = Optional.empty();

    /// Pins that the device was driven with, row by row.
    long[] driven;

    /// What the device showed, row by row.
    final long[] observed;

    /// What the model says of it; where it says nothing, what the device showed.
    long[] expected;

    /// The cells of which the model says nothing, or the device nothing that counts.
    boolean[] open;

    /// Cells of rows in which the device was not ready; they are open, too.
    long busy;

    /// Cells of which the model says nothing.
    long undefined;

    /// @param columns values that the device shows in a row ([Built])
    /// @param most rows in a batch
    Rows(ModelRun model, Device device, Pins pins, int columns, int most) {
        this.model = model;
        this.device = device;
        this.columns = columns;
        this.most = most;
        this.latest = pins.outputs().stream().mapToInt(Pins.Out::latency).max().orElse(0);
        this.slots = pins.inputs().stream().mapToInt(in -> in.signal().slot()).toArray();
        this.inverted = pins.inputs().stream().mapToLong(in -> in.inverted() ? 1 : 0).toArray();
        this.tail = latest;
        this.size = Math.min(most, 64);
        this.delayed = new long[pins.outputs().size()][];
        this.delayedDefined = new boolean[delayed.length][];
        for (int i = 0; i < delayed.length; i++) {
            delayed[i] = new long[pins.outputs().get(i).latency()];
            delayedDefined[i] = new boolean[delayed[i].length];
        }
        this.observed = new long[columns * most];
        this.batches = new Batch[] {batch(), batch()};
    }

    /// What the model makes for one call of the device.
    private static final class Batch {
        private final long[] driven;
        private final long[] expected;
        private final boolean[] open;
        private boolean anyOpen;
        private long first;
        private int rows;
        private long undefined;

        Batch(int driven, int cells) {
            this.driven = new long[driven];
            this.expected = new long[cells];
            this.open = new boolean[cells];
        }
    }

    private Batch batch() {
        return new Batch(slots.length * most, columns * most);
    }

    int columns() {
        return columns;
    }

    /// The next batch; false after the last.
    boolean next() {
        Batch batch = ahead == null ? make(batches[turn]) : ahead.get();
        turn = 1 - turn;
        Batch following = batches[turn];
        boolean any = batch.rows > 0;
        if (any) {
            ahead = new Ahead<>(() -> make(following));
            run(batch);
        }
        return any;
    }

    private void run(Batch batch) {
        first = batch.first;
        driven = batch.driven;
        expected = batch.expected;
        open = batch.open;
        undefined += batch.undefined;
        count = device.run(batch.rows, driven, observed);
        ended = count < batch.rows ? Optional.of(device.why()) : Optional.empty();
        close(batch);
    }

    private Batch make(Batch batch) {
        Arrays.fill(batch.open, 0, size * columns, false);
        batch.anyOpen = false;
        batch.undefined = 0;
        batch.first = made;
        batch.rows = 0;
        while (batch.rows < size && (model.next() || tail-- > 0)) {
            boolean real = tail == latest;
            drive(batch);
            expect(batch, real);
            batch.rows++;
        }
        made += batch.rows;
        size = Math.min(most, size * 2);
        return batch;
    }

    private void drive(Batch batch) {
        int pin = batch.rows * slots.length;
        for (int i = 0; i < slots.length; i++) {
            batch.driven[pin + i] = model.inputs[slots[i]] ^ inverted[i];
        }
    }

    /// Behind the last row the late outputs are waited for: inputs stay.
    private void expect(Batch batch, boolean real) {
        int cell = batch.rows * columns;
        for (int i = 0; i < delayed.length; i++, cell++) {
            int latency = delayed[i].length;
            long value = model.expected[i];
            boolean defined = real && model.defined[i];
            batch.undefined += real && !defined ? 1 : 0;
            if (latency > 0) {
                int place = (int) ((batch.first + batch.rows) % latency);
                long then = delayed[i][place];
                boolean thenDefined = delayedDefined[i][place];
                delayed[i][place] = value;
                delayedDefined[i][place] = defined;
                value = then;
                defined = thenDefined;
            }
            batch.expected[cell] = value;
            if (!defined) {
                batch.open[cell] = true;
                batch.anyOpen = true;
            }
        }
        if (columns > delayed.length) {
            batch.expected[cell] = 1;
        }
    }

    /// Open cells agree.
    private void close(Batch batch) {
        boolean waits = columns > delayed.length;
        for (int i = 0; i < count && (waits || batch.anyOpen); i++) {
            int cell = i * columns;
            boolean ready = !waits || observed[cell + columns - 1] == 1;
            for (int c = cell; c < cell + columns; c++) {
                if (open[c] || !ready) {
                    expected[c] = observed[c];
                    busy += !ready && !open[c] && c < cell + delayed.length ? 1 : 0;
                    open[c] = true;
                }
            }
        }
    }

    /// The first cell in which the two differ; -1 where there is none.
    int mismatch() {
        return Arrays.mismatch(observed, 0, count * columns, expected, 0, count * columns);
    }
}
