package io.lockspike.board;

import io.lockspike.equation.BadInputException;
import io.lockspike.equation.Words;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/// What a bad line does to the bytes that pass in one direction. The same seed does the same to the
/// same bytes.
final class Faults {
    private static final int LONGEST_RUN = 64;

    private final Plan plan;
    private final SplittableRandom random;
    private long bit;
    private long loss;
    private long twice;
    private long garbage;
    private long stall;
    private long held;

    /// How often a line does what. The rates are per bit (`ber`) or per byte.
    ///
    /// @param ber a bit is inverted
    /// @param loss a byte is lost
    /// @param twice up to 64 bytes come again
    /// @param garbage up to 64 random bytes come between
    /// @param stall nothing comes for `stallTime`
    /// @param delay of every byte, in ns, one way
    /// @param stallTime in ns
    record Plan(
            double ber,
            double loss,
            double twice,
            double garbage,
            double stall,
            long delay,
            long stallTime) {
        private static final List<String> NAMES =
                List.of("ber", "loss", "twice", "garbage", "stall", "delay", "stall-time");

        static final Plan NONE = new Plan(0, 0, 0, 0, 0, 0, 0);

        /// `ber=1e-4,loss=1e-4,twice=1e-5,garbage=1e-5,stall=1e-6,delay=8ms,stall-time=300ms`.
        static Plan parse(String text) {
            Map<String, String> values = new LinkedHashMap<>();
            for (String part : text.split(",", -1)) {
                int equals = part.indexOf('=');
                String name = equals < 0 ? part : part.substring(0, equals);
                if (equals < 0 || !NAMES.contains(name)) {
                    throw new BadInputException(
                            "--inject '%s': what a line does is %s, as in ber=1e-4,delay=8ms"
                                    .formatted(part, Words.list(NAMES)));
                }
                values.put(name, part.substring(equals + 1));
            }
            return new Plan(
                    rate(values, "ber"),
                    rate(values, "loss"),
                    rate(values, "twice"),
                    rate(values, "garbage"),
                    rate(values, "stall"),
                    time(values, "delay", "0ms"),
                    time(values, "stall-time", "300ms"));
        }

        private static double rate(Map<String, String> values, String name) {
            String text = values.getOrDefault(name, "0");
            double rate = -1;
            if (text.matches("[0-9.]+(e-?[0-9]+)?")) {
                try {
                    rate = Double.parseDouble(text);
                } catch (NumberFormatException notOne) {
                    rate = -1;
                }
            }
            if (rate < 0 || rate > 0.5) {
                throw new BadInputException(
                        "--inject %s is a rate from 0 to 0.5, such as 1e-4, not '%s'"
                                .formatted(name, text));
            }
            return rate;
        }

        private static long time(Map<String, String> values, String name, String byDefault) {
            String text = values.getOrDefault(name, byDefault);
            if (!text.matches("[0-9]{1,5}ms")) {
                throw new BadInputException(
                        "--inject %s is a time such as 8ms, at most 99999ms, not '%s'"
                                .formatted(name, text));
            }
            return Long.parseLong(text, 0, text.length() - 2, 10) * Session.MILLISECOND;
        }
    }

    Faults(Plan plan, long seed) {
        this.plan = plan;
        this.random = new SplittableRandom(seed);
        bit = next(plan.ber());
        loss = next(plan.loss());
        twice = next(plan.twice());
        garbage = next(plan.garbage());
        stall = next(plan.stall());
    }

    /// How many go well before the next does not.
    private long next(double rate) {
        return rate == 0
                ? Long.MAX_VALUE
                : (long) Math.floor(Math.log(1 - random.nextDouble()) / Math.log1p(-rate));
    }

    /// What comes of bytes that are sent.
    byte[] pass(byte[] bytes, int count) {
        if (harmless(count)) {
            return Arrays.copyOf(bytes, count);
        }
        var out = new ByteArrayOutputStream(count + LONGEST_RUN);
        for (int i = 0; i < count; i++) {
            passOne(bytes[i], out);
        }
        return out.toByteArray();
    }

    /// Most bytes meet no fault.
    private boolean harmless(int count) {
        boolean none =
                8L * count <= bit
                        && count <= loss
                        && count <= twice
                        && count <= garbage
                        && count <= stall;
        if (none) {
            bit -= plan.ber() == 0 ? 0 : 8L * count;
            loss -= plan.loss() == 0 ? 0 : count;
            twice -= plan.twice() == 0 ? 0 : count;
            garbage -= plan.garbage() == 0 ? 0 : count;
            stall -= plan.stall() == 0 ? 0 : count;
        }
        return none;
    }

    private void passOne(byte octet, ByteArrayOutputStream out) {
        int value = octet;
        while (bit < 8) {
            value ^= 1 << bit;
            bit += 1 + next(plan.ber());
        }
        bit -= plan.ber() == 0 ? 0 : 8;
        if (loss-- == 0) {
            loss = next(plan.loss());
        } else {
            out.write(value);
        }
        if (garbage-- == 0) {
            byte[] noise = new byte[1 + random.nextInt(LONGEST_RUN)];
            random.nextBytes(noise);
            out.writeBytes(noise);
            garbage = next(plan.garbage());
        }
        if (twice-- == 0) {
            byte[] all = out.toByteArray();
            int run = Math.min(all.length, 1 + random.nextInt(LONGEST_RUN));
            out.write(all, all.length - run, run);
            twice = next(plan.twice());
        }
        if (stall-- == 0) {
            held += plan.stallTime();
            stall = next(plan.stall());
        }
    }

    /// How long the line stands still now, in ns.
    long held() {
        long time = held;
        held = 0;
        return time;
    }

    Plan plan() {
        return plan;
    }
}
