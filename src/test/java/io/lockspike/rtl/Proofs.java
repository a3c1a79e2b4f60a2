package io.lockspike.rtl;

import io.lockspike.proof.Solver;
import java.math.BigInteger;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Proofs of devices, for tests.
///
/// @param overrides other values of parameters
/// @param observed further names to compare
public record Proofs(
        Path spec,
        Sources device,
        String module,
        Map<String, List<BigInteger>> overrides,
        Optional<Path> bind,
        List<String> observed,
        Solver.Choice solver,
        Duration time) {

    public static Proofs of(Path spec, String module, List<Path> files) {
        return new Proofs(
                spec,
                Cosims.rtl(files),
                module,
                Map.of(),
                Optional.empty(),
                List.of(),
                Solver.Choice.ANY,
                Duration.ofMinutes(2));
    }

    public Proofs observing(String... names) {
        List<String> all = new ArrayList<>(observed);
        all.addAll(List.of(names));
        return new Proofs(spec, device, module, overrides, bind, all, solver, time);
    }

    public Proofs with(Sources other) {
        return new Proofs(spec, other, module, overrides, bind, observed, solver, time);
    }

    public Proofs bound(Path file) {
        return new Proofs(
                spec, device, module, overrides, Optional.of(file), observed, solver, time);
    }

    public Proofs within(Duration other) {
        return new Proofs(spec, device, module, overrides, bind, observed, solver, other);
    }

    public Proofs by(Solver.Choice other) {
        return new Proofs(spec, device, module, overrides, bind, observed, other, time);
    }

    public Prove.Result run() {
        return Prove.run(
                new Prove.Request(
                        spec,
                        overrides,
                        bind,
                        device,
                        Optional.of(module),
                        observed,
                        solver,
                        time,
                        20,
                        1,
                        "lif prove …",
                        _ -> {}));
    }
}
