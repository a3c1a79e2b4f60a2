package io.lockspike.trace;

import io.lockspike.equation.BadInputException;
import io.lockspike.equation.Place;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/// The bytes of a recording, seen through a window that moves over them. What was compressed with
/// gzip is unpacked, a byte order mark is left out.
final class Input {
    /// The longest line or token, in bytes.
    static final int LONGEST = 1 << 20;

    private static final int WINDOW = 1 << 16;

    /// The bytes that tell a text from something else.
    private static final int LOOKED_AT = 512;

    final String name;

    /// Whether it is a file, which has all bytes already.
    final boolean recorded;

    byte[] bytes = new byte[WINDOW];

    /// The next byte to be used.
    int position;

    /// The end of what was read.
    int limit;

    private InputStream stream;

    Input(String name, InputStream stream, boolean recorded) {
        this.name = name;
        this.recorded = recorded;
        this.stream = stream;
        look(2);
        if (limit >= 2 && (bytes[0] & 0xff) == 0x1f && (bytes[1] & 0xff) == 0x8b) {
            unpack();
        }
        look(3);
        if (startsWith(0xef, 0xbb, 0xbf)) {
            position = 3;
        }
        if (startsWith(0xff, 0xfe) || startsWith(0xfe, 0xff)) {
            throw bad("the text is UTF-16; save it as UTF-8");
        }
    }

    /// Moves the window on: the bytes from `keep` on stay and now begin at 0, so every index that
    /// is held must be lessened by `keep`. Reads more behind them; false at the end of the input.
    boolean more(int keep) {
        byte[] from = bytes;
        if (limit - keep > bytes.length / 2) {
            bytes = new byte[bytes.length * 2];
        }
        System.arraycopy(from, keep, bytes, 0, limit - keep);
        position -= keep;
        limit -= keep;
        int count = read(limit);
        limit += Math.max(count, 0);
        return count > 0;
    }

    /// The first byte that is no white space, or 0; all of it stays unread.
    int firstVisible() {
        for (int i = position; i < limit; i++) {
            if ((bytes[i] & 0xff) > ' ') {
                return bytes[i] & 0xff;
            }
        }
        return 0;
    }

    /// Whether the first line has bytes such as no text has.
    boolean isBinary() {
        for (int i = position; i < Math.min(limit, position + LOOKED_AT); i++) {
            int c = bytes[i] & 0xff;
            if (c == '\n') {
                return false;
            }
            if (c == 0x7f || (c < ' ' && c != '\t' && c != '\r')) {
                return true;
            }
        }
        return false;
    }

    boolean startsWith(String ascii) {
        int end = position + ascii.length();
        return end <= limit && TextBytes.equal(bytes, position, end, ascii);
    }

    BadInputException bad(String message) {
        return bad(0, message);
    }

    BadInputException bad(long line, String message) {
        return bad(line, 0, message);
    }

    BadInputException bad(long line, int column, String message) {
        return new BadInputException(place(line, column), message);
    }

    Place place(long line, int column) {
        return new Place(name, (int) Math.min(line, Integer.MAX_VALUE), column);
    }

    void close() {
        try {
            stream.close();
        } catch (IOException e) {
            throw failed(e);
        }
    }

    /// Sees to it that `count` bytes stand in the window, if the input has them.
    private void look(int count) {
        while (limit - position < count) {
            int read = read(limit);
            if (read <= 0) {
                return;
            }
            limit += read;
        }
    }

    private void unpack() {
        var packed = new ByteArrayInputStream(Arrays.copyOf(bytes, limit));
        try {
            stream = new GZIPInputStream(new SequenceInputStream(packed, stream), WINDOW);
        } catch (IOException e) {
            throw failed(e);
        }
        limit = 0;
    }

    private boolean startsWith(int... expected) {
        for (int i = 0; i < expected.length; i++) {
            if (i >= limit || (bytes[i] & 0xff) != expected[i]) {
                return false;
            }
        }
        return true;
    }

    private int read(int from) {
        try {
            return stream.read(bytes, from, bytes.length - from);
        } catch (IOException e) {
            throw failed(e);
        }
    }

    private BadInputException failed(IOException e) {
        return switch (e) {
            case ZipException zip -> bad("not a sound gzip file: " + zip.getMessage());
            case EOFException _ -> bad("the gzip file is cut off; copy or record it again");
            default -> bad("cannot be read: " + e.getMessage());
        };
    }
}
