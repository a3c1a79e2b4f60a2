package io.lockspike.board;

import java.util.function.BiConsumer;

/// A session as text, as the shared vectors have it: by turns what the host sends and what the
/// board answers.
final class SessionText implements BiConsumer<byte[], byte[]> {
    private final StringBuilder text = new StringBuilder();

    @Override
    public void accept(byte[] host, byte[] board) {
        line('H', host);
        line('B', board);
    }

    private void line(char who, byte[] bytes) {
        text.append("%c %d %s%n".formatted(who, bytes.length, hex(Bytes.of(bytes))));
    }

    /// For programs that read with `%x`: no bytes are `00`.
    static String hex(Bytes bytes) {
        return bytes.length() == 0 ? "00" : bytes.toString();
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
