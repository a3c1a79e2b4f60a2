package io.lockspike.board;

import java.util.Arrays;

/// Consistent Overhead Byte Stuffing: bytes of any kind as bytes that are not 0.
final class Cobs {
    /// The code of a block behind which no 0 stands: 254 bytes.
    private static final int FULL = 255;

    private Cobs() {}

    /// As few bytes as can be: a full block at the end is not followed by an empty one.
    static byte[] encode(byte[] body) {
        byte[] line = new byte[body.length + body.length / (FULL - 1) + 1];
        int code = 0;
        int at = 1;
        for (int i = 0; i < body.length; i++) {
            if (at - code == FULL) {
                line[code] = (byte) FULL;
                code = at++;
            }
            if (body[i] == 0) {
                line[code] = (byte) (at - code);
                code = at++;
            } else {
                line[at++] = body[i];
            }
        }
        line[code] = (byte) (at - code);
        return Arrays.copyOf(line, at);
    }

    /// The body of the first `length` bytes of a line, none of which is 0; null where a block is
    /// longer than what is left.
    static byte[] decode(byte[] line, int length) {
        byte[] body = new byte[length];
        int size = 0;
        int at = 0;
        while (at < length) {
            int code = line[at] & 0xFF;
            if (at + code > length) {
                return null;
            }
            System.arraycopy(line, at + 1, body, size, code - 1);
            size += code - 1;
            at += code;
            if (code < FULL && at < length) {
                body[size++] = 0;
            }
        }
        return Arrays.copyOf(body, size);
    }
}
