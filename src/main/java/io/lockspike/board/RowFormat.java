package io.lockspike.board;

import io.lockspike.equation.Type;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.zip.CRC32C;

/// How the values of a row stand on the line: each port in whole bytes, its sign extended, one
/// after the other.
record RowFormat(List<Type> ports) {

    int bytes() {
        return ports.stream().mapToInt(RowFormat::bytes).sum();
    }

    static int bytes(Type port) {
        return (port.bits() + 7) / 8;
    }

    /// Writes a row of raw values, which begins at `from`.
    void pack(long[] raw, int from, Bytes.Writer out) {
        for (int i = 0; i < ports.size(); i++) {
            out.number(raw[from + i], bytes(ports.get(i)));
        }
    }

    /// Reads a row. A value that does not fit its type stays what stands there, as a number of
    /// whole bytes.
    void unpack(ByteBuffer in, long[] raw, int from) {
        for (int i = 0; i < ports.size(); i++) {
            int octets = bytes(ports.get(i));
            long value = 0;
            for (int octet = 0; octet < octets; octet++) {
                value |= (in.get() & 0xFFL) << (8 * octet);
            }
            raw[from + i] = new Type(ports.get(i).signed(), 8 * octets).wrap(value);
        }
    }

    /// The CRC-32C of a row.
    int digest(long[] row) {
        var bytes = new Bytes.Writer();
        pack(row, 0, bytes);
        var crc = new CRC32C();
        crc.update(bytes.done().toArray());
        return (int) crc.getValue();
    }
}
