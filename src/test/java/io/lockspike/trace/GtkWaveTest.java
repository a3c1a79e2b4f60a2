package io.lockspike.trace;

import static org.assertj.core.api.Assertions.assertThat;

import io.lockspike.support.Needs;
import io.lockspike.support.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What GTKWave's converters read of our VCD files is what we wrote.
class GtkWaveTest {
    private static final long SEED = 7;

    @TempDir Path folder;

    @Test
    void readsOurVcdAndWritesOneThatSaysTheSame() throws IOException {
        Path vcd2fst = Needs.tool("vcd2fst");
        Path fst2vcd = vcd2fst.resolveSibling("fst2vcd");
        Path ours = folder.resolve("ours.vcd");
        var head = Traces.head(2, "v@0:s16", "u:u64", "spike:u1");
        try (TraceWriter writer = TraceWriter.to(ours, head)) {
            Traces.write(writer, rows());
        }

        Path fst = folder.resolve("t.fst");
        Path theirs = folder.resolve("theirs.vcd");
        assertThat(Run.of(vcd2fst, "-v", ours, "-f", fst).result().code()).isZero();
        assertThat(Run.of(fst2vcd, "-f", fst, "-o", theirs).result().code()).isZero();

        assertThat(Files.size(theirs)).isPositive();
        for (String lane : List.of("lane0.", "lane1.")) {
            String[] picks = {lane + "v@0:s16", lane + "u:u64", lane + "spike:u1"};
            assertThat(Traces.rows(theirs, picks)).hasSize(100).isEqualTo(Traces.rows(ours, picks));
        }
    }

    private static List<Long[]> rows() {
        var random = new Random(SEED);
        var rows = new ArrayList<Long[]>();
        for (int i = 0; i < 200; i++) {
            Long undefined = random.nextInt(5) == 0 ? null : Long.valueOf(random.nextInt(2));
            rows.add(new Long[] {(long) (short) random.nextInt(), random.nextLong(), undefined});
        }
        return rows;
    }
}
