package io.lockspike.trace;

import io.lockspike.equation.BadInputException;
import io.lockspike.equation.Place;
import io.lockspike.equation.Type;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/// Text on its way to a file or a stream.
final class Output {
    private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

    private final OutputStream stream;

    /// `null` for a stream.
    private final NewFile file;

    private final byte[] buffer = new byte[1 << 16];
    private final byte[] digits = new byte[20];
    private int used;
    private boolean failed;
    private boolean over;

    private Output(OutputStream stream, NewFile file) {
        this.stream = stream;
        this.file = file;
    }

    static Output to(NewFile file) {
        return new Output(file.stream(), file);
    }

    static Output to(OutputStream stream) {
        return new Output(stream, null);
    }

    Output text(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= 0x80) {
                return bytes(text.substring(i).getBytes(StandardCharsets.UTF_8));
            }
            letter(c);
        }
        return this;
    }

    Output bytes(byte[] bytes) {
        for (byte letter : bytes) {
            letter((char) (letter & 0xff));
        }
        return this;
    }

    Output letter(char letter) {
        if (used == buffer.length) {
            flush();
        }
        buffer[used++] = (byte) letter;
        return this;
    }

    /// The decimal number that `raw` stands for.
    Output decimal(long raw, Type type) {
        if (raw < 0 && type.signed()) {
            letter('-');
        }
        // Of the least value of s64 the magnitude is 2^63, which is right if it is taken as
        // unsigned.
        return unsigned(type.signed() && raw < 0 ? -raw : raw);
    }

    Output unsigned(long number) {
        int from = digits.length;
        long left = number;
        do {
            long tenth = Long.divideUnsigned(left, 10);
            digits[--from] = (byte) ('0' + (left - tenth * 10));
            left = tenth;
        } while (left != 0);
        for (int i = from; i < digits.length; i++) {
            letter((char) digits[i]);
        }
        return this;
    }

    /// The bits of `raw`, as `0x` and all its digits.
    Output hex(long raw, Type type) {
        letter('0').letter('x');
        long bits = Type.unsigned(type.bits()).wrap(raw);
        for (int shift = (type.bits() - 1) / 4 * 4; shift >= 0; shift -= 4) {
            letter((char) HEX[(int) (bits >>> shift) & 15]);
        }
        return this;
    }

    /// Ends the output; a file gets its name, unless something of it could not be written.
    void close() {
        if (over) {
            return;
        }
        if (failed) {
            abandon();
            return;
        }
        try {
            drain();
            stream.flush();
            if (file != null) {
                stream.close();
            }
        } catch (IOException e) {
            abandon();
            throw failed(e);
        }
        over = true;
        if (file != null) {
            file.publish();
        }
    }

    void abandon() {
        if (over) {
            return;
        }
        over = true;
        if (file == null) {
            return;
        }
        try {
            stream.close();
        } catch (IOException _) {
            // What cannot be written to its end is deleted all the same.
            failed = true;
        }
        file.discard();
    }

    private void flush() {
        try {
            drain();
        } catch (IOException e) {
            throw failed(e);
        }
    }

    private void drain() throws IOException {
        stream.write(buffer, 0, used);
        used = 0;
    }

    private BadInputException failed(IOException e) {
        failed = true;
        if (file != null) {
            return file.failed(e);
        }
        return new BadInputException(
                Place.of("standard output"), "cannot be written: " + e.getMessage());
    }
}
