package io.lockspike.board;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.HexFormat;

/// Bytes that do not change; equal where their content is.
final class Bytes {
    static final Bytes NONE = new Bytes(new byte[0]);

    private final byte[] content;

    private Bytes(byte[] content) {
        this.content = content;
    }

    static Bytes of(byte... content) {
        return new Bytes(content.clone());
    }

    /// What is left in a buffer, but for the last bytes.
    static Bytes rest(ByteBuffer in, int but) {
        byte[] content = new byte[in.remaining() - but];
        in.get(content);
        return new Bytes(content);
    }

    int length() {
        return content.length;
    }

    /// To read, little-endian.
    ByteBuffer reader() {
        return ByteBuffer.wrap(content).asReadOnlyBuffer().order(ByteOrder.LITTLE_ENDIAN);
    }

    byte[] toArray() {
        return content.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Bytes bytes && Arrays.equals(content, bytes.content);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(content);
    }

    /// In hexadecimal digits.
    @Override
    public String toString() {
        return HexFormat.of().formatHex(content);
    }

    /// Bytes as they come, numbers with the lowest byte first.
    static final class Writer {
        private byte[] content = new byte[64];
        private int length;

        Writer u8(int value) {
            return number(value, 1);
        }

        Writer u16(int value) {
            return number(value, 2);
        }

        Writer u32(int value) {
            return number(value, 4);
        }

        Writer u64(long value) {
            return number(value, 8);
        }

        /// The lowest bytes of a number.
        Writer number(long value, int bytes) {
            room(bytes);
            for (int i = 0; i < bytes; i++) {
                content[length++] = (byte) (value >> (8 * i));
            }
            return this;
        }

        Writer bytes(Bytes other) {
            room(other.content.length);
            System.arraycopy(other.content, 0, content, length, other.content.length);
            length += other.content.length;
            return this;
        }

        Bytes done() {
            return new Bytes(Arrays.copyOf(content, length));
        }

        private void room(int more) {
            if (length + more > content.length) {
                content = Arrays.copyOf(content, 2 * (length + more));
            }
        }
    }
}
