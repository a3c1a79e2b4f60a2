package io.lockspike.trace;

import static org.assertj.core.api.Assertions.assertThat;

import io.lockspike.support.Needs;
import io.lockspike.support.Run;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NpzWriterTest {
    private static final String PRINT =
            """
            import numpy, sys
            z = numpy.load(sys.argv[1])
            for name in sorted(z.files):
                a = z[name]
                print(name, a.dtype, a.shape, a.ravel()[:8].tolist(), int(a.astype('O').sum()))
            """;

    @TempDir Path folder;

    private Path write(String name, TraceHead head, List<Long[]> rows) {
        Path file = folder.resolve(name);
        try (TraceWriter writer = TraceWriter.to(file, head)) {
            Traces.write(writer, rows);
        }
        return file;
    }

    @Test
    void storesAnArrayForEachColumnAndOneOfWhatIsUndefined() throws IOException {
        Path file =
                write(
                        "t.npz",
                        Traces.head("v:s9", "spike:u1"),
                        List.of(new Long[] {-2L, 1L}, new Long[] {null, 0L}));

        try (var zip = new ZipFile(file.toFile())) {
            assertThat(zip.stream().map(Object::toString))
                    .containsExactly("v.npy", "v_defined.npy", "spike.npy");
            assertThat(zip.getComment())
                    .isEqualTo("spec halving-u8, hash 00112233aabbccdd, seed 42");
            byte[] v = zip.getInputStream(zip.getEntry("v.npy")).readAllBytes();
            assertThat(v).hasSize(128 + 4).endsWith(-2, -1, 0, 0);
            assertThat(new String(v, 0, 128, StandardCharsets.ISO_8859_1))
                    .startsWith("\u0093NUMPY\u0001\u0000v\u0000{'descr': '<i2', ")
                    .contains("'fortran_order': False, 'shape': (2,), }")
                    .endsWith(" \n");
        }
    }

    @Test
    void givesTheSameBytesForTheSameRows() throws IOException {
        List<Long[]> rows = List.of(new Long[] {-2L, 1L}, new Long[] {null, 0L});
        Path one = write("a.npz", Traces.head("v:s9", "spike:u1"), rows);
        Path two = write("b.npz", Traces.head("v:s9", "spike:u1"), rows);

        assertThat(one).hasSameBinaryContentAs(two);
    }

    @Test
    void isReadByNumPy() {
        Path python = Needs.python();
        Path file =
                write(
                        "t.npz",
                        Traces.head(2, "a:u8", "b:s12", "c:u32", "d:u64", "e:s64"),
                        List.of(
                                new Long[] {255L, -2048L, 4294967295L, -1L, Long.MIN_VALUE},
                                new Long[] {0L, 2047L, 1L, 2L, null},
                                new Long[] {1L, 0L, 0L, 0L, 3L},
                                new Long[] {2L, 0L, 0L, 0L, 4L}));

        assertThat(Run.of(python, "-c", PRINT, file).result().out())
                .isEqualTo(
                        """
                        a uint8 (2, 2) [255, 0, 1, 2] 258
                        b int16 (2, 2) [-2048, 2047, 0, 0] -1
                        c uint32 (2, 2) [4294967295, 1, 0, 0] 4294967296
                        d uint64 (2, 2) [18446744073709551615, 2, 0, 0] 18446744073709551617
                        e int64 (2, 2) [-9223372036854775808, 0, 3, 4] -9223372036854775801
                        e_defined bool (2, 2) [True, False, True, True] 3
                        """);
    }

    @Test
    void keepsRowsOfManyBlocksInOrder() {
        Path python = Needs.python();
        var rows = new ArrayList<Long[]>();
        for (long i = 0; i < 150_000; i++) {
            rows.add(new Long[] {i, i == 140_000 ? null : Long.valueOf(i % 2)});
        }
        Path file = write("t.npz", Traces.head("n:u20", "bit:u1"), rows);
        String check =
                """
                import numpy, sys
                z = numpy.load(sys.argv[1])
                print((z['n'] == numpy.arange(150000)).all(), z['bit'].sum())
                print(numpy.flatnonzero(~z['bit_defined']).tolist())
                """;

        assertThat(Run.of(python, "-c", check, file).result().out())
                .isEqualTo("True 75000\n[140000]\n");
    }

    @Test
    void leavesAStepOutThatIsNotWhole() throws IOException {
        Path file = write("t.npz", Traces.head(2, "v:u8"), List.<Long[]>of(new Long[] {7L}));

        try (var zip = new ZipFile(file.toFile())) {
            byte[] v = zip.getInputStream(zip.getEntry("v.npy")).readAllBytes();
            assertThat(new String(v, StandardCharsets.ISO_8859_1))
                    .contains("'shape': (0, 2)")
                    .endsWith("\n");
        }
        assertThat(folder).isDirectoryNotContaining(other -> !other.equals(file));
    }
}
