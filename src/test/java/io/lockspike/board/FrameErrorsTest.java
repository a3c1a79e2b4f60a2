package io.lockspike.board;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// No line error of a few bits makes a frame into another one that is believed.
class FrameErrorsTest {
    private static final byte[] NEIGHBOUR =
            Framing.frame(new Body(new Header(0, 0x77777777, 9, 0, 0), new Message.Ping()).bytes());

    /// Frames of 24 to 48 bytes on the line.
    private static List<byte[]> frames() {
        List<byte[]> frames = new ArrayList<>();
        var random = new SplittableRandom(4);
        for (int i = 0; i < 20; i++) {
            byte[] content = new byte[(i * 24 + 9) / 19];
            random.nextBytes(content);
            if (i % 3 == 0) {
                Arrays.fill(content, (byte) (i % 2 == 0 ? 0 : 1));
            }
            var out = new Bytes.Writer().u8(0x1B).u8(0).u16(content.length).u32(random.nextInt());
            out.u16(i).u16(0).u32(0).bytes(Bytes.of(content));
            frames.add(Framing.frame(out.done()));
        }
        return frames;
    }

    /// The frame between two others, whose `00` may become its own.
    private static final class Line {
        private final byte[] right;
        private final byte[] bytes;
        private final int first;
        private final int bits;
        private final List<Bytes> read = new ArrayList<>();
        private final FrameReader reader = new FrameReader(read::add);
        private final Bytes sent;
        private final Bytes neighbour;
        private long wrong;
        private long whole;
        private long lines;

        Line(byte[] frame) {
            first = NEIGHBOUR.length;
            bytes = Arrays.copyOf(NEIGHBOUR, 2 * first + frame.length);
            System.arraycopy(frame, 0, bytes, first, frame.length);
            System.arraycopy(NEIGHBOUR, 0, bytes, first + frame.length, first);
            right = bytes.clone();
            bits = 8 * frame.length;
            reader.take(right);
            neighbour = read.get(0);
            sent = read.get(1);
        }

        void flip(int bit) {
            bytes[first + bit / 8] ^= (byte) (1 << (bit % 8));
        }

        void look() {
            read.clear();
            reader.take(bytes);
            lines++;
            for (Bytes body : read) {
                whole += body.equals(sent) ? 1 : 0;
                wrong += body.equals(sent) || body.equals(neighbour) ? 0 : 1;
            }
        }
    }

    /// All errors of one, two and three bits, each n-th of the last.
    private static void all(int every) {
        long lines = 0;
        long wrong = 0;
        for (byte[] frame : frames()) {
            assertThat(frame.length).isBetween(24, 48);
            var line = new Line(frame);
            long number = 0;
            for (int a = 0; a < line.bits; a++) {
                line.flip(a);
                line.look();
                for (int b = a + 1; b < line.bits; b++) {
                    line.flip(b);
                    line.look();
                    for (int c = b + 1; c < line.bits; c++) {
                        if (number++ % every == 0) {
                            line.flip(c);
                            line.look();
                            line.flip(c);
                        }
                    }
                    line.flip(b);
                }
                line.flip(a);
            }
            assertThat(line.bytes).isEqualTo(line.right);
            assertThat(line.whole).isZero();
            lines += line.lines;
            wrong += line.wrong;
        }
        System.out.printf(
                "frames: %,d lines with 1 to 3 wrong bits, %d wrong bodies%n", lines, wrong);
        assertThat(wrong).isZero();
    }

    private static void random(long most) {
        var random = new SplittableRandom(5);
        List<Line> lines = frames().stream().map(Line::new).toList();
        long wrong = 0;
        for (long i = 0; i < most; i++) {
            Line line = lines.get((int) (i % lines.size()));
            int errors = 4 + (int) (i / lines.size() % 2);
            for (int e = 0; e < errors; e++) {
                line.flip(random.nextInt(line.bits));
            }
            line.look();
            System.arraycopy(line.right, 0, line.bytes, 0, line.bytes.length);
        }
        for (Line line : lines) {
            wrong += line.wrong;
        }
        System.out.printf(
                "frames: %,d lines with 4 or 5 wrong bits, %d wrong bodies%n", most, wrong);
        assertThat(wrong).isZero();
    }

    @Test
    void believesNothingElseAfterUpToThreeWrongBits() {
        all(101);
    }

    @Test
    @Tag("long")
    void believesNothingElseAfterUpToThreeWrongBitsOfAll() {
        all(1);
    }

    @Test
    void believesNothingElseAfterFourOrFive() {
        random(1_000_000);
    }

    @Test
    @Tag("long")
    void believesNothingElseAfterFourOrFiveForLong() {
        random(100_000_000);
    }

    /// Else the tests above could not fail.
    @Test
    void seesAWrongBody() {
        byte[] frame = frames().get(0);
        byte[] other = frame.clone();
        other[9] = 2;
        byte[] encoded = Arrays.copyOfRange(other, 1, other.length - 6);
        long check = Framing.check(encoded, encoded.length);
        for (int i = 0; i < 5; i++) {
            other[other.length - 6 + i] = (byte) (0x80 | ((check >> (7 * i)) & 0x7F));
        }
        var line = new Line(frame);
        System.arraycopy(other, 0, line.bytes, line.first, other.length);
        line.look();
        assertThat(line.wrong).isEqualTo(1);
        assertThat(line.whole).isZero();
    }
}
