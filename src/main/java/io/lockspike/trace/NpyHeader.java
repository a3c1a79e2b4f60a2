package io.lockspike.trace;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// What stands before the numbers in a file of NumPy's format NPY, version 1.0.
final class NpyHeader {
    private static final int PREFIX = 10;

    private NpyHeader() {}

    /// @param kind `u`, `i` or `b` (truth values)
    /// @param bytes of each number
    /// @param lanes the length of the second axis; 1 for an array with one axis
    static byte[] of(char kind, int bytes, long steps, int lanes) {
        String descr = (bytes == 1 ? "|" : "<") + kind + bytes;
        String shape = lanes == 1 ? "(" + steps + ",)" : "(" + steps + ", " + lanes + ")";
        String dict =
                "{'descr': '" + descr + "', 'fortran_order': False, 'shape': " + shape + ", }";
        int length = (PREFIX + dict.length() + 1 + 63) / 64 * 64;
        byte[] header = new byte[length];
        Arrays.fill(header, (byte) ' ');
        byte[] magic = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0};
        System.arraycopy(magic, 0, header, 0, magic.length);
        header[8] = (byte) (length - PREFIX);
        header[9] = (byte) ((length - PREFIX) >> 8);
        byte[] text = dict.getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(text, 0, header, PREFIX, text.length);
        header[length - 1] = '\n';
        return header;
    }
}
