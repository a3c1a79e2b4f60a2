package io.lockspike.firmware;

import static org.assertj.core.api.Assertions.assertThat;

import io.lockspike.proof.RtlVerdict;
import io.lockspike.rtl.Prove;
import io.lockspike.support.Needs;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The hand-written core is the model's `core:` block in every clock of every stimulus: queues,
/// back-pressure, enable, clear, peek, weight writes, and rst at any time. (`docs/core.md` proves
/// another one in each build.)
@Tag("long")
class LifCoreProofTest {
    @TempDir Path folder;

    @BeforeEach
    void needTools() {
        Needs.tool("yosys");
        Needs.tool("verilator");
    }

    @Test
    void isProven() {
        var core = new CoreCosim(CoreCosim.KINDS.get(16), folder, (_, text) -> text);
        long start = System.nanoTime();
        Prove.Result result = core.proof().run();
        System.out.printf(
                "core, %.0f s: %s%n", (System.nanoTime() - start) / 1e9, result.verdict());
        assertThat(result.verdict()).isInstanceOf(RtlVerdict.Proven.class);
        assertThat(((RtlVerdict.Proven) result.verdict()).invariant())
                .contains(
                        "u_core.u_weights.word = weights",
                        "u_core.u_currents.word = current_cells",
                        "u_core.u_in.word = in_words");
        assertThat(result.compared()).hasSizeGreaterThan(15);
    }
}
