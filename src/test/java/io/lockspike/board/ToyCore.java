package io.lockspike.board;

import java.nio.ByteBuffer;
import java.util.Arrays;

/// The core of the shared vectors, as `test-vectors/link/v1/toy.yaml` has it, one clock a row.
final class ToyCore implements Core {
    private static final int NEVER_DONE = -2048;
    private static final int LIMIT = 100;

    private final boolean hasRst;
    private final int[] weights = new int[4];
    private int v;

    /// @param hasRst whether a row begins with rst, as it does in the full profile
    ToyCore(boolean hasRst) {
        this.hasRst = hasRst;
    }

    @Override
    public void powerUp() {
        v = 0;
        Arrays.fill(weights, 0);
    }

    @Override
    public int row(ByteBuffer in, ByteBuffer out) {
        boolean rst = hasRst && (in.get() & 1) == 1;
        int current = in.getShort();
        int row = in.get();
        if (current == NEVER_DONE) {
            return -LIMIT;
        }
        short sum = (short) (v + current + weights[row & 3]);
        boolean spike = sum >= 1000;
        out.put((byte) (spike ? 1 : 0)).putShort(sum);
        v = spike || rst ? 0 : sum;
        return 1;
    }

    @Override
    public void state(ByteBuffer out) {
        out.putShort((short) v);
    }

    @Override
    public int cells(int space) {
        return space == 0 ? 2 : space == 1 ? weights.length : 0;
    }

    @Override
    public int cellBytes(int space) {
        return space == 0 ? 1 : 2;
    }

    @Override
    public void read(int space, int cell, ByteBuffer out) {
        if (space == 0) {
            out.put((byte) (v >> (8 * cell)));
        } else {
            out.putShort((short) weights[cell]);
        }
    }

    @Override
    public void write(int space, int cell, ByteBuffer in) {
        if (space == 0) {
            int octet = in.get() & 0xFF;
            v = (short) (cell == 0 ? (v & 0xFF00) | octet : (v & 0xFF) | (octet << 8));
        } else {
            weights[cell] = in.getShort();
        }
    }
}
