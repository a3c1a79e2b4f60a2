package io.lockspike.rtl;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import io.lockspike.equation.Type;
import io.lockspike.vector.Pins;
import java.lang.foreign.MemorySegment;
import java.util.Optional;

/// One of many devices, as it is where it runs beside the others: from the same power-up. The
/// others are driven as it is.
final class LaneDevice implements Device {
    private final NativeLanes lanes;
    private final Pins pins;
    private final int lane;
    private final MemorySegment in;

    LaneDevice(NativeLanes lanes, Pins pins, int lane) {
        this.lanes = lanes;
        this.pins = pins;
        this.lane = lane;
        this.in = lanes.driven();
    }

    @Override
    public Optional<String> start(long seed) {
        return lanes.start(seed);
    }

    @Override
    public int run(int rows, long[] driven, long[] sampled) {
        int done = 0;
        while (done < rows) {
            int part = Math.min(NativeLanes.ROWS, rows - done);
            drive(part, driven, done * pins.inputs().size());
            int ran = lanes.run(part, in);
            sample(ran, sampled, done * pins.outputs().size());
            done += ran;
            if (ran < part) {
                break;
            }
        }
        return done;
    }

    private void drive(int rows, long[] driven, int from) {
        int inputs = pins.inputs().size();
        for (int row = 0; row < rows; row++) {
            for (int i = 0; i < inputs; i++) {
                long raw = driven[from + row * inputs + i];
                for (int one = 0; one < LaneWrapper.COUNT; one++) {
                    set(i, row, one, raw);
                }
            }
        }
    }

    private long place(int pin, int row, int one) {
        return pin * lanes.apart() + ((long) row * LaneWrapper.COUNT + one) * lanes.bytes();
    }

    private void set(int pin, int row, int one, long raw) {
        long at = place(pin, row, one);
        switch (lanes.bytes()) {
            case Short.BYTES -> in.set(JAVA_SHORT, at, (short) raw);
            case Integer.BYTES -> in.set(JAVA_INT, at, (int) raw);
            default -> in.set(JAVA_LONG, at, raw);
        }
    }

    private void sample(int rows, long[] sampled, int from) {
        int outputs = pins.outputs().size();
        for (int row = 0; row < rows; row++) {
            for (int i = 0; i < outputs; i++) {
                boolean bit = pins.outputs().get(i).type().equals(Type.BIT);
                sampled[from + row * outputs + i] = bit ? bit(i, row) : value(i, row);
            }
        }
    }

    private long bit(int pin, int row) {
        return lanes.out.get(JAVA_LONG, pin * lanes.apart() + row * JAVA_LONG.byteSize()) >>> lane
                & 1;
    }

    private long value(int pin, int row) {
        long at = place(pin, row, lane);
        return switch (lanes.bytes()) {
            case Short.BYTES -> lanes.out.get(JAVA_SHORT, at);
            case Integer.BYTES -> lanes.out.get(JAVA_INT, at);
            default -> lanes.out.get(JAVA_LONG, at);
        };
    }

    @Override
    public String why() {
        return lanes.why();
    }
}
