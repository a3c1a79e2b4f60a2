package io.lockspike.vector;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Every bench passes on the right device, and fails on each planted bug: at the same step, with
/// the same two values, in the same words, and with a failing status.
class BenchesTest {
    private static final int ROWS = 400;

    static List<String> specs() {
        return Device.SPECS;
    }

    @ParameterizedTest
    @MethodSource("specs")
    void agreeWithEachOther(String spec, @TempDir Path folder) throws IOException {
        VectorSet set = VectorFolder.library(spec, ROWS, "v");
        VectorFolder.write(set, folder);
        String agreed =
                "AGREED: %s, %d steps, %d values compared".formatted(spec, set.rows(), set.cells());
        List<String> said = new ArrayList<>();
        for (int bug = 0; bug <= Device.BUGS; bug++) {
            Device device = Device.at(spec, bug, folder.resolve("device-" + bug));
            Map<String, Benches.Verdict> verdicts =
                    Benches.all(folder, device.module(), device.folder(), device::files);
            Benches.Verdict first = verdicts.get("Icarus");
            for (Map.Entry<String, Benches.Verdict> verdict : verdicts.entrySet()) {
                assertThat(verdict.getValue())
                        .as("%s, bug %d, %s", spec, bug, verdict.getKey())
                        .isEqualTo(first);
            }
            if (bug == 0) {
                assertThat(first).isEqualTo(new Benches.Verdict(true, List.of(agreed)));
            } else {
                assertThat(first.agreed()).isFalse();
                assertThat(first.lines()).hasSize(2);
                assertThat(first.lines().get(0)).matches("step \\d+: .* is .*, the model says .*");
                assertThat(first.lines().get(1))
                        .matches(
                                "DISAGREED: %s, 1 of \\d+ steps differ, \\d+ more were not run"
                                        .formatted(spec));
                said.add(first.lines().get(0));
            }
        }
        System.out.printf("benches: %s: %s; bugs: %s%n", spec, agreed, String.join(" | ", said));
    }
}
