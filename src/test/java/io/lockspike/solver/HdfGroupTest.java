package io.lockspike.solver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lockspike.equation.BadInputException;
import io.lockspike.support.Needs;
import io.lockspike.support.Run;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// HDF5 files that nobody vouches for: one sentence, whatever is in them.
class HdfGroupTest {
    private static final Path EXAMPLE = Path.of("examples/nir-lif/lif.nir");

    @TempDir Path folder;

    /// "" where the file is read, else the message, without numbers and names.
    private String answer(byte[] bytes) throws IOException {
        Path file = folder.resolve("a.nir");
        Files.write(file, bytes);
        try {
            NirGraph.read(file);
            return "";
        } catch (BadInputException e) {
            assertThat(e.getMessage()).startsWith(file + ": ").doesNotContain("\n");
            return e.getMessage().substring(file.toString().length() + 2);
        }
    }

    @Test
    void refusesAFileThatIsCutOffAnywhere() throws IOException {
        byte[] good = Files.readAllBytes(EXAMPLE);
        int read = 0;
        int cut = 0;
        for (int length = 0; length < good.length; length += length < 600 ? 7 : 61) {
            String answer = answer(Arrays.copyOf(good, length));
            read += answer.isEmpty() ? 1 : 0;
            cut++;
        }
        System.out.printf("NIR file cut off at %,d places: %,d still readable%n", cut, read);
        assertThat(cut).isGreaterThan(300);
        assertThat(read).isZero();
    }

    @ParameterizedTest
    @ValueSource(ints = {1_500})
    void answersInOneSentenceWhateverTheBytes(int files) throws IOException {
        mutate(files, 1);
    }

    @Tag("long")
    @ParameterizedTest
    @ValueSource(ints = {100_000})
    void answersInOneSentenceWhateverTheBytesOfMoreFiles(int files) throws IOException {
        mutate(files, 2);
    }

    private void mutate(int files, long seed) throws IOException {
        byte[] good = Files.readAllBytes(EXAMPLE);
        var random = new SplittableRandom(seed);
        Map<String, Integer> answers = new TreeMap<>();
        for (int i = 0; i < files; i++) {
            byte[] bytes = good.clone();
            for (int n = random.nextInt(1, 5); n > 0; n--) {
                int at = random.nextInt(random.nextBoolean() ? 4000 : bytes.length);
                switch (random.nextInt(3)) {
                    case 0 -> bytes[at] = (byte) random.nextInt();
                    case 1 -> bytes[at] = -1;
                    default -> {
                        int from = random.nextInt(bytes.length - 8);
                        System.arraycopy(good, from, bytes, at, Math.min(8, bytes.length - at));
                    }
                }
            }
            answers.merge(answer(bytes).replaceAll("[^a-zA-Z ]", ""), 1, Integer::sum);
        }
        System.out.printf(
                "NIR files with changed bytes, seed %d: %,d, of which %,d still readable, %d different answers%n",
                seed, files, answers.getOrDefault("", 0), answers.size());
        assertThat(answers.size()).isGreaterThan(8);
    }

    @Test
    void refusesWhatIsNoFile() {
        assertThatThrownBy(() -> NirGraph.read(folder)).hasMessageContaining("is a folder");
        assertThatThrownBy(() -> NirGraph.read(folder.resolve("none.nir")))
                .hasMessageContaining("no such file");
    }

