package io.lockspike.board;

import java.util.Arrays;
import java.util.SplittableRandom;

/// What a bad line makes of frames.
final class Damage {
    private final SplittableRandom random;

    Damage(SplittableRandom random) {
        this.random = random;
    }

    /// A frame with a bit inverted, its end lost, a byte lost, or one too many.
    byte[] of(byte[] frame) {
        int at = random.nextInt(1, frame.length - 1);
        return switch (random.nextInt(4)) {
            case 0 -> flipped(frame, at);
            case 1 -> Arrays.copyOf(frame, at);
            case 2 ->
                    joined(
                            Arrays.copyOf(frame, at),
                            Arrays.copyOfRange(frame, at + 1, frame.length));
            default ->
                    joined(
                            joined(Arrays.copyOf(frame, at), new byte[] {(byte) random.nextInt()}),
                            Arrays.copyOfRange(frame, at, frame.length));
        };
    }

    private static byte[] flipped(byte[] frame, int at) {
        frame[at] ^= (byte) (1 << at % 8);
        return frame;
    }

    private static byte[] joined(byte[] one, byte[] other) {
        byte[] both = Arrays.copyOf(one, one.length + other.length);
        System.arraycopy(other, 0, both, one.length, other.length);
        return both;
    }

    byte[] nonsense() {
        byte[] bytes = new byte[1 + random.nextInt(random.nextInt(20) == 0 ? 800 : 40)];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) random.nextInt(256);
        }
        return bytes;
    }
}
