package io.lockspike.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What somebody else wrote is not written over; what Lockspike wrote is written anew.
class OwnFilesTest {
    private static final String REFUSED = "lif did not write it: name another folder, or remove it";

    @TempDir Path folder;

    private Lif emit() {
        init();
        return Lif.run(
                "emit",
                path("spec/lif.yaml"),
                "--verilog",
                "--c",
                "--dpi",
                "--smt",
                "--link",
                "--firmware",
                "--commit",
                "-o",
                path("out"));
    }

    private Lif vectors() {
        init();
        return Lif.run("vectors", path("spec/lif.yaml"), "-n", "20", "-q", "-o", path("out"));
    }

    private void init() {
        if (!Files.exists(folder.resolve("spec"))) {
            assertThat(Lif.run("init", path("spec"), "--like", "tt-halving").code()).isZero();
        }
    }

    private void users(String file) throws IOException {
        Path path = folder.resolve("out").resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, "mine, by hand\nand more of it\n");
    }

    private long count() throws IOException {
        try (Stream<Path> all = Files.walk(folder.resolve("out"))) {
            return all.filter(Files::isRegularFile).count();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"tt_halving.v", "tt_halving.c", "tt_halving.smt2", "Makefile"})
    void emitsOverNoFileOfTheUser(String file) throws IOException {
        users(file);
        Lif lif = emit();
        assertThat(lif.code()).as(lif.toString()).isEqualTo(2);
        assertThat(lif.err()).contains(file).contains(REFUSED);
        assertThat(count()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "tt_halving_tb.sv",
                "c/Makefile",
                "mem/rst.mem",
                "tt-halving.csv",
                "tt-halving.npz",
                "tt-halving.json",
                "vectors.schema.json",
                "manifest.json"
            })
    void writesVectorsOverNoFileOfTheUser(String file) throws IOException {
        users(file);
        Lif lif = vectors();
        assertThat(lif.code()).as(lif.toString()).isEqualTo(2);
        assertThat(lif.err()).contains(file).contains(REFUSED);
        assertThat(count()).isEqualTo(1);
    }

    @Test
    void writesItsOwnFilesAnew() throws IOException {
        assertThat(emit().code()).isZero();
        long emitted = count();
        assertThat(emit().code()).isZero();
        assertThat(count()).isEqualTo(emitted);
    }

    @Test
    void writesItsOwnVectorsAnew() throws IOException {
        assertThat(vectors().code()).isZero();
        long written = count();
        Lif other =
                Lif.run(
                        "vectors",
                        path("spec/lif.yaml"),
                        "-n",
                        "30",
                        "--seed",
                        "7",
                        "-q",
                        "-o",
                        path("out"));
        assertThat(other.code()).as(other.toString()).isZero();
        assertThat(count()).isEqualTo(written);
    }

    @Test
    void fitsOverNoOtherSpec() throws IOException {
        String[] fit = {
            "fit",
            "--tau",
            "20ms",
            "--dt",
            "1ms",
            "--r",
            "100Mohm",
            "--vth",
            "15mV",
            "--bits",
            "12",
            "--max-tau-error",
            "20%",
            "--max-membrane-error",
            "50%",
            "--max-rate-error",
            "50%",
            "-o",
            path("f.yaml")
        };
        assertThat(Lif.run(fit).code()).isZero();
        assertThat(Lif.run(fit).code()).isZero();
        Path file = folder.resolve("f.yaml");
        Files.writeString(file, Files.readString(file) + "# mine\n");
        Lif again = Lif.run(fit);
        assertThat(again.code()).isEqualTo(2);
        assertThat(again.err()).contains("f.yaml is there already, and is not the same");
        assertThat(file).content().endsWith("# mine\n");
    }

    private String path(String name) {
        return folder.resolve(name).toString();
    }
}