    @Test
    void refusesAFileOfMoreThan64MiB() throws IOException {
        Path file = folder.resolve("big.nir");
        try (var out =
                Files.newByteChannel(
                        file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            out.position(HdfGroup.MOST_BYTES);
            out.write(ByteBuffer.wrap(new byte[1]));
        }
        assertThatThrownBy(() -> NirGraph.read(file)).hasMessageContaining("larger than 64 MiB");
    }

    private static final String HOSTILE =
            """
            import h5py, nir, numpy as np, sys
            folder = sys.argv[1]
            one = lambda x: np.array([x], dtype=np.float32)

            def graph(file, neuron, weight=None):
                nir.write(f"{folder}/{file}", nir.NIRGraph.from_list(
                    weight or nir.Linear(np.array([[0.5]])), neuron))

            graph("lif.nir", nir.LIF(tau=one(0.02), r=one(2), v_leak=one(0), v_threshold=one(1)))
            graph("cuba.nir", nir.CubaLIF(tau_mem=one(0.02), tau_syn=one(0.005), r=one(2),
                  v_leak=one(0), v_threshold=one(1), w_in=one(3)),
                  nir.Affine(np.array([[0.5]]), np.array([0.25])))
            graph("two.nir", nir.LIF(*[np.ones(2)] * 4), nir.Linear(np.ones((2, 1))))
            graph("wide.nir", nir.LIF(*[np.ones(100_000)] * 4), nir.Linear(np.ones((100_000, 1))))

            def edited(file, edit):
                graph(file, nir.LIF(tau=one(0.02), r=one(2), v_leak=one(0), v_threshold=one(1)))
                with h5py.File(f"{folder}/{file}", "a") as f:
                    lif = next(n for n in f["node/nodes"].values() if n["type"][()] == b"LIF")
                    edit(f, lif)

            def external(f, lif):
                del lif["tau"]
                lif["tau"] = h5py.ExternalLink("lif.nir", "/node/nodes/lif/tau")
            def soft(f, lif):
                del lif["tau"]
                lif["tau"] = h5py.SoftLink(lif.name + "/r")
            def loop(f, lif):
                del f["node/nodes"]
                f["node/nodes"] = h5py.SoftLink("/node")
            def hard(f, lif):
                f["node/nodes/again"] = f["node"]
            def deep(f, lif):
                g = f["node/nodes"]
                for i in range(500):
                    g = g.create_group("deep")
            def huge(f, lif):
                del lif["tau"]
                lif.create_dataset("tau", shape=(1 << 40,), chunks=(1 << 20,), dtype="f4", compression="gzip")
            def packed(f, lif):
                del lif["tau"]
                lif.create_dataset("tau", data=one(0.02), compression="gzip", shuffle=True, fletcher32=True)
            def lzf(f, lif):
                del lif["tau"]
                lif.create_dataset("tau", data=one(0.02), compression="lzf")
            for name in ("external", "soft", "loop", "hard", "deep", "huge", "packed", "lzf"):
                edited(name + ".nir", globals()[name])
            print(nir.read(folder + "/lif.nir").nodes["lif"].tau[0])
            """;

    /// Files by NIR's own package and by the HDF5 library: what they mean, and what is refused.
    @Test
    void readsWhatNirItselfWrites() throws IOException {
        Path script = folder.resolve("write.py");
        Files.writeString(script, HOSTILE);
        Run.Result result = Run.of(Needs.python(), script, folder).result();
        assertThat(result.code()).as(result.err()).isZero();
        assertThat(result.out().strip()).startsWith("0.02");

        NirNeuron lif = NirGraph.read(folder.resolve("lif.nir"));
        assertThat(lif.tau()).isEqualByComparingTo("0.02");
        assertThat(lif.weight()).isEqualByComparingTo("0.5");
        assertThat(lif.resistance()).isEqualByComparingTo("2");
        NirNeuron cuba = NirGraph.read(folder.resolve("cuba.nir"));
        assertThat(cuba.tauSyn().orElseThrow()).isEqualByComparingTo("0.005");
        assertThat(cuba.wIn()).isEqualByComparingTo("3");
        assertThat(cuba.bias()).isEqualByComparingTo("0.25");
        for (String packed : new String[] {"packed.nir", "lzf.nir"}) {
            assertThat(NirGraph.read(folder.resolve(packed)).tau()).isEqualByComparingTo("0.02");
        }

        refuses("two.nir", "2 values; only a single");
        refuses("wide.nir", "100000 values");
        refuses("external.nir", "tau' is a link");
        refuses("soft.nir", "tau' is a link");
        refuses("loop.nir", "'/node/nodes' is a link");
        refuses("hard.nir", "5 nodes");
        refuses("deep.nir", "5 nodes");
        refuses("huge.nir", "1099511627776 values");
    }

    private void refuses(String file, String says) {
        assertThatThrownBy(() -> NirGraph.read(folder.resolve(file)))
                .as(file)
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining(says);
    }
}
