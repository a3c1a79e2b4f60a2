package io.lockspike.firmware;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.Optional;
import java.util.zip.CRC32C;

/// The byte layer of the board link, plainly: `00 | COBS(body) | CRC5 | 00`.
public final class LinkFrame {
    static final int LONGEST = 640;
    private static final int CHECK = 5;

    private LinkFrame() {}

    public static byte[] encode(byte[] body) {
        byte[] encoded = cobs(body);
        var out = new ByteArrayOutputStream();
        out.write(0);
        out.writeBytes(encoded);
        out.writeBytes(check(encoded));
        out.write(0);
        return out.toByteArray();
    }

    /// The body of what stands between two `00`, if it can be believed.
    public static Optional<byte[]> decode(byte[] line) {
        int length = line.length - CHECK;
        if (length < 1 || line.length > LONGEST) {
            return Optional.empty();
        }
        byte[] encoded = Arrays.copyOf(line, length);
        byte[] check = Arrays.copyOfRange(line, length, line.length);
        return Arrays.equals(check, check(encoded)) ? plain(encoded) : Optional.empty();
    }

    private static byte[] check(byte[] encoded) {
        var crc = new CRC32C();
        crc.update(encoded);
        byte[] groups = new byte[CHECK];
        for (int i = 0; i < CHECK; i++) {
            groups[i] = (byte) (0x80 | ((crc.getValue() >> (7 * i)) & 0x7F));
        }
        return groups;
    }

    private static byte[] cobs(byte[] body) {
        var out = new ByteArrayOutputStream();
        int at = 0;
        boolean open = true;
        while (open) {
            int run = 0;
            while (at + run < body.length && body[at + run] != 0 && run < 254) {
                run++;
            }
            out.write(run + 1);
            out.write(body, at, run);
            at += run;
            boolean full = run == 254;
            open = at < body.length;
            at += full || !open ? 0 : 1;
        }
        return out.toByteArray();
    }

    private static Optional<byte[]> plain(byte[] encoded) {
        var out = new ByteArrayOutputStream();
        int at = 0;
        while (at < encoded.length) {
            int code = encoded[at] & 0xFF;
            if (at + code > encoded.length) {
                return Optional.empty();
            }
            out.write(encoded, at + 1, code - 1);
            at += code;
            if (code != 255 && at < encoded.length) {
                out.write(0);
            }
        }
        return Optional.of(out.toByteArray());
    }
}
