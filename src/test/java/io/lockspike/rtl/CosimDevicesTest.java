package io.lockspike.rtl;

import static org.assertj.core.api.Assertions.assertThat;

import io.lockspike.check.Divergence;
import io.lockspike.check.Verdict;
import io.lockspike.spec.Spec;
import io.lockspike.spec.SpecFile;
import io.lockspike.support.Needs;
import io.lockspike.vector.Device;
import io.lockspike.vector.Pins;
import io.lockspike.vector.TraceRecordings;
import io.lockspike.vector.VectorMaker;
import io.lockspike.vector.VectorSet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Devices written by hand agree, and each planted bug is found in the step, and with the values,
/// that Icarus, or GHDL, shows on the same vectors.
class CosimDevicesTest {
    private static final int ROWS = 400;

    @TempDir Path folder;

    @BeforeEach
    void needTools() {
        Needs.tool("verilator");
        Needs.tool("iverilog");
    }

    static List<String> specs() {
        return Device.SPECS;
    }

    @ParameterizedTest
    @MethodSource("specs")
    void agreeInVerilog(String spec) throws IOException {
        judge(spec, ".v", 1);
    }

    @ParameterizedTest
    @MethodSource("specs")
    void agreeInVhdl(String spec) throws IOException {
        Needs.tool("ghdl");
        judge(spec, ".vhd", 0);
    }

    @Tag("long")
    @ParameterizedTest
    @MethodSource("specs")
    void tellEachBugInVerilog(String spec) throws IOException {
        judge(spec, ".v", Device.BUGS);
    }

    @Tag("long")
    @ParameterizedTest
    @MethodSource("specs")
    void tellEachBugInVhdl(String spec) throws IOException {
        Needs.tool("ghdl");
        judge(spec, ".vhd", Device.BUGS);
    }

    private void judge(String spec, String ending, int bugs) throws IOException {
        List<String> said = new ArrayList<>();
        for (int bug = 0; bug <= bugs; bug++) {
            Device device = Device.at(spec, bug, folder.resolve("device-" + bug));
            Path[] files = device.files(ending).toArray(Path[]::new);
            Verdict verdict =
                    Cosims.of(Cosims.library(spec), device.module(), files)
                            .observing("v")
                            .rows(ROWS)
                            .run();
            if (bug == 0) {
                assertThat(verdict.outcome()).isEqualTo(Verdict.Outcome.AGREED);
                assertThat(Cosims.about(verdict, "x")).startsWith("examined");
                said.add(verdict.steps() + " rows agree, " + verdict.cells() + " cells");
            } else {
                assertThat(verdict.outcome()).isEqualTo(Verdict.Outcome.DISAGREED);
                String ours = Cosims.plain(verdict.divergences().getFirst());
                assertThat(ours)
                        .as(spec + " " + bug)
                        .isEqualTo(replayed(spec, device, ending, verdict));
                said.add(ours);
            }
        }
        System.out.printf("cosim: %s%s: %s%n", spec, ending, String.join(" | ", said));
    }

    /// What Icarus, or GHDL, says of the same rows; what is x there is any value here.
    private String replayed(String spec, Device device, String ending, Verdict verdict)
            throws IOException {
        String ours = Cosims.plain(verdict.divergences().getFirst());
        Path work = Files.createDirectories(folder.resolve("replay-" + device.bug()));
        var replay =
                new Replay(
                        Cosims.rtl(device.files(ending)),
                        vectors(spec, device),
                        work,
                        agreed(verdict));
        Divergence divergence = replay.run().divergence().orElseThrow();
        String theirs = Cosims.plain(divergence);
        return theirs.contains(" is x,") && ours.matches(theirs.replace(" is x,", " is \\d+,"))
                ? ours
                : theirs;
    }

    private static Verdict agreed(Verdict verdict) {
        return new Verdict(
                verdict.specName(),
                verdict.specHash(),
                verdict.subject(),
                verdict.level(),
                1,
                1,
                0,
                0,
                0,
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                "",
                List.of(),
                "");
    }

    private static VectorSet vectors(String name, Device device) {
        Spec spec = SpecFile.read(Cosims.library(name));
        Pins pins = Pins.of(spec, Optional.of(device.module()), List.of("v"));
        try (var recordings = new TraceRecordings()) {
            return new VectorMaker(spec, pins, 1, 0, true, List.of()).make(ROWS, recordings);
        }
    }
}
