package io.lockspike.vector;

import java.nio.charset.StandardCharsets;

/// The pseudo-random generator of every random stimulus: SplitMix64 (Steele, Lea and Flood, 2014),
/// written out here so that a seed means the same values for ever, whatever the JDK.
///
/// A draw adds the odd number `GAMMA` to the 64-bit state and returns the mixed state; the period
/// is 2^64.
public final class SplitMix64 {
    private static final long GAMMA = 0x9E37_79B9_7F4A_7C15L;
    private static final long FNV_OFFSET = 0xCBF2_9CE4_8422_2325L;
    private static final long FNV_PRIME = 0x0000_0100_0000_01B3L;

    private long state;

    public SplitMix64(long seed) {
        state = seed;
    }

    /// The generator of one input on one lane: a stream of its own, so that an input that comes or
    /// goes changes no other one.
    public static SplitMix64 of(long seed, String input, int lane) {
        return new SplitMix64(derive(seed, input, lane));
    }

    /// The seed of `name` and `lane` under the global `seed`: `mix(mix(mix(seed + GAMMA) ^
    /// fnv1a64(name in UTF-8)) ^ lane)`.
    public static long derive(long seed, String name, int lane) {
        return mix(mix(mix(seed + GAMMA) ^ hash(name)) ^ lane);
    }

    /// 64 random bits.
    public long next() {
        state += GAMMA;
        return mix(state);
    }

    /// Uniform over 0 … `last`, both included and both unsigned.
    ///
    /// Takes as many high bits of a draw as `last` has, and draws again where they are above it: no
    /// value is favoured. On average fewer than two draws; none where `last` is 0.
    public long upTo(long last) {
        if (last == 0) {
            return 0;
        }
        int unused = Long.numberOfLeadingZeros(last);
        long value = next() >>> unused;
        while (Long.compareUnsigned(value, last) > 0) {
            value = next() >>> unused;
        }
        return value;
    }

    /// True with probability `of2To53 / 2^53`, in one draw.
    public boolean chance(long of2To53) {
        return next() >>> 11 < of2To53;
    }

    private static long mix(long value) {
        long z = (value ^ (value >>> 30)) * 0xBF58_476D_1CE4_E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D0_49BB_1331_11EBL;
        return z ^ (z >>> 31);
    }

    private static long hash(String name) {
        long hash = FNV_OFFSET;
        for (byte b : name.getBytes(StandardCharsets.UTF_8)) {
            hash = (hash ^ (b & 0xFF)) * FNV_PRIME;
        }
        return hash;
    }
}
