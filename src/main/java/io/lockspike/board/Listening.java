package io.lockspike.board;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.BooleanSupplier;

/// What a board prints, as a CSV file that ends with the last record that is wanted, with the line,
/// or where nothing more comes.
final class Listening extends InputStream {
    private static final long LOOK = 50_000_000;

    private final Line line;
    private final RecordSource source;
    private final long most;
    private final long silence;
    private final BooleanSupplier interrupted;
    private byte[] ready = {};
    private int at;
    private long records = -1;
    private long quiet;
    private String why = "";

    /// @param most records that are wanted
    /// @param silence how long nothing may come, in ns
    Listening(
            Line line, RecordSource source, long most, long silence, BooleanSupplier interrupted) {
        this.line = line;
        this.source = source;
        this.most = most;
        this.silence = silence;
        this.interrupted = interrupted;
    }

    /// Why it ended before its time; empty where it did not.
    String why() {
        return why;
    }

    /// Whether the board was lost.
    boolean isLost() {
        return !why.isEmpty() && !interrupted.getAsBoolean();
    }

    @Override
    public int read() {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] to, int offset, int length) {
        while (at == ready.length) {
            if (!more()) {
                return -1;
            }
        }
        int count = Math.min(length, ready.length - at);
        System.arraycopy(ready, at, to, offset, count);
        at += count;
        return count;
    }

    private boolean more() {
        var text = new StringBuilder();
        for (String record : source.found()) {
            if (records < most) {
                text.append(record).append('\n');
                records++;
            }
        }
        ready = text.toString().getBytes(StandardCharsets.US_ASCII);
        at = 0;
        return ready.length > 0 || (records < most && listen());
    }

    private boolean listen() {
        byte[] bytes = line.read(LOOK);
        source.take(bytes);
        quiet = bytes.length > 0 ? 0 : quiet + LOOK;
        if (bytes.length > 0) {
            return true;
        }
        if (interrupted.getAsBoolean()) {
            why = "interrupted behind record " + records;
        } else if (line.isGone()) {
            why = "the port is gone behind record %d: was it unplugged?".formatted(records);
        } else if (quiet >= silence) {
            why =
                    "nothing has come for %d s behind record %d"
                            .formatted(silence / 1_000_000_000, records);
        }
        return why.isEmpty();
    }
}
