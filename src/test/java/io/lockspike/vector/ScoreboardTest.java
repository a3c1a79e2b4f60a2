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
import java.util.function.UnaryOperator;
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
        Run.Result run = simulate(spec, bug, folder, text -> text);

        assertThat(run.code() == 0).as("%s%s", run.out(), run.err()).isEqualTo(bug == 0);
        assertThat(bothSay(bug == 0, run)).as("%s%s", run.out(), run.err()).isTrue();
    }

    @ParameterizedTest(name = "{3} in place of {2}, bug {1}")
    @CsvSource({
        "lif-subtract, 0, longint'(current), longint'($unsigned(current))",
        "tt-halving, 0, (uint8_t)current, (uint8_t)rst",
        "tt-halving, 1, differs = 1'b1, differs = 1'b0",
    })
    void saysSomethingElseWithAFaultInIt(
            String spec, int bug, String right, String wrong, @TempDir Path folder)
            throws IOException {
        Run.Result run = simulate(spec, bug, folder, text -> text.replace(right, wrong));

        assertThat(bothSay(bug == 0, run)).as("%s%s", run.out(), run.err()).isFalse();
    }

    /// The bench and the scoreboard beside one device.
    ///
    /// @param fault what to do to the scoreboard and its wrapper before they are built
    private static Run.Result simulate(
            String spec, int bug, Path folder, UnaryOperator<String> fault) throws IOException {
        VectorSet set = VectorFolder.library(spec, 200);
        VectorFolder.write(set, folder);
        Device device = Device.at(spec, bug, folder.resolve("device"));
        String module = device.module();
        C99 c = C99.of(set.spec(), 0);
        Dpi dpi = Dpi.of(set.spec(), c);
        Files.writeString(folder.resolve(module + ".h"), c.headerText());
        Files.writeString(folder.resolve(module + ".c"), c.sourceText());
        Files.writeString(folder.resolve(module + "_dpi.c"), fault.apply(dpi.sourceText()));
        Files.writeString(folder.resolve(module + "_dpi.sv"), fault.apply(dpi.scoreboardText()));
        List<Object> build =
                new ArrayList<>(
                        List.of(Needs.tool("verilator"), "--binary", "--timing", "-Wno-fatal"));
        build.addAll(List.of("--top-module", module + "_tb", "--Mdir", "obj", module + "_tb.sv"));
        build.addAll(List.of(module + "_dpi.sv", module + "_dpi.c", module + ".c"));
        build.addAll(device.files(".v"));
        Run.Result built = Run.of(build.toArray()).in(folder).result();
        assertThat(built.code()).as("%s%s", built.out(), built.err()).isZero();
        return Run.of(folder.resolve("obj/V" + module + "_tb"), "+keep-going").in(folder).result();
    }

    /// Whether bench and scoreboard both say that the device agrees, or tell of the same step.
    private static boolean bothSay(boolean agrees, Run.Result run) {
        List<String> steps = run.out().lines().filter(line -> line.startsWith("step")).toList();
        long agreed = run.out().lines().filter(line -> line.startsWith("AGREED")).count();
        return agrees
                ? steps.isEmpty() && agreed == 2
                : steps.size() == 2 && steps.get(0).equals(steps.get(1));
    }
}
