package io.lockspike.trace;

import static org.assertj.core.api.Assertions.assertThat;

import io.lockspike.equation.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

class RoundTripTest {
    private static final long SEED = 20_260_118;

    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "NPZ")
    void readsBackWhatItWrote(Format format) {
        for (long seed = SEED; seed < SEED + 60; seed++) {
            var random = new Random(seed);
            List<Written> columns = columns(random);
            var head = new TraceHead("lif", "", "", 1, columns);
            List<Long[]> rows = rows(random, columns, random.nextInt(40));
            byte[] bytes = Traces.write(format, head, rows);

            assertThat(read(format, bytes, columns, ""))
                    .as("seed %d", seed)
                    .isEqualTo(texts(rows, columns));
        }
    }

    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "NPZ")
    void readsBackEachLane(Format format) {
        var random = new Random(SEED);
        List<Written> columns = columns(random);
        var head = new TraceHead("lif", "", "", 3, columns);
        List<Long[]> rows = rows(random, columns, 60);
        byte[] bytes = Traces.write(format, head, rows);

        List<String> texts = texts(rows, columns);
        if (format == Format.VCD) {
            for (int lane = 0; lane < 3; lane++) {
                var ofLane = new ArrayList<String>();
                for (int i = lane; i < texts.size(); i += 3) {
                    ofLane.add(texts.get(i));
                }
                assertThat(read(format, bytes, columns, "lane" + lane + ".")).isEqualTo(ofLane);
            }
        } else {
            assertThat(read(format, bytes, columns, "")).isEqualTo(texts);
            assertThat(Traces.rows(Traces.read("t", bytes, Clock.ANY), "step:u8", "lane:u8"))
                    .startsWith("0 0", "0 1", "0 2", "1 0")
                    .endsWith("19 2");
        }
    }

    private static List<Written> columns(Random random) {
        var columns = new ArrayList<Written>();
        for (int i = random.nextInt(9); i >= 0; i--) {
            var type = new Type(random.nextBoolean(), 1 + random.nextInt(64));
            columns.add(
                    new Written("v" + i + (i % 3 == 0 ? "@1" : ""), type, random.nextBoolean()));
        }
        return columns;
    }

    private static List<Long[]> rows(Random random, List<Written> columns, int count) {
        var rows = new ArrayList<Long[]>();
        for (int i = 0; i < count; i++) {
            Long[] row = new Long[columns.size()];
            for (int j = 0; j < row.length; j++) {
                row[j] = value(random, columns.get(j).type());
            }
            rows.add(row);
        }
        return rows;
    }

    private static Long value(Random random, Type type) {
        return switch (random.nextInt(8)) {
            case 0 -> null;
            case 1 -> type.min().longValue();
            case 2 -> type.max().longValue();
            case 3, 4 -> 0L;
            default -> type.wrap(random.nextLong());
        };
    }

    private static List<String> read(
            Format format, byte[] bytes, List<Written> columns, String scope) {
        String[] picks = new String[columns.size()];
        for (int i = 0; i < picks.length; i++) {
            picks[i] = scope + columns.get(i).name() + ":" + columns.get(i).type();
        }
        return Traces.rows(Traces.read("t." + format, bytes, Clock.ANY), picks);
    }

    private static List<String> texts(List<Long[]> rows, List<Written> columns) {
        var texts = new ArrayList<String>();
        for (Long[] row : rows) {
            var text = new StringBuilder();
            for (int i = 0; i < row.length; i++) {
                text.append(i == 0 ? "" : " ");
                text.append(row[i] == null ? "x" : columns.get(i).type().format(row[i]));
            }
            texts.add(text.toString());
        }
        return texts;
    }
}
