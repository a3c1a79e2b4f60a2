package io.lockspike.board;

import io.lockspike.spec.Spec;
import io.lockspike.spec.SpecFile;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.UnaryOperator;

/// Boards around the neuron of a spec, for tests that have a line.
public final class BoardBench {
    private BoardBench() {}

    private static Spec spec(String file) {
        return SpecFile.read(Path.of(file), Map.of());
    }

    /// A board of the full profile.
    ///
    /// @param faultyStep the step whose first output has a wrong bit; -1: none
    public static UnaryOperator<byte[]> full(String file, long faultyStep) {
        Spec spec = spec(file);
        BoardFacts facts = EngineCore.facts(spec, 600, 8, 3 | 16);
        return new ReferenceBoard(facts, new EngineCore(spec, true, faultyStep), 1)::receive;
    }

    /// A board of the lite profile.
    public static UnaryOperator<byte[]> lite(String file, long faultyStep) {
        Spec spec = spec(file);
        return new LiteBoard(EngineCore.liteFacts(spec), new EngineCore(spec, false, faultyStep))
                ::receive;
    }

    /// Power fails once, after so many arrivals.
    public static UnaryOperator<byte[]> rebooting(String file, int arrivals) {
        Spec spec = spec(file);
        BoardFacts facts = EngineCore.facts(spec, 200, 2, 3);
        var board = new ReferenceBoard(facts, new EngineCore(spec, true, -1), 1);
        int[] count = {0};
        return bytes -> {
            if (++count[0] == arrivals) {
                board.boot(2);
            }
            return board.receive(bytes);
        };
    }
}
