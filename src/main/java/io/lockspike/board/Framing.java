package io.lockspike.board;

import java.util.zip.CRC32C;

/// How a body stands on the line, in either profile: `00 | COBS(body) | check | 00`. The check is
/// the CRC-32C of the encoded bytes in groups of seven bits, each with the top bit set, so that
/// none of them is 0.
final class Framing {
    /// Bytes between two `00` from which on a receiver discards.
    static final int LONGEST_LINE = 640;

    /// Bytes in the longest body.
    static final int LONGEST = 600;

    /// Bytes in the shortest body: of the lite profile, a type and a sequence.
    private static final int SHORTEST = 2;

    private static final int GROUPS = 5;

    private Framing() {}

    /// Why a receiver takes nothing from what stands between two `00`.
    enum Drop {
        /// More than 640 bytes.
        TOO_LONG,
        /// The check is another one, or has bits where there should be none.
        CHECK,
        /// A block is longer than what is left.
        COBS,
        /// The body is too short or too long.
        LENGTH
    }

    /// The whole frame, both `00` with it.
    static byte[] frame(Bytes body) {
        byte[] encoded = Cobs.encode(body.toArray());
        byte[] frame = new byte[1 + encoded.length + GROUPS + 1];
        System.arraycopy(encoded, 0, frame, 1, encoded.length);
        long check = check(encoded, encoded.length);
        for (int i = 0; i < GROUPS; i++) {
            frame[1 + encoded.length + i] = group(check, i);
        }
        return frame;
    }

    /// Bytes on the line of a body at most this long.
    static int frameBytes(int body) {
        return 1 + body + body / 254 + 1 + GROUPS + 1;
    }

    /// The body of the first `length` bytes of a line, none of them 0; null where they cannot be
    /// believed.
    static Bytes body(byte[] line, int length) {
        int encoded = length - GROUPS;
        if (length > LONGEST_LINE || encoded < 1 || !isChecked(line, encoded)) {
            return null;
        }
        byte[] body = Cobs.decode(line, encoded);
        return body == null || body.length < SHORTEST || body.length > LONGEST
                ? null
                : Bytes.of(body);
    }

    /// Why such a line has no body.
    static Drop refusal(byte[] line, int length) {
        int encoded = length - GROUPS;
        if (length > LONGEST_LINE) {
            return Drop.TOO_LONG;
        }
        if (encoded < 1 || !isChecked(line, encoded)) {
            return Drop.CHECK;
        }
        return Cobs.decode(line, encoded) == null ? Drop.COBS : Drop.LENGTH;
    }

    private static boolean isChecked(byte[] line, int encoded) {
        long check = check(line, encoded);
        for (int i = 0; i < GROUPS; i++) {
            if (line[encoded + i] != group(check, i)) {
                return false;
            }
        }
        return true;
    }

    private static byte group(long check, int index) {
        return (byte) (0x80 | (check >> (7 * index) & 0x7F));
    }

    /// The CRC-32C of the first bytes.
    static long check(byte[] bytes, int length) {
        var crc = new CRC32C();
        crc.update(bytes, 0, length);
        return crc.getValue();
    }
}
