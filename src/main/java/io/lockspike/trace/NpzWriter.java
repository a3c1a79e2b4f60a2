package io.lockspike.trace;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.time.LocalDateTime;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/// Writes NPZ, a zip of NumPy arrays: for each column `NAME` in the narrowest integer type that
/// NumPy has for it, and, if it is undefined somewhere (0 stands there), `NAME_defined` of truth
/// values. With several lanes the arrays have two axes, step and lane; a step that is not whole is
/// left out. The comment of the zip says where the trace comes from.
final class NpzWriter implements TraceWriter {
    /// The same in each file, so that the same rows give the same bytes.
    private static final LocalDateTime TIME = LocalDateTime.of(1980, 2, 1, 0, 0);

    private final NewFile file;
    private final TraceHead head;
    private final Written[] columns;
    private final boolean[] undefined;
    private final FileChannel scratch;

    /// Column i of the trace is column 2 i, whether it is defined is column 2 i + 1.
    private final Spill spill;

    private boolean failed;
    private boolean over;

    NpzWriter(NewFile file, TraceHead head) {
        this.file = file;
        this.head = head;
        columns = head.columns().toArray(new Written[0]);
        undefined = new boolean[columns.length];
        int[] widths = new int[2 * columns.length];
        for (int i = 0; i < columns.length; i++) {
            widths[2 * i] = bytes(columns[i].type().bits());
            widths[2 * i + 1] = 1;
        }
        scratch = file.scratch();
        spill = new Spill(scratch, widths);
    }

    @Override
    public void row(long[] raw, boolean[] defined) {
        for (int i = 0; i < columns.length; i++) {
            undefined[i] |= !defined[i];
            spill.put(2 * i, defined[i] ? raw[i] : 0);
            spill.put(2 * i + 1, defined[i] ? 1 : 0);
        }
        try {
            spill.endRow();
        } catch (IOException e) {
            failed = true;
            throw file.failed(e);
        }
    }

    @Override
    public void close() {
        if (over) {
            return;
        }
        if (failed) {
            abandon();
            return;
        }
        try (var zip = new ZipOutputStream(new BufferedOutputStream(file.stream(), 1 << 16))) {
            zip.setComment(head.provenance());
            for (int i = 0; i < columns.length; i++) {
                arrays(zip, i);
            }
        } catch (IOException e) {
            abandon();
            throw file.failed(e);
        }
        end();
        file.publish();
    }

    @Override
    public void abandon() {
        if (!over) {
            end();
            file.discard();
        }
    }

    private void arrays(ZipOutputStream zip, int i) throws IOException {
        Written column = columns[i];
        char kind = column.type().signed() ? 'i' : 'u';
        array(zip, column.name(), 2 * i, kind, bytes(column.type().bits()));
        if (undefined[i]) {
            array(zip, head.free(column.name() + "_defined"), 2 * i + 1, 'b', 1);
        }
    }

    /// An array is stored, not compressed: what compression makes of it depends on the JDK.
    private void array(ZipOutputStream zip, String name, int column, char kind, int bytes)
            throws IOException {
        long steps = spill.rows() / head.lanes();
        byte[] header = NpyHeader.of(kind, bytes, steps, head.lanes());
        var sum = new CRC32();
        sum.update(header);
        spill.column(column, steps * head.lanes(), (data, count) -> sum.update(data, 0, count));
        var entry = new ZipEntry(name.replace('/', '_') + ".npy");
        entry.setTimeLocal(TIME);
        entry.setMethod(ZipEntry.STORED);
        entry.setSize(header.length + steps * head.lanes() * bytes);
        entry.setCrc(sum.getValue());
        zip.putNextEntry(entry);
        zip.write(header);
        OutputStream out = zip;
        spill.column(column, steps * head.lanes(), (data, count) -> out.write(data, 0, count));
        zip.closeEntry();
    }

    private void end() {
        over = true;
        try {
            scratch.close();
        } catch (IOException e) {
            throw file.failed(e);
        }
    }

    private static int bytes(int bits) {
        return bits <= 8 ? 1 : bits <= 16 ? 2 : bits <= 32 ? 4 : 8;
    }
}
