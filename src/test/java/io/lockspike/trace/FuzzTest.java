package io.lockspike.trace;

import static org.assertj.core.api.Assertions.assertThat;

import io.lockspike.equation.BadInputException;
import io.lockspike.equation.Type;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Whatever the bytes of a recording are, nothing but a [BadInputException] comes out.
class FuzzTest {
    private static final long SEED = 1364;
    private static final int RUNS = 1000;

    @ParameterizedTest
    @CsvSource({
        "tt-halving, waves.vcd",
        "vhdl-saturating, waves.vcd",
        "tt-halving, trace_constant.csv"
    })
    void survivesAnyChangeOfARecording(String design, String file) throws IOException {
        String whole = Files.readString(Traces.recording(design, file));
        String some = whole.substring(0, whole.lastIndexOf('\n', 9000) + 1);
        fuzz("t." + file, some.getBytes(StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @CsvSource({"CSV", "JSONL", "VCD"})
    void survivesAnyChangeOfWhatWeWrite(Format format) {
        var rows = new ArrayList<Long[]>();
        for (long i = 0; i < 20; i++) {
            rows.add(new Long[] {i - 9, i % 3 == 0 ? null : Long.valueOf(i % 2)});
        }
        fuzz("t", Traces.write(format, Traces.head("v:s8", "spike:u1"), rows));
    }

    private static void fuzz(String name, byte[] whole) {
        int good = 0;
        for (long seed = SEED; seed < SEED + RUNS; seed++) {
            byte[] bytes = mutate(whole, new Random(seed));
            try {
                readAll(name, bytes);
                good++;
            } catch (BadInputException e) {
                assertThat(e).hasMessageStartingWith(name);
            } catch (RuntimeException | StackOverflowError e) {
                throw new AssertionError("seed " + seed, e);
            }
        }
        assertThat(good).isBetween(1, RUNS - 1);
    }

    private static byte[] mutate(byte[] whole, Random random) {
        byte[] bytes = whole.clone();
        for (int i = random.nextInt(4); i >= 0; i--) {
            int at = random.nextInt(bytes.length);
            switch (random.nextInt(4)) {
                case 0 -> bytes[at] = (byte) random.nextInt(256);
                case 1 -> bytes[at] = bytes[random.nextInt(bytes.length)];
                case 2 -> bytes = Arrays.copyOf(bytes, Math.max(1, at));
                default -> {
                    int count = random.nextInt(Math.min(40, bytes.length - at));
                    System.arraycopy(whole, random.nextInt(whole.length - count), bytes, at, count);
                }
            }
        }
        return bytes;
    }

    private static void readAll(String name, byte[] bytes) {
        try (TraceReader reader = Traces.read(name, bytes, Clock.ANY)) {
            List<Pick> picks = new ArrayList<>();
            for (Column column : reader.columns()) {
                if (reader.find(column.name()).isPresent() && column.bits() <= 64) {
                    int bits = column.bits() == 0 ? 64 : column.bits();
                    picks.add(Pick.whole(column.name(), Type.signed(bits)).asInput());
                }
            }
            reader.select(picks);
            while (reader.next()) {
                for (int i = 0; i < picks.size(); i++) {
                    assertThat(reader.text(i)).isNotNull();
                }
            }
            assertThat(reader.warnings()).isNotNull();
        }
    }
}
