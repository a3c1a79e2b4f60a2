package io.lockspike.board;

import java.util.Arrays;
import java.util.zip.CRC32C;

/// How a body stands on the line: `00 | COBS(body) | check | 00`. The check is a CRC of the encoded
/// bytes in groups of seven bits, each with the top bit set, so that none of them is 0.
enum Framing {
    FULL(16, 600, 5),
    LITE(2, 64, 3);

    /// Bytes between two `00` from which on a receiver discards.
    static final int LONGEST_LINE = 640;

    private final int shortest;
    private final int longest;
    private final int groups;

    Framing(int shortest, int longest, int groups) {
        this.shortest = shortest;
        this.longest = longest;
        this.groups = groups;
    }

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

    /// Bytes in the longest body.
    int longest() {
        return longest;
    }

    /// The whole frame, both `00` with it.
    byte[] frame(Bytes body) {
        byte[] encoded = Cobs.encode(body.toArray());
        byte[] frame = new byte[1 + encoded.length + groups + 1];
        System.arraycopy(encoded, 0, frame, 1, encoded.length);
        long check = check(encoded, encoded.length);
        for (int i = 0; i < groups; i++) {
            frame[1 + encoded.length + i] = group(check, i);
        }
        return frame;
    }

    /// Bytes on the line of a body at most this long.
    int frameBytes(int body) {
        return 1 + body + body / 254 + 1 + groups + 1;
    }

    /// The body of the first `length` bytes of a line, none of them 0; null where they cannot be
    /// believed.
    Bytes body(byte[] line, int length) {
        int encoded = length - groups;
        if (length > LONGEST_LINE || encoded < 1 || !isChecked(line, encoded)) {
            return null;
        }
        byte[] body = Cobs.decode(line, encoded);
        return body == null || body.length < shortest || body.length > longest
                ? null
                : Bytes.of(body);
    }

    /// Why such a line has no body.
    Drop refusal(byte[] line, int length) {
        int encoded = length - groups;
        if (length > LONGEST_LINE) {
            return Drop.TOO_LONG;
        }
        if (encoded < 1 || !isChecked(line, encoded)) {
            return Drop.CHECK;
        }
        return Cobs.decode(line, encoded) == null ? Drop.COBS : Drop.LENGTH;
    }

    private boolean isChecked(byte[] line, int encoded) {
        long check = check(line, encoded);
        for (int i = 0; i < groups; i++) {
            if (line[encoded + i] != group(check, i)) {
                return false;
            }
        }
        return true;
    }

    private static byte group(long check, int index) {
        return (byte) (0x80 | (check >> (7 * index) & 0x7F));
    }

    private long check(byte[] bytes, int length) {
        return switch (this) {
            case FULL -> crc32c(bytes, length);
            case LITE -> crc16(bytes, length);
        };
    }

    static long crc32c(byte[] bytes, int length) {
        var crc = new CRC32C();
        crc.update(bytes, 0, length);
        return crc.getValue();
    }

    /// CRC-16/CCITT-FALSE.
    static long crc16(byte[] bytes, int length) {
        int crc = 0xFFFF;
        for (byte octet : Arrays.copyOf(bytes, length)) {
            crc ^= (octet & 0xFF) << 8;
            for (int bit = 0; bit < 8; bit++) {
                crc = (crc & 0x8000) != 0 ? crc << 1 ^ 0x1021 : crc << 1;
            }
            crc &= 0xFFFF;
        }
        return crc;
    }
}
