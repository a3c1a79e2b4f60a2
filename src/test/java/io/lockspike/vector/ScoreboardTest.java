package io.lockspike.vector;

import static org.assertj.core.api.Assertions.assertThat;

import io.lockspike.emit.C99;
import io.lockspike.emit.Dpi;
import io.lockspike.support.Needs;
import io.lockspike.support.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The scoreboard that runs the emitted C by DPI-C says of a device what the bench says of it: both
/// in one simulation by Verilator.
class ScoreboardTest {

    @ParameterizedTest
    @CsvSource({
        "tt-halving, 0",
        "tt-halving, 1",
        "tt-halving, 3",
        "lif-subtract, 2",
        "vhdl-saturating, 0",
        "vhdl-saturating, 1"
    })
    void saysWhatTheBenchSays(String spec, int bug, @TempDir Path folder) throws IOException {
        VectorSet set = VectorFolder.library(spec, 200);
        VectorFolder.write(set, folder);
        Device device = Device.at(spec, bug, folder.resolve("device"));
        String module = device.module();
        C99 c = C99.of(set.spec(), 0);
        Dpi dpi = Dpi.of(set.spec(), c);
        Files.writeString(folder.resolve(module + ".h"), c.headerText());
        Files.writeString(folder.resolve(module + ".c"), c.sourceText());
        Files.writeString(folder.resolve(module + "_dpi.c"), dpi.sourceText());
        Files.writeString(folder.resolve(module + "_dpi.sv"), dpi.scoreboardText());
        List<Object> build =
                new ArrayList<>(
                        List.of(Needs.tool("verilator"), "--binary", "--timing", "-Wno-fatal"));
        build.addAll(List.of("--top-module", module + "_tb", "--Mdir", "obj", module + "_tb.sv"));
        build.addAll(List.of(module + "_dpi.sv", module + "_dpi.c", module + ".c"));
        build.addAll(device.files(".v"));
        Run.Result built = Run.of(build.toArray()).in(folder).result();
        assertThat(built.code()).as("%s%s", built.out(), built.err()).isZero();

        Run.Result run =
                Run.of(folder.resolve("obj/V" + module + "_tb"), "+keep-going").in(folder).result();

        List<String> steps = run.out().lines().filter(line -> line.startsWith("step")).toList();
        if (bug == 0) {
            assertThat(run.code()).as("%s%s", run.out(), run.err()).isZero();
            assertThat(steps).isEmpty();
            assertThat(run.out().lines().filter(line -> line.startsWith("AGREED"))).hasSize(2);
        } else {
            assertThat(run.code()).isNotZero();
            assertThat(steps).hasSize(2);
            assertThat(steps.get(1)).isEqualTo(steps.get(0));
        }
    }
}
