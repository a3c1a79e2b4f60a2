package io.lockspike.trace;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/// Rows that come one by one and are wanted column by column: blocks of rows, in each block the
/// columns one after another, in a scratch file. One block is in memory.
final class Spill {
    private static final int BLOCK_BYTES = 1 << 24;
    private static final int MOST_ROWS = 1 << 16;

    private final FileChannel file;

    /// The bytes of one value of each column, and where the column begins in a block.
    private final int[] widths;

    private final int[] firsts;
    private final int rowsOfBlock;
    private final ByteBuffer block;
    private int row;
    private long blocks;

    Spill(FileChannel file, int[] widths) {
        this.file = file;
        this.widths = widths;
        int rowBytes = 0;
        for (int width : widths) {
            rowBytes += width;
        }
        rowsOfBlock = Math.clamp(BLOCK_BYTES / Math.max(1, rowBytes), 1, MOST_ROWS);
        firsts = new int[widths.length];
        for (int i = 1; i < widths.length; i++) {
            firsts[i] = firsts[i - 1] + widths[i - 1] * rowsOfBlock;
        }
        block = ByteBuffer.allocate(rowBytes * rowsOfBlock);
    }

    /// Puts the low bytes of `value` into a column of the present row, the lowest first.
    void put(int column, long value) {
        int at = firsts[column] + row * widths[column];
        for (int i = 0; i < widths[column]; i++) {
            block.put(at + i, (byte) (value >>> (8 * i)));
        }
    }

    void endRow() throws IOException {
        if (++row == rowsOfBlock) {
            store();
        }
    }

    long rows() {
        return blocks * rowsOfBlock + row;
    }

    interface Sink {
        void take(byte[] bytes, int count) throws IOException;
    }

    /// Gives `sink` the first `rows` values of a column, in pieces.
    void column(int column, long rows, Sink sink) throws IOException {
        byte[] bytes = new byte[widths[column] * rowsOfBlock];
        var buffer = ByteBuffer.wrap(bytes);
        long left = rows;
        for (long i = 0; left > 0; i++) {
            int count = (int) Math.min(left, rowsOfBlock) * widths[column];
            if (i == blocks) {
                block.get(firsts[column], bytes, 0, count);
            } else {
                load(buffer.clear().limit(count), i * block.capacity() + firsts[column]);
            }
            sink.take(bytes, count);
            left -= rowsOfBlock;
        }
    }

    private void load(ByteBuffer buffer, long position) throws IOException {
        long at = position;
        while (buffer.hasRemaining()) {
            int count = file.read(buffer, at);
            if (count < 0) {
                throw new IOException("the scratch file is shorter than it was");
            }
            at += count;
        }
    }

    private void store() throws IOException {
        block.clear();
        long at = blocks * block.capacity();
        while (block.hasRemaining()) {
            at += file.write(block, at);
        }
        blocks++;
        row = 0;
    }
}
